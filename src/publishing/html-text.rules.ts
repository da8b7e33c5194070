import { Parser } from 'htmlparser2'

const blocks = new Set(
  'address article aside blockquote caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** What of a page is not its text. */
const silent = new Set(['script', 'style', 'noscript', 'template', 'head'])

/**
 * The text of an HTML fragment or page without markup: paragraphs apart by a line break, runs of spaces as one. `picture`
 * says what stands for a picture of the manuscript; nothing unless told.
 */
export function textOf(html: string, picture: (id: string) => string = () => ''): string {
  let text = ''
  let hushed = 0
  const parser = new Parser({
    onopentagname(name) {
      if (silent.has(name)) hushed += 1
      if (blocks.has(name) || name === 'br') text += '\n'
    },
    onopentag(name, { 'data-picture': id }) {
      if (name === 'img' && id) text += picture(id)
    },
    ontext(data) {
      if (hushed === 0) text += data.replace(/\s+/g, ' ')
    },
    onclosetag(name) {
      if (silent.has(name)) hushed -= 1
      if (blocks.has(name)) text += '\n'
    },
  })
  parser.end(html)
  const lines = text.split('\n').map((line) => line.replace(/[ \u00a0\u3000]+/g, ' ').trim())
  return lines.filter((line) => line !== '').join('\n')
}

/** What stands in a page's `<title>` and `og:title`. */
export function titlesOf(html: string): string[] {
  const titles: string[] = []
  let within = false
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title') {
        within = true
        titles.push('')
      }
      if (name === 'meta' && attributes.property === 'og:title' && attributes.content) titles.push(attributes.content)
    },
    ontext(data) {
      if (within) titles.push((titles.pop() ?? '') + data)
    },
    onclosetag(name) {
      if (name === 'title') within = false
    },
  })
  parser.end(html)
  return titles.map((title) => title.trim()).filter((title) => title !== '')
}

/** The pictures of a body in their order, each once: `<img data-picture="id" alt="…">`. */
export function picturesIn(html: string): { id: string; alt: string }[] {
  const found = new Map<string, string>()
  const parser = new Parser({
    onopentag(name, attributes) {
      const id = attributes['data-picture']
      if (name === 'img' && id && !found.has(id)) found.set(id, attributes.alt ?? '')
    },
  })
  parser.end(html)
  return [...found].map(([id, alt]) => ({ id, alt }))
}
