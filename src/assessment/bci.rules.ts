import { type Figures, known } from './figures.rules.ts'
import type { Formula } from './formulas.rules.ts'

const ln1 = (x: number) => Math.log(x + 1)

/**
 * BCI as registered in Zhejiang as data intellectual property (浙江省数据知识产权, 2024):
 * (0.2·W1 + 0.8·W2) × 160, W1 = ln(posts+1), W2 = 0.4·ln(转发+1) + 0.4·ln(评论+1) + 0.2·ln(赞+1).
 * Not squared, unlike WCI. Unit: none.
 */
function bciRegistered(figures: Figures): number {
  const activity = ln1(known(figures, 'posts'))
  const spread =
    0.4 * ln1(known(figures, 'shares')) + 0.4 * ln1(known(figures, 'comments')) + 0.2 * ln1(known(figures, 'likes'))
  return (0.2 * activity + 0.8 * spread) * 160
}

/**
 * The fuller BCI of 清博, same frame with original posts told apart. Its coefficients were not found in a source
 * at hand and its version (V8 or V9) is not settled: 待核, not for an official score until confirmed.
 */
function bciFull(figures: Figures): number {
  const activity = 0.3 * ln1(known(figures, 'posts')) + 0.7 * ln1(known(figures, 'originals'))
  const spread =
    0.2 * ln1(known(figures, 'shares')) +
    0.2 * ln1(known(figures, 'comments')) +
    0.25 * ln1(known(figures, 'originalShares')) +
    0.25 * ln1(known(figures, 'originalComments')) +
    0.1 * ln1(known(figures, 'likes'))
  return (0.2 * activity + 0.8 * spread) * 160
}

export const bciFormulas = {
  'bci-zjip-2024': {
    zh: '微博传播指数 BCI（浙江数据知识产权登记，2024）',
    source: '浙江省数据知识产权登记 75574',
    grade: 'computed',
    note: '与清博完整版系数不同，二者不可混排。',
    suits: ['weibo'],
    needs: ['posts', 'shares', 'comments', 'likes'],
    value: bciRegistered,
  },
  'bci-full': {
    zh: '微博传播指数 BCI（完整版，系数待核）',
    source: '未见可核对的出处，版本号（V8 或 V9）不详',
    grade: 'recalled',
    note: '系数待核，核实前不宜用于正式考核。',
    suits: ['weibo'],
    needs: ['posts', 'originals', 'shares', 'comments', 'originalShares', 'originalComments', 'likes'],
    value: bciFull,
  },
  /**
   * 头条: the Guide prints BCI in this column too (TGI was probably meant). No published formula for 头条
   * was found, so the registered BCI is used as a frame and says so.
   */
  'toutiao-bci-frame': {
    zh: '头条传播指数（本平台自定：按表2所列BCI框架折算）',
    source: '本平台自定：按表2所列BCI框架折算，系数同浙江数据知识产权登记 75574',
    grade: 'computed',
    note: '表2政务头条一栏印为 BCI；未见公开的头条指数公式。',
    suits: ['toutiao'],
    needs: ['posts', 'shares', 'comments', 'likes'],
    value: bciRegistered,
  },
} as const satisfies Record<string, Formula>
