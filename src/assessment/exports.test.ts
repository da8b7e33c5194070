import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { readPaper } from '../core/paper.fixture.ts'
import { noticeBody, noticeTitle } from './notice.rules.ts'
import { noticeDocument } from './notice-document.ts'
import { seeding } from './seed.fixture.ts'

let t: TestApp
let run: string

beforeAll(async () => {
  t = await testApp()
  const seed = seeding(t)
  await seed.scheme()
  await seed.posts(t.world.accounts.wechat, '2026-10', 25)
  await seed.posts(t.world.accounts.township, '2026-10', 10)
  const formula = await seed.account('host', '=HYPERLINK("x")')
  await seed.posts(formula, '2026-10', 5)
  await seed.finding(t.world.accounts.township, 'silent14Days', '2026-10-20')
  run = await seed.run('supervisorofficer.city', { period: '2026-10' })
}, 60_000)
afterAll(() => t.close())

async function workbook(username: string) {
  const answer = await (await t.as(username)).get(`/api/assessments/${run}/workbook`)
  expect(answer.status).toBe(200)
  const book = new exceljs.Workbook()
  await book.xlsx.load(await answer.arrayBuffer())
  return { answer, book }
}
const column = (sheet: exceljs.Worksheet | undefined, at: number) =>
  (sheet?.getColumn(at).values ?? []).filter((value) => value !== undefined && value !== null).slice(2)

describe('the workbook of a run', () => {
  it('has five sheets that open, with the places, words for what is missing, and neutral text', async () => {
    const { book, answer } = await workbook('supervisorofficer.city')
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
      '青屿市2026年10月政务新媒体考核结果.xlsx',
    )
    expect(book.worksheets.map(({ name }) => name)).toEqual(['说明', '账号排名', '区域', '子指标明细', '缺数清单'])
    const ranking = book.getWorksheet('账号排名')
    expect(column(ranking, 1)).toEqual(expect.arrayContaining(['1', '2', '3', '缺数']))
    expect(column(ranking, 2)).toContain('\'=HYPERLINK("x")')
    expect(column(ranking, 6)).toContain('缺数') // 总分
    expect(column(book.getWorksheet('说明'), 1)).toContain('冻结数据校验值（SM3）')
    expect(column(book.getWorksheet('区域'), 3)).toContain('本级账号（承担否决）')
    expect(column(book.getWorksheet('子指标明细'), 9)).toContain('编发 25 篇，目标 30 篇，得 83.33 分')
  })

  it('holds what the reader may see and no more', async () => {
    const { book } = await workbook('publicityofficer')
    expect(column(book.getWorksheet('账号排名'), 2)).not.toContain('望湖教育')
    const editor = await t.as('editor')
    expect((await editor.get(`/api/assessments/${run}/workbook`)).status).toBe(403)
  })
})

describe('the 通报', () => {
  it('is a Word document whose every number is one of the run', async () => {
    const answer = await (await t.as('supervisorofficer.city')).get(`/api/assessments/${run}/notice`)
    expect(answer.status).toBe(200)
    const text = await textOf(Buffer.from(await answer.arrayBuffer()))
    expect(text).toContain('关于2026年10月青屿市政务新媒体考核情况的通报')
    expect(text).toContain('本期纳入考核的政务新媒体账号 6 个，其中政务微信 4 个、政务微博 1 个、政务抖音 1 个。')
    expect(text).toContain('合格 5 个，不合格 1 个，合格率 83.33%。')
    expect(text).toContain('临溪县因所辖账号出现一票否决情形 1 项，当期健康指数记 0 分')
    expect(text).toContain('“竹溪发布”（政务微信，竹溪镇人民政府）14天未更新')
    expect(text).not.toContain('演示数据')
  })

  it('is refused to whoever sees a part of the run only', async () => {
    const county = await t.as('supervisorofficer')
    expect((await county.get(`/api/assessments/${run}/notice`)).status).toBe(403)
  })

  const nothing = {
    demo: true,
    region: '云岚省',
    periodZh: '2026年度',
    periodSpan: '2026-01-01至2026-12-31',
    schemeName: '甲 第1版',
    cutoff: '2027-01-02 08:00',
    issuer: '云岚省人民政府办公厅',
    accounts: 0,
    ranked: 0,
    excluded: 0,
    verdicts: { fit: 0, unfit: 0, undetermined: 0 },
    averageTotal: null,
    platforms: [],
    regions: [],
    unfit: [],
    vetoes: [],
    missing: [],
  }

  it('says so when there is nothing to tell, and invents no rate', () => {
    const text = noticeBody(nothing)
      .map((block) => block.text)
      .join('\n')
    expect(text).toContain('本期未发现不合格账号。')
    expect(text).not.toContain('合格率')
    expect(noticeTitle(nothing)).toBe('关于2026年度云岚省政务新媒体考核情况的通报')
  })

  it('carries the mark of demonstration data on every page, and the margins of GB/T 9704', async () => {
    const parts = (await readPaper(await noticeDocument(nothing))).parts
    const headers = [...parts].filter(([name]) => /word\/header\d+\.xml/.test(name))
    expect(headers).toHaveLength(2)
    expect(headers.every(([, xml]) => xml.includes('演示数据'))).toBe(true)
    const body = parts.get('word/document.xml') ?? ''
    expect(body).toMatch(/<w:pgMar [^>]*w:top="2098"/)
    expect(body).toMatch(/<w:pgMar [^>]*w:left="1587"/)
    expect(body).toContain('w:line="579" w:lineRule="exact"')
    expect(parts.get('word/settings.xml')).toContain('evenAndOddHeaders')
  })
})

async function textOf(bytes: Buffer): Promise<string> {
  return (await readPaper(bytes)).text
}
