import { Parser } from 'htmlparser2'
import { unreadable } from './unreadable.ts'
import { extract, type ZipEntry, zipEntries } from './zip.ts'

/**
 * What a Word document says. `text` has one line a paragraph, in this order: the body with its tables and, after the
 * paragraph they hang on, its text boxes; footnotes and endnotes; headers and footers, each wording once. Deleted
 * revisions are left out, inserted ones are in.
 */
export type DocxContent = {
  text: string
  pictures: readonly DocxPicture[]
  /** Where its hyperlinks lead. */
  links: readonly string[]
}
export type DocxPicture = { name: string; bytes: Uint8Array }

const mega = 1024 * 1024
/** A document of a thousand pages has 10 MB of XML. */
const limits = { part: 64 * mega, all: 160 * mega, picture: 24 * mega, pictures: 200 } as const

const order = ['document', 'footnotes', 'endnotes', 'header', 'footer']
const partName = /^word\/(document|footnotes|endnotes|header|footer)(\d*)\.xml$/
const pictureName = /^word\/media\/[^/]+\.(?:png|jpe?g|gif|webp|bmp)$/i
const linksName = /^word\/_rels\/[^/]+\.xml\.rels$/

/** Reads a .docx. Throws `UnreadableDocument` where it is none, is cut short, damaged, or swells beyond all measure. */
export function readDocx(bytes: Uint8Array): DocxContent {
  refuseOthers(bytes)
  const entries = zipEntries(bytes)
  const parts = entries.filter(({ name }) => partName.test(name)).sort(inOrder)
  if (!parts.some(({ name }) => name.startsWith('word/document'))) throw unreadable('noBody')

  let left: number = limits.all
  const open = (entry: ZipEntry, limit: number) => {
    const content = extract(bytes, entry, Math.min(limit, left))
    left -= content.length
    return content
  }
  const xml = (entry: ZipEntry) => decodeXml(open(entry, limits.part))

  const lines = parts.map((entry) => ({ name: entry.name, lines: paragraphsOf(xml(entry)) }))
  return {
    text: withoutRepeatedMargins(lines).join('\n'),
    links: [...new Set(entries.filter(({ name }) => linksName.test(name)).flatMap((entry) => linksOf(xml(entry))))],
    pictures: entries
      .filter(({ name }) => pictureName.test(name))
      .slice(0, limits.pictures)
      .map((entry) => ({ name: entry.name.replace('word/media/', ''), bytes: open(entry, limits.picture) })),
  }
}

function refuseOthers(bytes: Uint8Array) {
  const starts = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte)
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw unreadable('oldWord')
  if (!starts(0x50, 0x4b)) throw unreadable('notDocx')
  if (bytes.length < 22) throw unreadable('truncated')
}

function inOrder(a: ZipEntry, b: ZipEntry): number {
  const rank = ({ name }: ZipEntry) => {
    const [, kind = '', number = ''] = partName.exec(name) ?? []
    return order.indexOf(kind) * 10_000 + Number(number)
  }
  return rank(a) - rank(b)
}

/** First page, odd and even pages mostly have the same header: it is read once. */
function withoutRepeatedMargins(parts: readonly { name: string; lines: string[] }[]): string[] {
  const seen = new Set<string>()
  return parts.flatMap(({ name, lines }) => {
    if (!/^word\/(?:header|footer)/.test(name)) return name.startsWith('word/document') ? lines : written(lines)
    const text = written(lines).join('\n')
    if (text === '' || seen.has(text)) return []
    seen.add(text)
    return written(lines)
  })
}

/** Notes and margins hold empty paragraphs of their own (separators), which nobody wrote. */
function written(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '')
}

function decodeXml(bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be'
  return new TextDecoder(utf16 || 'utf-8').decode(bytes)
}

/** Text that is no longer there, is there twice (a picture of a text box for old versions), or is pinyin above. */
const skipped = new Set(['del', 'moveFrom', 'Fallback', 'rt'])
const signs: Readonly<Record<string, string>> = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

function paragraphsOf(xml: string): string[] {
  const lines: string[] = []
  const elements: string[] = []
  /** Paragraphs that are open, the innermost last: a text box lies within the paragraph that it hangs on. */
  const open: string[] = []
  let boxed: string[] = []
  let hidden = 0

  const add = (text: string) => {
    if (hidden === 0 && open.length > 0) open[open.length - 1] += text
  }
  const parser = new Parser(
    {
      onopentag(qualified) {
        const name = localName(qualified)
        if (skipped.has(name)) hidden++
        if (name === 'p') open.push('')
        // A tab within `tabs` is where a tab stops, not one that somebody typed.
        else if (elements.at(-1) === 'r') add(signs[name] ?? '')
        elements.push(name)
      },
      ontext(data) {
        if (elements.at(-1) === 't') add(data)
      },
      onclosetag(qualified) {
        const name = localName(qualified)
        elements.pop()
        if (skipped.has(name)) hidden--
        if (name !== 'p') return
        const line = open.pop()
        if (line === undefined || hidden > 0) return
        if (open.length > 0) boxed.push(line)
        else {
          lines.push(line, ...boxed)
          boxed = []
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return lines
}

function linksOf(xml: string): string[] {
  const links: string[] = []
  const parser = new Parser(
    {
      onopentag(_name, { Type = '', Target = '' }) {
        if (Type.endsWith('/hyperlink') && !Target.startsWith('#')) links.push(Target)
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return links
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1)
}
