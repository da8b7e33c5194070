import { type Figures, known } from './figures.rules.ts'
import type { Formula } from './formulas.rules.ts'

const ln1 = (x: number) => Math.log(x + 1)

/**
 * DCI for 抖音 as commonly quoted: { 0.10·ln(作品+1) + 0.76·[0.17·ln(赞+1) + 0.37·ln(评+1) + 0.46·ln(分享+1)]
 * + 0.14·[0.11·ln(新增粉丝+1) + 0.89·ln(总粉丝+1)] } × 100. No source at hand confirms the coefficients: 待核.
 * Followers lost on balance count as none gained. Unit: none.
 */
function dciRecalled(figures: Figures): number {
  const gained = Math.max(0, known(figures, 'newFollowers'))
  const interaction =
    0.17 * ln1(known(figures, 'likes')) + 0.37 * ln1(known(figures, 'comments')) + 0.46 * ln1(known(figures, 'shares'))
  const following = 0.11 * ln1(gained) + 0.89 * ln1(known(figures, 'followers'))
  return (0.1 * ln1(known(figures, 'posts')) + 0.76 * interaction + 0.14 * following) * 100
}

/** The short-video index registered in Zhejiang: (0.2·ln(发稿+1) + 0.8·[0.4 转 + 0.4 评 + 0.2 赞]) × 160, all in ln(x+1). */
function vciRegistered(figures: Figures): number {
  const spread =
    0.4 * ln1(known(figures, 'shares')) + 0.4 * ln1(known(figures, 'comments')) + 0.2 * ln1(known(figures, 'likes'))
  return (0.2 * ln1(known(figures, 'posts')) + 0.8 * spread) * 160
}

export const dciFormulas = {
  'dci-recalled': {
    zh: '抖音传播指数 DCI（系数待核）',
    source: '通行说法，未见可核对的出处',
    grade: 'recalled',
    note: '系数待核，核实前不宜用于正式考核。净减粉按新增 0 计。',
    suits: ['douyin'],
    needs: ['posts', 'likes', 'comments', 'shares', 'newFollowers', 'followers'],
    value: dciRecalled,
  },
  'vci-zjip': {
    zh: '短视频传播指数 VCI（浙江数据知识产权登记）',
    source: '浙江省数据知识产权登记 75579',
    grade: 'computed',
    note: '表2政务抖音一栏为“DCI 等综合折算”；DCI 系数未能核实，以有出处的 VCI 折算。',
    suits: ['douyin'],
    needs: ['posts', 'shares', 'comments', 'likes'],
    value: vciRegistered,
  },
} as const satisfies Record<string, Formula>
