import { Tokenizer } from 'htmlparser2'
import type { Span } from '../checked-text.ts'

/** What a page says to its readers, with the way back to its source. */
export type HtmlContent = {
  /**
   * One line a block. Words that are read without being text (`alt`, `title`, the page's description) and the
   * addresses of links follow, one a line.
   */
  text: string
  /** Where `text.slice(start, end)` stands in the source, in UTF-16 units; tags in between are within. */
  spanOf: (start: number, end: number) => Span
  /** Pictures that lie in the page itself, as `data:` addresses. */
  pictures: readonly string[]
}

/** A stretch of text; `whole` stands for its characters together, as a character reference does. */
type Piece = { at: number; length: number; start: number; end: number; whole: boolean }

const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const silent = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'rt', 'rp'])
const told = new Set(['alt', 'title', 'aria-label', 'placeholder'])
const description = /^(?:description|articletitle|contentsource|og:title|og:description)$/i

/** Reads HTML, a page or a part of one. Nothing is refused: what browsers show of broken HTML is read. */
export function readHtml(source: string): HtmlContent {
  const body = pieceWriter()
  const attributes = pieceWriter()
  const pictures: string[] = []
  let tag = ''
  let metaName = ''
  let attribute: { name: string; value: string; pieces: Piece[]; from: number } | undefined
  let quiet: { tag: string; depth: number } | undefined
  let entityFrom = 0

  function openTag(name: string) {
    tag = name
    metaName = ''
    if (quiet) {
      if (name === quiet.tag) quiet.depth++
    } else if (silent.has(name)) quiet = { tag: name, depth: 1 }
    if (!inline.has(name)) body.breakLine()
  }

  function closeTag(name: string) {
    if (quiet?.tag === name && --quiet.depth === 0) quiet = undefined
    if (!inline.has(name)) body.breakLine()
  }

  function endAttribute() {
    if (!attribute) return
    const { name, value, pieces } = attribute
    attribute = undefined
    if (tag === 'meta' && (name === 'name' || name === 'property')) metaName = value
    if (name === 'src' && /^data:image\//i.test(value)) pictures.push(value)
    if (quiet && quiet.tag === tag && quiet.tag !== 'iframe') return
    const read =
      (told.has(name) && !quiet) ||
      (name === 'href' && /^(?:a|area)$/.test(tag) && !quiet && leadsAway(value)) ||
      (name === 'src' && tag === 'iframe' && leadsAway(value)) ||
      (name === 'content' && tag === 'meta' && description.test(metaName))
    if (read) attributes.addLine(value, pieces)
  }

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext(start, end) {
        entityFrom = end
        if (!quiet) body.add(source.slice(start, end), start, end)
      },
      ontextentity(codepoint, end) {
        const start = source.lastIndexOf('&', end - 1)
        if (!quiet) body.addWhole(String.fromCodePoint(codepoint), Math.max(start, entityFrom), end)
      },
      onopentagname: (start, end) => openTag(source.slice(start, end).toLowerCase()),
      onattribname(start, end) {
        attribute = { name: source.slice(start, end).toLowerCase(), value: '', pieces: [], from: end }
      },
      onattribdata(start, end) {
        if (!attribute) return
        attribute.pieces.push({ at: attribute.value.length, length: end - start, start, end, whole: false })
        attribute.value += source.slice(start, end)
        attribute.from = end
      },
      onattribentity(codepoint) {
        if (!attribute) return
        const character = String.fromCodePoint(codepoint)
        const start = source.indexOf('&', attribute.from)
        const end = entityEnd(source, start)
        const { value, pieces } = attribute
        pieces.push({ at: value.length, length: character.length, start, end, whole: true })
        attribute.value += character
        attribute.from = end
      },
      onattribend: endAttribute,
      onopentagend() {
        // HTML has no content in these, so nothing closes them.
        if (tag === 'br' || tag === 'hr') body.breakLine()
      },
      onselfclosingtag() {
        if (quiet?.tag === tag && (tag === 'svg' || tag === 'math')) closeTag(tag)
      },
      onclosetag: (start, end) => closeTag(source.slice(start, end).trim().toLowerCase()),
      oncomment: nothing,
      oncdata: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  )
  tokenizer.write(source)
  tokenizer.end()
  return assemble(body, attributes, pictures)
}

