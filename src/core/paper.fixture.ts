import yauzl from 'yauzl'
import { createXmlParser } from './sheet/xml.ts'

export type PaperRead = {
  /** Every part of the archive by name. */
  parts: Map<string, string>
  /** Paragraphs, one a line; a break within a paragraph is a line too. */
  text: string
  /** Rows of all tables, cell by cell. */
  rows: { text: string; columns: number; merge: 'starts' | 'continues' | null }[][]
}

/** Opens a Word file with readers that know nothing of how it was written, and insists that its text is sound XML. */
export async function readPaper(bytes: Uint8Array): Promise<PaperRead> {
  const parts = await partsOf(Buffer.from(bytes))
  const source = parts.get('word/document.xml') ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them, and so does Word
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(source)) throw new Error('not XML 1.0')
  if (!source.isWellFormed()) throw new Error('half a character')
  const rows: PaperRead['rows'] = []
  const open: string[] = []
  let text = ''
  const say = (words: string) => {
    text += words
    const cell = open.includes('tc') ? rows.at(-1)?.at(-1) : undefined
    if (cell) cell.text += words
  }
  const parser = createXmlParser({
    open(name, attributes) {
      open.push(name)
      if (name === 'tr') rows.push([])
      if (name === 'tc') rows.at(-1)?.push({ text: '', columns: 1, merge: null })
      if (name === 'br') say('\n')
      const cell = rows.at(-1)?.at(-1)
      if (name === 'gridSpan' && cell) cell.columns = Number(/val="(\d+)"/.exec(attributes)?.[1])
      if (name === 'vMerge' && cell) cell.merge = attributes.includes('"restart"') ? 'starts' : 'continues'
    },
    close(name) {
      open.pop()
      if (name === 'p') say('\n')
    },
    text(words) {
      if (open.at(-1) === 't') say(words)
    },
  })
  parser.write(source)
  parser.end()
  for (const row of rows) for (const cell of row) cell.text = cell.text.replace(/\n$/, '')
  return { parts, text, rows }
}

async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const parts = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
  }
  return parts
}
