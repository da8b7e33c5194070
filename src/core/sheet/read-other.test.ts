import * as XLSX from '@e965/xlsx'
import iconv from 'iconv-lite'
import { describe, expect, it, test } from 'vitest'
import type { ErrorCode } from '../error.ts'
import { readSheet } from './read-sheet.ts'

const csv = (text: string) => Buffer.from(text)
const refused = (code: ErrorCode, detail: object = {}) => ({ code, detail: expect.objectContaining(detail) })

describe('reading a .csv', () => {
  const text = '名称,阅读数\r\n安吉发布,"1,234"\r\n'
  const rows = [
    ['名称', '阅读数'],
    ['安吉发布', '1,234'],
  ]

  test.each<[string, Buffer, string]>([
    ['UTF-8', csv(text), 'utf-8'],
    ['UTF-8 with BOM', csv(`\ufeff${text}`), 'utf-8-bom'],
    ['GBK', iconv.encode(text, 'gbk'), 'gb18030'],
    ['UTF-16LE with BOM', iconv.encode(text, 'utf16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16BE with BOM', iconv.encode(text, 'utf16be', { addBOM: true }), 'utf-16be'],
  ])('reads %s', async (_name, bytes, encoding) => {
    expect(await readSheet(bytes, 'a.csv')).toMatchObject({ format: 'csv', encoding, rows, rowNumbers: [1, 2] })
  })

  it('reads four-byte characters of GB18030', async () => {
    const bytes = iconv.encode('名称\n𠮷祥㐀', 'gb18030')
    expect((await readSheet(bytes, 'a.csv')).rows).toEqual([['名称'], ['𠮷祥㐀']])
  })

  it('names the row of a character no encoding knows', async () => {
    const broken = Buffer.concat([iconv.encode('名称\n安吉\n', 'gbk'), Buffer.from([0xff, 0xff, 0x0a])])
    await expect(readSheet(broken, 'a')).rejects.toMatchObject(refused('FILE_ENCODING', { row: 3 }))
    const utf8 = Buffer.concat([csv('名称，单位，地区\n安吉发布\n'), Buffer.from([0xe5, 0x0a])])
    await expect(readSheet(utf8, 'a')).rejects.toMatchObject(refused('FILE_ENCODING', { row: 3, encoding: 'utf-8' }))
  })

  test.each([
    ['commas', '甲,乙;x,丙'],
    ['semicolons', '甲;乙,x;丙\n1;2;3'],
    ['tabs', '甲\t"乙,x,y,z"\t丙'],
  ])('finds %s between the cells', async (_name, line) => {
    expect((await readSheet(csv(line), 'a')).rows[0]).toHaveLength(3)
  })

  it('counts a cell of several lines as one row and skips empty rows', async () => {
    const read = await readSheet(csv('甲,乙\r\n"一\r\n二","说""好"""\n\n,\n三,四\r\n\r\n'), 'a')
    expect(read.rows).toEqual([
      ['甲', '乙'],
      ['一\n二', '说"好"'],
      ['三', '四'],
    ])
    expect(read.rowNumbers).toEqual([1, 2, 5])
  })

  test.each([
    ['never closed', '甲,乙\n"一,二\n三,四\n', 2],
    ['in the middle of a cell', '甲\n"一"\n二"三\n', 3],
    ['closed before the end of a cell', '甲\n"一"二\n', 2],
  ])('names the row of a quote %s', async (_name, text, row) => {
    const read = readSheet(csv(text), 'a')
    await expect(read).rejects.toMatchObject(
      refused('FILE_MALFORMED', { row, reason: expect.stringContaining(`第 ${row} 行`) }),
    )
  })

  it('keeps formulas as the text they are', async () => {
    const read = await readSheet(csv("=1+1,@SUM(A1),+86,-\n'=cmd,'330523199001011234,it's,''"), 'a')
    expect(read.rows).toEqual([
      ['=1+1', '@SUM(A1)', '+86', '-'],
      ['=cmd', '330523199001011234', "it's", "''"],
    ])
  })

  it('refuses a NUL in the text and rows beyond the limit', async () => {
    await expect(readSheet(csv(`甲\n${'乙'.repeat(2000)}\n\0`), 'a')).rejects.toMatchObject(
      refused('FILE_MALFORMED', { row: 3 }),
    )
    await expect(readSheet(csv('1\n2\n3\n'), 'a', { maxRows: 2 })).rejects.toMatchObject(
      refused('FILE_TOO_MANY_ROWS', { limit: 2 }),
    )
  })
})

describe('telling files by what they hold', () => {
  test.each<[string, Buffer, ErrorCode]>([
    ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
    ['only blanks', csv(' \r\n,,\n'), 'FILE_EMPTY'],
    ['a PDF', csv('%PDF-1.7\n'), 'FILE_UNSUPPORTED'],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex'), 'FILE_UNSUPPORTED'],
    ['a program', Buffer.from('4d5a900003000000', 'hex'), 'FILE_UNSUPPORTED'],
    ['a page without a table', csv('<html><body>您尚未登录</body></html>'), 'FILE_UNSUPPORTED'],
    [
      'a broken OLE container',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600, 7)]),
      'FILE_DAMAGED',
    ],
  ])('refuses %s', async (_name, bytes, code) => {
    await expect(readSheet(bytes, 'a.xlsx')).rejects.toMatchObject({ code })
  })

  it('refuses more bytes than allowed before reading any', async () => {
    await expect(readSheet(Buffer.alloc(11), 'a', { maxBytes: 10 })).rejects.toMatchObject(refused('FILE_TOO_LARGE'))
  })

  test.each(['EncryptedPackage', 'EncryptionInfo'])('refuses an encrypted .xlsx by its stream %s', async (stream) => {
    await expect(readSheet(oleOf({ [stream]: Buffer.alloc(8) }), 'a.xlsx')).rejects.toMatchObject(
      refused('FILE_ENCRYPTED'),
    )
  })
})

