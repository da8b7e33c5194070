import { Parser } from 'htmlparser2'
import sanitizeHtml from 'sanitize-html'
import { textOf } from './html-text.rules.ts'
import { oneLine, plainCharacters } from './plain-text.rules.ts'
import { reachesOut, safeStyle } from './safe-style.rules.ts'

/** The longest body that is kept, in characters with its markup. */
export const longestHtml = 1_000_000
/** How deep elements may lie in each other; what people write stays below thirty. */
const deepest = 200
/** How many `<` and `&` are looked at. */
const mostMarks = 600_000
/** Dropping an element can bring others together that imply each other's end: clean again until nothing changes. */
const mostPasses = 6

export type Cleaned = {
  html: string
  /** What was taken out, in words for the person who pasted it. Marks of form that say nothing are not told. */
  removed: string[]
}

/**
 * The one sanitiser of manuscripts: for what is typed, pasted, saved, restored and published, here and in the browser.
 * Keeps what articles need and drops everything else; pictures stand as `<img data-picture="id">`, never by address.
 * Cleaning what is clean changes nothing. Linear in the length of the text.
 */
export function sanitize(html: string): Cleaned {
  const removed = new Set<string>()
  if (tooMany(html) || isTooDeep(html)) {
    removed.add('过于复杂的格式')
    return withinLimit(paragraphs(textOf(withoutTags(html))), removed)
  }
  let before = html
  for (let pass = 0; pass < mostPasses; pass++) {
    const after = once(before, removed)
    if (after === before) return withinLimit(after, removed)
    before = after
  }
  // Never seen; should a text not come to rest, its words are kept and its form is not.
  removed.add('无法识别的格式')
  return withinLimit(paragraphs(textOf(before)), removed)
}

const keep: readonly string[] = [
  ...['p', 'h1', 'h2', 'h3', 'h4', 'strong', 'em', 'u', 's', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br', 'a', 'img'],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption', 'span', 'section', 'sub', 'sup'],
]
const renamed: Readonly<Record<string, string>> = {
  b: 'strong',
  i: 'em',
  strike: 's',
  del: 's',
  ins: 'u',
  div: 'section',
  article: 'section',
  h5: 'h4',
  h6: 'h4',
}

/** Elements that go with all that is in them, and what is said of it; an empty word is not told. */
const gone: Readonly<Record<string, string>> = {
  script: '脚本',
  style: '样式表',
  noscript: '脚本',
  template: '脚本',
  iframe: '嵌入的页面',
  frame: '嵌入的页面',
  frameset: '嵌入的页面',
  noframes: '嵌入的页面',
  object: '嵌入的播放器',
  embed: '嵌入的播放器',
  applet: '嵌入的播放器',
  noembed: '嵌入的播放器',
  video: '嵌入的播放器',
  audio: '嵌入的播放器',
  svg: '矢量图形',
  math: '公式',
  canvas: '矢量图形',
  textarea: '表单',
  select: '表单',
  option: '表单',
  datalist: '表单',
  title: '',
  xml: '',
  xmp: '',
  plaintext: '',
  listing: '',
}
/** Elements that go while their words stay, where that deserves a word. */
const told: Readonly<Record<string, string>> = {
  link: '外部样式',
  base: '页面设置',
  meta: '',
  form: '表单',
  input: '表单',
  button: '表单',
}

/** Where the style of a paragraph, a cell or a run of characters may be set. */
const styled = ['p', 'h1', 'h2', 'h3', 'h4', 'span', 'section', 'th', 'td', 'li', 'blockquote']
const noTag = 'x-dropped'

function once(html: string, removed: Set<string>): string {
  return sanitizeHtml(html, {
    allowedTags: [...keep],
    allowedAttributes: {
      a: ['href', 'rel', 'target'],
      img: ['data-picture', 'alt'],
      th: ['colspan', 'rowspan', 'style'],
      td: ['colspan', 'rowspan', 'style'],
      ...Object.fromEntries(styled.filter((tag) => tag !== 'th' && tag !== 'td').map((tag) => [tag, ['style']])),
    },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    nonTextTags: Object.keys(gone),
    parseStyleAttributes: false,
    selfClosing: ['img', 'br', 'hr'],
    transformTags: { '*': (tag, attributes) => transformed(tag, attributes, removed) },
    textFilter: plainCharacters,
  })
}

