import { crc32, deflateRawSync } from 'node:zlib'

/** A zip entry as a test wants it to be, true or not. */
export type FixtureEntry = {
  name: string
  content: string | Buffer
  /** What the directory claims instead of the true size. */
  declaredSize?: number
  flags?: number
  /** Points the directory at the data of an earlier entry. */
  sharesDataOf?: number
}

/** Writes a zip by hand, since no library would write a dishonest one. */
export function zipOf(entries: readonly FixtureEntry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const data = deflateRawSync(content)
    const name = Buffer.from(entry.name)
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(entry.flags ?? 0, 2)
    header.writeUInt16LE(8, 4)
    header.writeUInt32LE(crc32(content), 10)
    header.writeUInt32LE(data.length, 14)
    header.writeUInt32LE(entry.declaredSize ?? content.length, 18)
    header.writeUInt16LE(name.length, 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, name, data])
    const at = entry.sharesDataOf === undefined ? offset : (offsets[entry.sharesDataOf] ?? 0)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), header, tail, name]))
    offsets.push(at)
    if (entry.sharesDataOf === undefined) {
      bodies.push(body)
      offset += body.length
    }
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${officeRelations}/${kind}" Target="${target}"/>`
const relations = (inside: string) =>
  `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`

export type FixtureSheet = { name: string; state?: 'hidden' | 'veryHidden'; rows: string; after?: string }
export type FixtureBook = {
  sheets: readonly FixtureSheet[]
  workbookPr?: string
  styles?: string
  sharedStrings?: string
  /** Entries beside the usual ones, or in the place of one of the same name. */
  extra?: readonly FixtureEntry[]
}

export function xlsxEntries({ sheets, workbookPr = '', styles, sharedStrings, extra = [] }: FixtureBook) {
  const sheetTags = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="r${at}"/>`,
  )
  const workbook = `${declaration}<workbook ${main} xmlns:r="${officeRelations}">${workbookPr}<sheets>${sheetTags.join('')}</sheets></workbook>`
  const links = [
    ...sheets.map((_sheet, at) => relation(`r${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
    ...(styles ? [relation('rStyles', 'styles', 'styles.xml')] : []),
    ...(sharedStrings ? [relation('rStrings', 'sharedStrings', 'sharedStrings.xml')] : []),
  ]
  const entries: FixtureEntry[] = [
    { name: '[Content_Types].xml', content: `${declaration}<Types/>` },
    { name: '_rels/.rels', content: relations(relation('r1', 'officeDocument', 'xl/workbook.xml')) },
    { name: 'xl/workbook.xml', content: workbook },
    { name: 'xl/_rels/workbook.xml.rels', content: relations(links.join('')) },
    ...sheets.map(({ rows, after = '' }, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      content: `${declaration}<worksheet ${main}><sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
    ...(styles ? [{ name: 'xl/styles.xml', content: `${declaration}<styleSheet ${main}>${styles}</styleSheet>` }] : []),
    ...(sharedStrings
      ? [{ name: 'xl/sharedStrings.xml', content: `${declaration}<sst ${main}>${sharedStrings}</sst>` }]
      : []),
  ]
  const replaced = new Set(extra.map((entry) => entry.name))
  return [...entries.filter((entry) => !replaced.has(entry.name)), ...extra]
}

export function xlsxOf(book: FixtureBook): Buffer {
  return zipOf(xlsxEntries(book))
}

/** One visible sheet of rows given as XML. */
export function sheetOf(rows: string, more: Omit<FixtureBook, 'sheets'> = {}): Buffer {
  return xlsxOf({ sheets: [{ name: '数据', rows }], ...more })
}

export const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