function nothing() {}

function leadsAway(address: string): boolean {
  return /^\s*(?:https?:)?\/\/|^\s*(?:javascript|data|vbscript|file|intent):/i.test(address)
}

/** A reference ends at `;`, or before the first character that cannot belong to it. */
function entityEnd(source: string, start: number): number {
  const reference = /&(?:#x[\da-f]{1,8}|#\d{1,8}|[a-z][\da-z]{0,31});?/iy
  reference.lastIndex = Math.max(start, 0)
  return reference.exec(source) ? reference.lastIndex : Math.max(start, 0) + 1
}

/** Collects text with its origin, folding white space as browsers do. */
function pieceWriter() {
  let text = ''
  const pieces: Piece[] = []
  let space: Piece | undefined

  function put(written: string, piece: Omit<Piece, 'at' | 'length'>) {
    pieces.push({ ...piece, at: text.length, length: written.length })
    text += written
  }
  function flushSpace(next: string) {
    if (!space) return
    // A line of source that ends amid Chinese is no space to its reader.
    const within =
      /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]$/.test(text) && /^[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(next)
    const { whole, ...place } = space
    if (text !== '' && !text.endsWith('\n') && !(whole && within)) put(' ', { ...place, whole: true })
    space = undefined
  }

  return {
    get text() {
      return text
    },
    pieces,
    add(written: string, start: number, end: number) {
      for (const { 0: part, index } of written.matchAll(/[ \t\r\n\f]+|[^ \t\r\n\f]+/g)) {
        const from = start + index
        if (/^[ \t\r\n\f]/.test(part)) {
          space ??= {
            at: 0,
            length: 0,
            start: from,
            end: Math.min(from + part.length, end),
            whole: /[\r\n]/.test(part),
          }
        } else {
          flushSpace(part)
          put(part, { start: from, end: from + part.length, whole: false })
        }
      }
    },
    addWhole(character: string, start: number, end: number) {
      flushSpace(character)
      put(character, { start, end, whole: true })
    },
    addLine(value: string, from: readonly Piece[]) {
      const base = text.length
      pieces.push(...from.map((piece) => ({ ...piece, at: piece.at + base })))
      text += `${value.replace(/[\r\n]/g, ' ')}\n`
    },
    breakLine() {
      space = undefined
      if (text !== '' && !text.endsWith('\n')) text += '\n'
    },
  }
}

function assemble(
  body: ReturnType<typeof pieceWriter>,
  attributes: ReturnType<typeof pieceWriter>,
  pictures: readonly string[],
): HtmlContent {
  body.breakLine()
  const shift = body.text.length
  const pieces = [...body.pieces, ...attributes.pieces.map((piece) => ({ ...piece, at: piece.at + shift }))]
  const pieceAt = (at: number) => {
    let [low, high] = [0, pieces.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((pieces[middle] as Piece).at <= at)
        low = middle // within the array: low ≤ middle ≤ high
      else high = middle - 1
    }
    return pieces[low]
  }
  const startOf = (at: number) => {
    const piece = pieceAt(at)
    if (!piece) return 0
    return piece.whole ? piece.start : Math.min(piece.start + Math.max(at - piece.at, 0), piece.end)
  }
  const endOf = (at: number) => {
    const piece = pieceAt(at - 1)
    if (!piece) return 0
    return piece.whole ? piece.end : Math.min(piece.start + at - piece.at, piece.end)
  }
  return {
    text: (body.text + attributes.text).replace(/\n$/, ''),
    spanOf: (start, end) => ({ start: startOf(start), end: Math.max(startOf(start), end > start ? endOf(end) : 0) }),
    pictures,
  }
}