function transformed(tag: string, given: sanitizeHtml.Attributes, removed: Set<string>): sanitizeHtml.Tag {
  note(tag, given, removed)
  const name = Object.hasOwn(renamed, tag) ? (renamed[tag] ?? tag) : tag
  if (name === 'a') return linkOf(given, removed)
  if (name === 'img') return pictureOf(given, removed)
  const attribs: sanitizeHtml.Attributes = {}
  if (name === 'td' || name === 'th') {
    for (const span of ['colspan', 'rowspan']) {
      if (/^([2-9]|[1-9]\d)$/.test(given[span] ?? '')) attribs[span] = given[span] ?? ''
    }
  }
  const style = styled.includes(name) ? safeStyle(given.style ?? '') : ''
  if (style) attribs.style = style
  // A span that says nothing is noise; Word wraps every few characters in one.
  if (name === 'span' && !style) return { tagName: noTag, attribs: {} }
  return { tagName: name, attribs }
}

function note(tag: string, given: sanitizeHtml.Attributes, removed: Set<string>): void {
  const word = gone[tag] || told[tag]
  if (word && Object.hasOwn(gone[tag] ? gone : told, tag)) removed.add(word)
  for (const name in given) {
    if (name.startsWith('on')) removed.add('脚本')
    else if (name === 'style' && reachesOut(given[name] ?? '')) removed.add('外部样式')
  }
}

function linkOf(given: sanitizeHtml.Attributes, removed: Set<string>): sanitizeHtml.Tag {
  const href = webAddress(given.href ?? '')
  if (href) return { tagName: 'a', attribs: { href, rel: 'noopener noreferrer', target: '_blank' } }
  if (given.href && !given.href.startsWith('#')) removed.add('不安全的链接')
  return { tagName: noTag, attribs: {} }
}

/** An address on the web as the browser would read it; null for every other, and for one that hides its host behind a user name. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text.trim()) || !URL.canParse(text)) return null
  const url = new URL(text)
  const fine = (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
  return fine && url.href.length <= 2048 ? url.href : null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function pictureOf(given: sanitizeHtml.Attributes, removed: Set<string>): sanitizeHtml.Tag {
  const id = given['data-picture'] ?? ''
  if (uuid.test(id)) {
    const alt = oneLine(given.alt ?? '').slice(0, 200)
    return { tagName: 'img', attribs: { 'data-picture': id.toLowerCase(), alt: alt.toWellFormed() } }
  }
  const src = (given.src ?? given['data-src'] ?? '').trim().toLowerCase()
  if (src.startsWith('data:') || src.startsWith('blob:')) removed.add('未上传的图片')
  else if (src.startsWith('file:')) removed.add('本机图片')
  else removed.add('外站图片')
  return { tagName: noTag, attribs: {} }
}

function withinLimit(html: string, removed: Set<string>): Cleaned {
  if (html.length <= longestHtml) return { html, removed: [...removed] }
  removed.add('超出长度的格式')
  let text = textOf(html)
  let plain = paragraphs(text)
  while (plain.length > longestHtml) {
    removed.add('超出长度的内容')
    // Escapes and paragraphs take up to some times the room; what is cut is told.
    text = text.slice(0, Math.floor(text.length * Math.min(0.9, longestHtml / plain.length)))
    plain = paragraphs(text.toWellFormed())
  }
  return { html: plain, removed: [...removed] }
}

/** A plain text as paragraphs. */
export function paragraphs(text: string): string {
  const inner = (line: string) =>
    line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return plainCharacters(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${inner(line)}</p>`)
    .join('')
}

/** Whether there is more markup than any article has; a parser would be kept busy for seconds. */
function tooMany(html: string): boolean {
  let marks = 0
  for (let at = 0; at < html.length; at++) {
    const letter = html.charCodeAt(at)
    if (letter === 0x3c || letter === 0x26) marks += 1
  }
  return marks > mostMarks
}

/** Whether elements lie deeper than a parser should follow; it stops at once where they do. */
function isTooDeep(html: string): boolean {
  let depth = 0
  let tooDeep = false
  const parser = new Parser({
    onopentagname() {
      depth += 1
      if (depth <= deepest) return
      tooDeep = true
      throw new RangeError('too deep')
    },
    onclosetag() {
      depth -= 1
    },
  })
  try {
    parser.end(html)
  } catch (error) {
    if (!tooDeep) throw error
  }
  return tooDeep
}

/** Markup cut away without looking at how it is nested; each `<` is looked at once. */
function withoutTags(html: string): string {
  return html.replace(/<[^<>]*>/g, '\n')
}
