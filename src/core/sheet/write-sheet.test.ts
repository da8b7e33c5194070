import { buffer } from 'node:stream/consumers'
import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeErrorFile } from './error-file.ts'
import { findHeader } from './header.rules.ts'
import { neutralise, neutraliseCsv, restore } from './neutralise.rules.ts'
import { readSheet } from './read-sheet.ts'
import { cleanText } from './row-sink.ts'
import { type OutputColumn, writeCsv, writeXlsx } from './write-sheet.ts'

const columns: OutputColumn[] = [
  { key: 'id', zh: '编号', width: 20, kind: 'text' },
  { key: 'name', zh: '名称', width: 30, kind: 'text' },
  { key: 'reads', zh: '阅读数', width: 10, kind: 'int' },
  { key: 'day', zh: '日期', width: 12, kind: 'date' },
  { key: 'at', zh: '发布时间', width: 20, kind: 'dateTime' },
]

const hostile = [
  "=cmd|'/c calc'!A0",
  '+1+1',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  "'=1",
  ' =1',
  'a"b,c\nd',
  '_x0041_',
  '<b>&amp;',
  '0571',
]

const record = (at: number) => ({
  id: String(330_523_199_001_010_000n + BigInt(at)),
  name: `${hostile[at % hostile.length]}`,
  reads: at,
  day: '2025-11-01',
  at: new Date(Date.UTC(2025, 9, 31, 16, 0, at % 60)),
})

function* records(count: number) {
  for (let at = 0; at < count; at++) yield record(at)
}

const asRead = (at: number) => [
  record(at).id,
  cleanText(neutralise(record(at).name)),
  String(at),
  '2025-11-01',
  `2025-11-01 00:00:${String(at % 60).padStart(2, '0')}`,
]

describe('writing and reading back', () => {
  it('keeps 20,000 rows with hostile names and 18-digit numbers as .xlsx', async () => {
    const notes = ['=演示数据', '2025年11月']
    const bytes = await buffer(writeXlsx({ sheets: [{ name: '账号', columns, rows: records(20_000), notes }] }))
    const read = await readSheet(bytes, 'a.xlsx')
    expect(read).toMatchObject({ sheetNames: ['账号'], formulaCells: [], cellErrors: [] })
    expect(read.rows.slice(0, 3)).toEqual([['=演示数据'], ['2025年11月'], columns.map((c) => c.zh)])
    expect(read.rows.slice(3)).toEqual(Array.from({ length: 20_000 }, (_, at) => asRead(at)))
  })

  it('keeps the same as .csv', async () => {
    const bytes = await buffer(writeCsv({ columns, rows: records(2_000) }))
    const read = await readSheet(bytes, 'a.csv')
    expect(read.encoding).toBe('utf-8-bom')
    expect(read.rows.slice(1)).toEqual(Array.from({ length: 2_000 }, (_, at) => asRead(at)))
  })

  it('keeps any text whatever, but for blanks at the ends', async () => {
    const texts = fc.sample(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 10 })), {
      numRuns: 3_000,
      seed: 7,
    })
    const rows = () => texts.map((text, at) => ({ text, end: `第${at}行` }))
    const pair: OutputColumn[] = ['text', 'end'].map((key) => ({ key, zh: key, width: 10, kind: 'text' }))
    const expected = texts.map((text) => normal(text))
    const xlsx = await readSheet(await buffer(writeXlsx({ sheets: [{ name: 's', columns: pair, rows: rows() }] })), 'a')
    expect(xlsx.rows.slice(1).map((row) => row[0])).toEqual(expected)
    const csv = await readSheet(await buffer(writeCsv({ columns: pair, rows: rows() })), 'a')
    expect(csv.rows.slice(1).map((row) => row[0])).toEqual(expected)
  })
})

describe('formula-like text', () => {
  it('gets a quote, in every cell, header and note', async () => {
    const bytes = await buffer(
      writeXlsx({
        sheets: [
          { name: 's', columns: [{ key: 'a', zh: '=甲', width: 9, kind: 'int' }], rows: [{ a: '=1' }], notes: ['@x'] },
        ],
      }),
    )
    const sheet = XLSX.read(bytes).Sheets.s
    expect(['A1', 'A2', 'A3'].map((place) => sheet?.[place])).toMatchObject([
      { t: 's', v: "'@x" },
      { t: 's', v: "'=甲" },
      { t: 's', v: "'=1" },
    ])
  })

  it('is quoted and restored without loss, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', ' ', '\t', '1', '0', 'a', '中') }),
        (text) => {
          expect(restore(neutralise(text))).toBe(text)
          expect(restore(neutraliseCsv(text))).toBe(text)
          expect(neutralise(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^\t/)
        },
      ),
      { numRuns: 5_000 },
    )
  })
})

