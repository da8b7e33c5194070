import { describe, expect, it, test } from 'vitest'
import { assessedPlatforms, indexLabels, indexNames, isAssessed, partLabels, partsOf, table2 } from './table2.rules.ts'

/** 表2 as the Guide prints it: the text of its four columns, tab by tab. */
const printed = `
运营指数 (35%)\tWCI 等综合折算\t100%\tBCI 等综合折算\t100%\tBCI 等综合折算\t100%\t运营指数 (45%)\tDCI 等综合折算\t100%
勤勉指数 (20%)\t编发数量\t30%\t编发数量\t30%\t编发数量\t30%\t勤勉指数 (30%)\t编发数量\t30%
\t原创比例\t40%\t原创比例\t40%\t原创比例\t40%\t\t原创比例\t40%
\t编发天数\t30%\t编发天数\t30%\t编发天数\t30%\t\t编发天数\t30%
健康指数 (30%)\t严重表述错误\t40%\t严重表述错误\t50%\t严重表述错误\t50%\t健康指数 (10%)\t严重表述错误\t40%
\t办事服务\t20%\t\t\t\t\t\t\t
\t互动回应差\t30%\t互动回应差\t40%\t互动回应差\t40%\t\t互动回应差\t40%
\t一般表述错误\t10%\t一般表述错误\t10%\t一般表述错误\t10%\t\t一般表述错误\t20%
集群指数 (10%)\t内部协同完成率\t20%\t内部协同完成率\t20%\t内部协同完成率\t20%\t集群指数 (10%)\t内部协同完成率\t20%
\t未按要求使用平台\t80%\t未按要求使用平台\t80%\t未按要求使用平台\t80%\t\t未按要求使用平台\t80%
成长指数 (5%)\t运营指数同比变化\t60%\t运营指数同比变化\t60%\t运营指数同比变化\t60%\t成长指数 (5%)\t运营指数同比变化\t60%
\t勤勉指数同比变化\t40%\t勤勉指数同比变化\t40%\t勤勉指数同比变化\t40%\t\t勤勉指数同比变化\t40%`

/** Where a platform's columns stand: the index name, the part, its weight. */
const columns = { wechat: [0, 1, 2], weibo: [0, 3, 4], toutiao: [0, 5, 6], douyin: [7, 8, 9] } as const

function asPrinted(platform: keyof typeof columns) {
  const [indexAt, partAt, weightAt] = columns[platform]
  const rows: { index: string; parts: string[] }[] = []
  for (const line of printed.trim().split('\n')) {
    const cells = line.replace(/^ +/, '').split('\t')
    if (cells[indexAt]) rows.push({ index: cells[indexAt], parts: [] })
    if (cells[partAt]) rows.at(-1)!.parts.push(`${cells[partAt]} ${cells[weightAt]}`)
  }
  return rows
}

describe('表2: weights', () => {
  test.each(assessedPlatforms)('%s carries the indices, parts and numbers the Guide prints', (platform) => {
    const ours = indexNames.map((index) => ({
      index: `${indexLabels[index]} (${table2[platform][index].weight}%)`,
      parts: partsOf(table2[platform][index]).map(({ part, weight }) => `${partLabels[part]} ${weight}%`),
    }))
    expect(ours).toEqual(asPrinted(platform))
  })

  test.each(assessedPlatforms)('the five indices of %s add up to 100', (platform) => {
    expect(sum(indexNames.map((index) => table2[platform][index].weight))).toBe(100)
  })

  test.each(assessedPlatforms)('the parts of every index of %s add up to 100', (platform) => {
    for (const index of indexNames) expect(sum(Object.values(table2[platform][index].parts))).toBe(100)
  })

  it('scores four platforms and no other', () => {
    expect(['wechat', 'douyin', 'bilibili', 'toString'].map(isAssessed)).toEqual([true, true, false, false])
  })
})

const sum = (weights: readonly number[]) => weights.reduce((a, b) => a + b, 0)
