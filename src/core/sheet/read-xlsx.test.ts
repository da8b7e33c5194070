import { describe, expect, it, test } from 'vitest'
import { AppError, type ErrorCode } from '../error.ts'
import { type FixtureEntry, inline, sheetOf, xlsxEntries, xlsxOf, zipOf } from './files.fixture.ts'
import { readSheet } from './read-sheet.ts'

const one = `<row r="1">${inline('名称')}</row>`

describe('reading an .xlsx', () => {
  it('gives the rows that hold something, trimmed, with their row numbers', async () => {
    const read = await readSheet(
      sheetOf(`<row r="2">${inline('\u00a0 名称\u3000')}${inline('')}</row><row r="5"><c r="C5"><v>12</v></c></row>`),
      'a.xlsx',
    )
    expect(read).toMatchObject({ format: 'xlsx', sheetName: '数据', rowNumbers: [2, 5], cellErrors: [] })
    expect(read.rows).toEqual([['名称'], ['', '', '12']])
  })

  it('joins rich text, leaves out phonetic hints and resolves escapes and entities', async () => {
    const sharedStrings =
      '<si><r><t>安</t></r><r><t xml:space="preserve">吉 </t></r><rPh sb="0" eb="1"><t>an</t></rPh></si><si><t>A&amp;B &#x4e2d;<![CDATA[<x>]]>_x0041_</t></si>'
    const read = await readSheet(
      sheetOf('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', { sharedStrings }),
      'a.xlsx',
    )
    expect(read.rows).toEqual([['安吉', 'A&B 中<x>A']])
  })

  it('reads elements with a namespace prefix', async () => {
    const content =
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="B1" t="str"><x:v>值</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const bytes = sheetOf('', { extra: [{ name: 'xl/worksheets/sheet1.xml', content }] })
    expect((await readSheet(bytes, 'a.xlsx')).rows).toEqual([['', '值']])
  })

  it('takes the cached value of a formula, and reports one that was never calculated by row and column', async () => {
    const rows =
      '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f>A1</f></c><c r="C3"><f>A1</f><v></v></c><c r="D3" t="str"><f>""</f><v></v></c><c r="E3"><v>0</v></c></row>'
    const read = await readSheet(sheetOf(rows), 'a.xlsx')
    expect(read.rows).toEqual([['2', '', '', '', '0']])
    expect(read.formulaCells.map((c) => c.column)).toEqual([0, 1, 2, 3])
    expect(read.cellErrors.map(({ row, column }) => [row, column])).toEqual([
      [3, 1],
      [3, 2],
    ])
    expect(read.cellErrors[0]?.message).toContain('公式没有计算结果')
  })

  it('keeps text that looks like a formula as text', async () => {
    const read = await readSheet(sheetOf(`<row>${inline('=1+1')}${inline('@SUM')}${inline("'=cmd")}</row>`), 'a.xlsx')
    expect(read.rows).toEqual([['=1+1', '@SUM', '=cmd']])
    expect(read.formulaCells).toEqual([])
  })

  it('reports error values, says 是 and 否 for booleans, and keeps the fraction of a percentage', async () => {
    const rows =
      '<row><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c s="1"><v>0.125</v></c><c><v>0.30000000000000004</v></c></row>'
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    const read = await readSheet(sheetOf(rows, { styles }), 'a.xlsx')
    expect(read.rows).toEqual([['', '是', '否', '0.125', '0.3']])
    expect(read.cellErrors).toEqual([{ row: 1, column: 0, message: '单元格是错误值 #N/A' }])
  })

  it('never writes a long number in scientific notation, and reports that its last digits are lost', async () => {
    const read = await readSheet(
      sheetOf('<row><c><v>1.23456789012345E+14</v></c><c><v>3.3052319900101123E17</v></c><c><v>1E-7</v></c></row>'),
      'a.xlsx',
    )
    expect(read.rows).toEqual([['123456789012345', '330523199001011200', '0.0000001']])
    expect(read.cellErrors.map((c) => c.column)).toEqual([1])
  })

  const dateStyles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[$-804]yyyy/m/d\\ h:mm;@"/><numFmt numFmtId="166" formatCode="&quot;days&quot;0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="31"/><xf numFmtId="166"/></cellXfs>'

  test.each<[string, string, string, string]>([
    ['a short date', '1', '45962', '2025-11-01'],
    ['a Chinese format of its own', '2', '45962', '2025-11-01'],
    ['the built-in Chinese format 31', '5', '45962', '2025-11-01'],
    ['date and time', '3', '45962.354166666664', '2025-11-01 08:30:00'],
    ['date and time at midnight', '3', '45962', '2025-11-01 00:00:00'],
    ['a time hidden by a date format', '1', '45962.5', '2025-11-01 12:00:00'],
    ['a time of day', '4', '0.75', '18:00:00'],
    ['the first day', '1', '1', '1900-01-01'],
    ['a number whose format only quotes letters', '6', '12', '12'],
    ['a leap second that rounding makes', '3', '45962.999999', '2025-11-02 00:00:00'],
  ])('shows %s', async (_case, style, serial, text) => {
    const read = await readSheet(
      sheetOf(`<row><c s="${style}"><v>${serial}</v></c></row>`, { styles: dateStyles }),
      'a',
    )
    expect(read.rows).toEqual([[text]])
    expect(read.cellErrors).toEqual([])
  })

  it('counts from 1904 where the workbook says so', async () => {
    const workbookPr = '<workbookPr date1904="1"/>'
    const read = await readSheet(
      sheetOf('<row><c s="1"><v>44500</v></c><c s="1"><v>0</v></c></row>', { styles: dateStyles, workbookPr }),
      'a.xlsx',
    )
    expect(read.rows).toEqual([['2025-11-01', '1904-01-01']])
  })

  test.each(['60', '-1', '2958466'])('reports serial %s, which is no day', async (serial) => {
    const read = await readSheet(sheetOf(`<row><c s="1"><v>${serial}</v></c></row>`, { styles: dateStyles }), 'a.xlsx')
    expect(read.cellErrors).toEqual([{ row: 1, column: 0, message: '不是有效的日期' }])
  })

  it('takes only the first of merged cells', async () => {
    const rows = `<row r="1">${inline('甲')}${inline('藏')}${inline('乙')}</row><row r="2">${inline('藏')}</row>`
    const after = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    const read = await readSheet(xlsxOf({ sheets: [{ name: 's', rows, after }] }), 'a.xlsx')
    expect(read.rows).toEqual([['甲', '', '乙']])
    expect(read.rowNumbers).toEqual([1])
  })

  it('passes over hidden and empty sheets, and reads the one asked for', async () => {
    const bytes = xlsxOf({
      sheets: [
        { name: '隐藏', state: 'hidden', rows: `<row>${inline('秘')}</row>` },
        { name: '空', rows: '' },
        { name: '甲', rows: `<row>${inline('一')}</row>` },
        { name: '乙', rows: `<row>${inline('二')}</row>` },
      ],
    })
    expect(await readSheet(bytes, 'a')).toMatchObject({
      sheetName: '甲',
      sheetNames: ['空', '甲', '乙'],
      rows: [['一']],
    })
    expect(await readSheet(bytes, 'a', { sheetName: '乙' })).toMatchObject({ rows: [['二']] })
    await expect(readSheet(bytes, 'a', { sheetName: '隐藏' })).rejects.toMatchObject({ code: 'FILE_SHEET_MISSING' })
    await expect(readSheet(sheetOf(''), 'a')).rejects.toMatchObject({ code: 'FILE_EMPTY' })
  })

  it('is not troubled by a million empty rows with styles', async () => {
    const styled = Array.from({ length: 1_048_575 }, (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="1"/></row>`)
    const read = await readSheet(sheetOf(`<row r="1">${inline('名称')}</row>${styled.join('')}`), 'a.xlsx')
    expect(read.rows).toEqual([['名称']])
  })

  it('refuses more rows or columns than allowed, naming the limit', async () => {
    const rows = Array.from({ length: 11 }, () => `<row>${inline('行')}</row>`).join('')
    expect((await readSheet(sheetOf(rows), 'a', { maxRows: 11 })).rows).toHaveLength(11)
    const tooMany = readSheet(sheetOf(rows), 'a', { maxRows: 10 })
    await expect(tooMany).rejects.toMatchObject({ code: 'FILE_TOO_MANY_ROWS', detail: { limit: 10, row: 11 } })
    const wide = `<row><c r="GR1"><v>1</v></c></row>`
    expect((await readSheet(sheetOf(wide), 'a')).rows[0]).toHaveLength(200)
    const tooWide = readSheet(sheetOf(wide.replace('GR', 'GS')), 'a')
    await expect(tooWide).rejects.toMatchObject({ code: 'FILE_TOO_MANY_COLUMNS', detail: { limit: 200 } })
  })

  it('refuses one shared text standing in too many cells', async () => {
    const cells = '<c t="s"><v>0</v></c>'.repeat(100)
    const bytes = sheetOf(`<row>${cells}</row>`.repeat(100), {
      sharedStrings: `<si><t>${'长'.repeat(30_000)}</t></si>`,
    })
    await expect(readSheet(bytes, 'a')).rejects.toMatchObject({ code: 'FILE_TOO_MUCH_TEXT' })
  })
})

describe('refusing a hostile .xlsx', () => {
  const withEntries = (extra: FixtureEntry[]) => sheetOf(one, { extra })
  const vba = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'

  test.each<[string, ErrorCode, () => Buffer]>([
    ['with a macro', 'FILE_HAS_MACRO', () => withEntries([{ name: 'xl/vbaProject.bin', content: 'x' }])],
    [
      'with a macro under another name',
      'FILE_HAS_MACRO',
      () => withEntries([{ name: '[Content_Types].xml', content: `<Types><Override ContentType="${vba}"/></Types>` }]),
    ],
    [
      'with an Excel 4 macro sheet',
      'FILE_HAS_MACRO',
      () => withEntries([{ name: 'xl/macrosheets/sheet1.xml', content: '<a/>' }]),
    ],
    [
      'linking to another workbook',
      'FILE_HAS_EXTERNAL_LINK',
      () => withEntries([{ name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' }]),
    ],
    [
      'with an embedded object',
      'FILE_HAS_EMBEDDED_OBJECT',
      () => withEntries([{ name: 'xl/embeddings/a.bin', content: 'x' }]),
    ],
    [
      'with an embedded object called an image',
      'FILE_HAS_EMBEDDED_OBJECT',
      () => withEntries([{ name: 'xl/media/image1.png', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') }]),
    ],
    [
      'with an ActiveX control',
      'FILE_HAS_EMBEDDED_OBJECT',
      () => withEntries([{ name: 'xl/activeX/activeX1.xml', content: '<a/>' }]),
    ],
    [
      'with an archive inside',
      'FILE_HAS_ARCHIVE',
      () => withEntries([{ name: 'xl/media/image1.png', content: zipOf([{ name: 'a', content: 'a' }]) }]),
    ],
    [
      'with a DOCTYPE',
      'FILE_HAS_DOCTYPE',
      () => withEntries([{ name: 'docProps/core.xml', content: '<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>' }]),
    ],
    [
      'with a DOCTYPE in its sheet',
      'FILE_HAS_DOCTYPE',
      () =>
        withEntries([{ name: 'xl/worksheets/sheet1.xml', content: `${' '.repeat(16_380)}<!DOCTYPE a><worksheet/>` }]),
    ],
    [
      'hiding a DOCTYPE in UTF-16',
      'FILE_DAMAGED',
      () => withEntries([{ name: 'docProps/core.xml', content: Buffer.from('\ufeff<!DOCTYPE a><a/>', 'utf16le') }]),
    ],
    [
      'with a path that leaves the archive',
      'FILE_UNSAFE_ENTRY',
      () => withEntries([{ name: '../../etc/x', content: 'x' }]),
    ],
    ['with an absolute path', 'FILE_UNSAFE_ENTRY', () => withEntries([{ name: '/etc/x', content: 'x' }])],
    [
      'with one entry twice',
      'FILE_UNSAFE_ENTRY',
      () =>
        zipOf([...xlsxEntries({ sheets: [{ name: 's', rows: one }] }), { name: 'XL/workbook.xml', content: '<a/>' }]),
    ],
    [
      'with overlapping entries',
      'FILE_UNSAFE_ENTRY',
      () =>
        zipOf([
          { name: 'a.xml', content: '<a/>' },
          { name: 'b.xml', content: '<a/>', sharesDataOf: 0 },
        ]),
    ],
    [
      'that declares less than it holds',
      'FILE_DAMAGED',
      () => withEntries([{ name: 'xl/media/a.bin', content: Buffer.alloc(3_000_000), declaredSize: 100 }]),
    ],
    ['whose entries are encrypted', 'FILE_ENCRYPTED', () => withEntries([{ name: 'a', content: 'a', flags: 1 }])],
    [
      'with too many entries',
      'FILE_BOMB',
      () => withEntries(Array.from({ length: 200 }, (_, at) => ({ name: `xl/media/${at}.bin`, content: 'x' }))),
    ],
    ['that is cut off', 'FILE_DAMAGED', () => sheetOf(one).subarray(0, -40)],
    [
      'whose sheet is cut off',
      'FILE_DAMAGED',
      () => withEntries([{ name: 'xl/worksheets/sheet1.xml', content: '<worksheet><sheetData><row><c><v>1' }]),
    ],
    [
      'whose tags do not match',
      'FILE_DAMAGED',
      () => withEntries([{ name: 'xl/worksheets/sheet1.xml', content: '<worksheet><row></worksheet></row>' }]),
    ],
    ['that is a text document', 'FILE_UNSUPPORTED', () => zipOf([{ name: 'word/document.xml', content: '<a/>' }])],
    ['in the binary format .xlsb', 'FILE_UNSUPPORTED', () => withEntries([{ name: 'xl/workbook.bin', content: 'x' }])],
  ])('refuses one %s', async (_case, code, make) => {
    await expect(readSheet(make(), 'a.xlsx')).rejects.toMatchObject({ code, detail: { file: 'a.xlsx' } })
  })

  it('refuses 300 MiB of zeros by what the directory declares', async () => {
    const bomb = withEntries([{ name: 'xl/media/a.bin', content: Buffer.alloc(300 * 1024 * 1024) }])
    await expect(readSheet(bomb, 'a.xlsx')).rejects.toMatchObject({ code: 'FILE_BOMB' })
  })

  it('counts what all entries hold together', async () => {
    const parts = Array.from({ length: 6 }, (_, at) => ({
      name: `xl/media/${at}.xml`,
      content: spaced(9 * 1024 * 1024),
    }))
    const bytes = withEntries(parts)
    await expect(readSheet(bytes, 'a', { maxInflatedBytes: 50 * 1024 * 1024 })).rejects.toMatchObject({
      code: 'FILE_BOMB',
    })
    expect((await readSheet(bytes, 'a', { maxInflatedBytes: 60 * 1024 * 1024 })).rows).toEqual([['名称']])
  })

  it('ends the worker, not the server, when the memory does not suffice', async () => {
    const strings = Array.from({ length: 700_000 }, (_, at) => `<si><t>第${at}条很长很长的内容</t></si>`).join('')
    const bytes = sheetOf(one, { sharedStrings: strings })
    const read = readSheet(bytes, 'a', { memoryMiB: 24 })
    await expect(read).rejects.toMatchObject({ code: 'FILE_TOO_COMPLEX' })
    expect((await readSheet(sheetOf(one), 'a')).rows).toEqual([['名称']])
  })

  it('ends the worker when the time is up', async () => {
    await expect(readSheet(sheetOf(one), 'a', { timeoutMs: 1 })).rejects.toMatchObject({ code: 'FILE_TOO_COMPLEX' })
  })

  it('answers with an AppError that says why', async () => {
    const error = await readSheet(sheetOf(one).subarray(0, 100), 'a.xlsx').catch((e: unknown) => e)
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).detail.reason).toContain('没有上传完整')
  })
})

/** Compresses well, but within 100:1. */
function spaced(size: number): Buffer {
  const buffer = Buffer.alloc(size, ' ')
  for (let at = 0; at < size; at += 400) buffer.write(String((at * 7919) % 100_003), at)
  return buffer
}