describe('cells of a written workbook', () => {
  it('are real numbers and dates, and text where a number would lose digits', async () => {
    const rows = [
      { id: 1, name: null, reads: 123_456, day: '2025-11-01', at: '2025-10-31T16:00:00.000Z' },
      { reads: 1e15 },
      { reads: '缺数' },
    ]
    const sheet = XLSX.read(await buffer(writeXlsx({ sheets: [{ name: 's', columns, rows }] })), { cellNF: true })
      .Sheets.s
    expect(sheet?.A2).toMatchObject({ t: 's', v: '1' })
    expect(sheet?.B2).toBeUndefined()
    expect(sheet?.C2).toMatchObject({ t: 'n', v: 123_456 })
    expect(sheet?.D2).toMatchObject({ t: 'n', v: 45_962, z: 'yyyy-mm-dd' })
    expect(sheet?.E2).toMatchObject({ t: 'n', v: 45_962, z: 'yyyy-mm-dd hh:mm:ss' })
    expect(sheet?.C3).toMatchObject({ t: 's', v: '1000000000000000' })
    expect(sheet?.C4).toMatchObject({ t: 's', v: '缺数' })
  })

  it('stand on sheets whose names Excel accepts', async () => {
    const sheets = ['a/b:c', 'A/B:C', '', '很长的名称'.repeat(10)].map((name) => ({ name, columns, rows: [] }))
    const names = XLSX.read(await buffer(writeXlsx({ sheets }))).SheetNames
    expect(names).toEqual(['a_b_c', 'A_B_C(2)', '工作表', '很长的名称'.repeat(10).slice(0, 31)])
  })
})

describe('a stream of rows', () => {
  it('is ended when its reader leaves', async () => {
    for (const make of [
      (rows: AsyncIterable<Record<string, unknown>>) => writeXlsx({ sheets: [{ name: 's', columns, rows }] }),
      (rows: AsyncIterable<Record<string, unknown>>) => writeCsv({ columns, rows }),
    ]) {
      const ended = Promise.withResolvers<void>()
      const stream = make(endless(ended.resolve))
      for await (const _chunk of stream) break // leaving the loop destroys the stream
      await ended.promise
      expect(stream.destroyed).toBe(true)
    }
  })

  it('hands the error of its source to its reader', async () => {
    async function* failing() {
      yield record(0)
      throw new Error('the database went away')
    }
    await expect(buffer(writeXlsx({ sheets: [{ name: 's', columns, rows: failing() }] }))).rejects.toThrow('went away')
    await expect(buffer(writeCsv({ columns, rows: failing() }))).rejects.toThrow('went away')
  })
})

describe('the file of failed rows', () => {
  const header = ['标题', '阅读数', '备注']
  const rows = [
    ['甲', '-5'],
    ['乙', '7'],
    ['=丙', '1e3', '说明'],
    ['丁', '八'],
  ]
  const failed = {
    header,
    rows,
    rowNumbers: [3, 4, 6, 7],
    errors: [
      { row: 6, column: '阅读数', message: '“1e3”不是整数' },
      { row: 3, column: '阅读数', message: '不能为负' },
      { row: 3, message: '与第 2 行重复' },
    ],
  }

  it('holds the failed rows with their columns in place and the reasons in the last', async () => {
    const read = await readSheet(await buffer(writeErrorFile(failed)), 'a.xlsx')
    expect(read.rows).toEqual([
      [...header, '错误说明'],
      ['甲', '-5', '', '原第 3 行“阅读数”：不能为负；原第 3 行：与第 2 行重复'],
      ['=丙', '1e3', '说明', '原第 6 行“阅读数”：“1e3”不是整数'],
    ])
  })

  it('can be uploaded as it is, and again', async () => {
    const specs = header.map((zh) => ({ key: zh, zh, synonyms: [], required: 'required' as const }))
    const read = await readSheet(await buffer(writeErrorFile(failed)), 'a.xlsx')
    expect(findHeader(read.rows, specs)).toMatchObject({ headerIndex: 0, unknown: [], missing: [], duplicates: [] })
    const [firstHeader = [], ...rest] = read.rows
    const again = writeErrorFile({
      header: firstHeader,
      rows: rest,
      rowNumbers: [2, 3],
      errors: [{ row: 2, message: '仍有误' }],
    })
    expect((await readSheet(await buffer(again), 'a')).rows).toEqual([
      [...header, '错误说明'],
      ['甲', '-5', '', '原第 2 行：仍有误'],
    ])
  })
})

async function* endless(ended: () => void) {
  try {
    for (let at = 0; ; at++) {
      if (at % 1000 === 0) await new Promise(setImmediate)
      yield { ...record(at), name: `${Math.random()}${Math.random()}` }
    }
  } finally {
    ended()
  }
}

/** What a table program cannot hold is gone; line ends and the ends of the text are as the reader makes them. */
function normal(text: string): string {
  const held = text.toWellFormed().replace(/[^\P{Cc}\t\n\r\x7f-\x9f]|[\x7f\ufffe\uffff]/gu, '')
  return held.replace(/\r\n?/g, '\n').trim().normalize('NFC')
}