describe('reading a binary .xls', () => {
  it('gives texts, numbers, dates, booleans, errors and cached values', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['名称', '日期', '数'],
      [' 安吉 ', null, 12.5],
    ])
    sheet.B2 = { t: 'n', v: 45962.5, z: 'yyyy/m/d h:mm' }
    sheet.A3 = { t: 'b', v: true }
    sheet.B3 = { t: 'e', v: 42 }
    sheet.C3 = { t: 'n', v: 3, f: 'SUM(1,2)' }
    sheet['!ref'] = 'A1:C3'
    const read = await readSheet(xlsOf({ 数据: sheet }), '导出.xls')
    expect(read).toMatchObject({ format: 'xls', sheetName: '数据', rowNumbers: [1, 2, 3] })
    expect(read.rows).toEqual([
      ['名称', '日期', '数'],
      ['安吉', '2025-11-01 12:00:00', '12.5'],
      ['是', '', '3'],
    ])
    expect(read.cellErrors).toEqual([{ row: 3, column: 1, message: '单元格是错误值 #N/A' }])
  })

  it('counts from 1904 where the workbook says so, and passes over hidden sheets', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([['日期']])
    sheet.A2 = { t: 'n', v: 44500, z: 'yyyy-mm-dd' }
    sheet['!ref'] = 'A1:A2'
    const book = bookOf({ 隐藏: XLSX.utils.aoa_to_sheet([['秘']]), 数据: sheet })
    book.Workbook = { WBProps: { date1904: true }, Sheets: [{ name: '隐藏', Hidden: 1 }, { name: '数据' }] }
    const read = await readSheet(XLSX.write(book, { type: 'buffer', bookType: 'biff8' }), 'a.xls')
    expect(read).toMatchObject({ sheetName: '数据', sheetNames: ['数据'], rows: [['日期'], ['2025-11-01']] })
  })

  it('reads the GBK text of files older than Excel 97', async () => {
    const book = bookOf({ s: XLSX.utils.aoa_to_sheet([['name']]) })
    const bytes: Buffer = XLSX.write(book, { type: 'buffer', bookType: 'biff5' })
    bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4) // the CodePage record
    iconv.encode('安吉', 'gbk').copy(bytes, bytes.lastIndexOf('name'))
    expect((await readSheet(bytes, 'a.xls')).rows).toEqual([['安吉']])
  })

  it('is read under any name', async () => {
    expect((await readSheet(xlsOf({ s: XLSX.utils.aoa_to_sheet([['一']]) }), 'a.csv')).format).toBe('xls')
  })

  test.each<[string, Record<string, Buffer>, ErrorCode]>([
    ['a macro', { '_VBA_PROJECT_CUR/VBA/dir': Buffer.from('x') }, 'FILE_HAS_MACRO'],
    ['an embedded object', { 'MBD0001/Ole10Native': Buffer.from('x') }, 'FILE_HAS_EMBEDDED_OBJECT'],
    ['a password', { Workbook: records([0x2f, Buffer.alloc(6)]) }, 'FILE_ENCRYPTED'],
    [
      'an Excel 4 macro sheet',
      { Workbook: records([0x85, Buffer.from([0, 0, 0, 0, 0, 1, 1, 0, 65])]) },
      'FILE_HAS_MACRO',
    ],
    ['a link to another workbook', { Workbook: records([0x1ae, Buffer.alloc(20)]) }, 'FILE_HAS_EXTERNAL_LINK'],
    ['no workbook at all', { WordDocument: Buffer.from('x') }, 'FILE_UNSUPPORTED'],
  ])('refuses one with %s', async (_name, streams, code) => {
    await expect(readSheet(oleOf(streams), 'a.xls')).rejects.toMatchObject({ code })
  })
})

