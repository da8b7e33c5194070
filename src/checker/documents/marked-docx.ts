import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  InsertedTextRun,
  Packer,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import { type Finding, severities } from '../finding.ts'
import type { Day } from '../rule.ts'

/** A finding with the replacement that a person has chosen for it, if one has; `''` deletes. */
export type MarkedFinding = Finding & { accepted?: string }

const author = '文本检查'
const face = { ascii: 'FangSong', hAnsi: 'FangSong', eastAsia: '仿宋' }

/**
 * The text as a Word document: a comment on every finding, with what is wrong, why and by which document; and a
 * tracked change where a replacement was chosen or only one is possible, for Word to accept or reject. Findings must
 * not overlap; one that goes over the end of a line is marked up to there.
 */
export async function writeMarkedDocx(text: string, findings: readonly MarkedFinding[], on: Day): Promise<Uint8Array> {
  const date = new Date(`${on}T00:00:00Z`)
  const ordered = findings.map((finding, id) => ({ finding, id })).sort((a, b) => a.finding.start - b.finding.start)
  let next = 0
  let at = 0
  const paragraphs = text.split('\n').map((line) => {
    const from = at
    const end = from + line.length
    at = end + 1
    const children: ParagraphChild[] = []
    let written = from
    while (next < ordered.length && (ordered[next]?.finding.start ?? 0) <= end) {
      const marked = ordered[next++]
      if (!marked) break
      const { finding, id } = marked
      const start = Math.max(finding.start, written)
      const stop = Math.max(start, Math.min(finding.end, end))
      if (start > written) children.push(run(text.slice(written, start)))
      children.push(...commented(finding, id, text.slice(start, stop), date))
      written = stop
    }
    if (written < end) children.push(run(text.slice(written, end)))
    return new Paragraph({ children })
  })
  const comments = findings.map((finding, id) => ({ id, author, initials: '检', date, children: explanation(finding) }))
  const document = new Document({
    creator: author,
    title: '文本检查结果',
    styles: { default: { document: { run: { font: face, size: 32 } } } },
    comments: { children: comments },
    sections: [{ children: paragraphs }],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

function run(text: string) {
  return new TextRun({ text: writable(text) })
}

function commented(finding: MarkedFinding, id: number, text: string, date: Date): ParagraphChild[] {
  const replacement = replacementOf(finding)
  const revision = { author, date: date.toISOString() }
  const marked =
    replacement === undefined
      ? [run(text)]
      : [
          ...(text === '' ? [] : [new DeletedTextRun({ id: 2 * id + 1, ...revision, text: writable(text) })]),
          ...(replacement === ''
            ? []
            : [new InsertedTextRun({ id: 2 * id + 2, ...revision, text: writable(replacement) })]),
        ]
  return [
    new CommentRangeStart(id),
    ...marked,
    new CommentRangeEnd(id),
    new TextRun({ children: [new CommentReference(id)] }),
  ]
}

/** What a tracked change would put there; undefined where a person has to decide. */
function replacementOf({ accepted, suggestions }: MarkedFinding): string | undefined {
  return accepted ?? (suggestions.length === 1 ? suggestions[0] : undefined)
}

function explanation({ severity, message, why, basis, suggestions }: Finding): Paragraph[] {
  const several = suggestions.length > 1 ? [`可改为：${suggestions.join('、')}`] : []
  return [`【${severities[severity]}】${message}`, ...several, why, `依据：${basis}`].map(
    (line) => new Paragraph({ children: [new TextRun({ text: writable(line), size: 21 })] }),
  )
}

/** XML has no place for control characters and halves of characters. */
function writable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}
