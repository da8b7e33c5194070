import { Parser } from 'htmlparser2'
import { plainCharacters } from './plain-text.rules.ts'

/** Elements at whose edges a line ends. */
const blocks = new Set([
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br', 'section', 'div'],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
])

/**
 * The words of a body, paragraphs, list items and cells apart by a line break: what is checked, searched and sent where
 * there is no form. `picture` says what stands for a picture; nothing unless told.
 */
export function textOf(html: string, picture: (id: string, alt: string) => string = () => ''): string {
  const pieces: string[] = []
  const parser = new Parser({
    ontext: (text) => pieces.push(text.replace(/[ \t\r\n\f]+/g, ' ')),
    onopentag: (tag, { 'data-picture': id, alt }) => {
      if (blocks.has(tag)) pieces.push('\n')
      else if (tag === 'img' && id) pieces.push(picture(id, alt ?? ''))
    },
    onclosetag: (tag) => {
      if (blocks.has(tag)) pieces.push('\n')
    },
  })
  parser.end(html)
  return plainCharacters(pieces.join(''))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** The pictures of a body, in the order in which they are seen. */
export function picturesIn(html: string): { id: string; alt: string }[] {
  const found: { id: string; alt: string }[] = []
  const parser = new Parser({
    onopentag: (tag, { 'data-picture': id, alt }) => {
      if (tag === 'img' && id) found.push({ id, alt: alt ?? '' })
    },
  })
  parser.end(html)
  return found
}