describe('reading an HTML table called .xls', () => {
  const page = (charset: string) =>
    `<!DOCTYPE html><html><head><meta charset="${charset}"></head><body><table><tr><th>名称</th><th>链接</th></tr>` +
    '<tr><td>安吉&amp;发布&nbsp;</td><td>330523199001011234</td></tr><tr><td colspan="2">=1+1</td></tr></table></body></html>'

  test.each(['utf-8', 'gbk'])('reads %s', async (charset) => {
    const read = await readSheet(iconv.encode(page(charset), charset), '内容分析.xls')
    expect(read).toMatchObject({ format: 'html', encoding: charset === 'gbk' ? 'gb18030' : 'utf-8' })
    expect(read.rows).toEqual([['名称', '链接'], ['安吉&发布', '330523199001011234'], ['=1+1']])
  })

  it('survives an absurd width', async () => {
    const read = await readSheet(csv('<table><tr><td colspan="4000000000">一</td><td>二</td></tr></table>'), 'a.xls')
    expect(read.rows).toEqual([['一']])
  })
})

function bookOf(sheets: Record<string, XLSX.WorkSheet>): XLSX.WorkBook {
  return { SheetNames: Object.keys(sheets), Sheets: sheets }
}

function xlsOf(sheets: Record<string, XLSX.WorkSheet>): Buffer {
  return XLSX.write(bookOf(sheets), { type: 'buffer', bookType: 'biff8' })
}

function oleOf(streams: Record<string, Buffer>): Buffer {
  const container = XLSX.CFB.utils.cfb_new()
  for (const [name, content] of Object.entries(streams)) XLSX.CFB.utils.cfb_add(container, `/${name}`, content)
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }))
}

function records(...list: [number, Buffer][]): Buffer {
  const all = list.map(([type, data]) => {
    const head = Buffer.alloc(4)
    head.writeUInt16LE(type, 0)
    head.writeUInt16LE(data.length, 2)
    return Buffer.concat([head, data])
  })
  return Buffer.concat(all)
}
