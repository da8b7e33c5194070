import { readDocx } from '../../../src/checker/documents/docx.ts'
import { readHtml } from '../../../src/checker/documents/html.ts'
import { writeMarkedDocx } from '../../../src/checker/documents/marked-docx.ts'
import { isUnreadable } from '../../../src/checker/documents/unreadable.ts'
import type { Finding } from '../../../src/checker/finding.ts'
import type { Day } from '../../../src/checker/rule.ts'

// Loaded when the first document is read or written: nobody who pastes a text waits for it.

export async function textOfDocx(bytes: Uint8Array): Promise<string> {
  return readDocx(bytes).text
}

export async function textOfHtml(source: string): Promise<string> {
  return readHtml(source).text
}

/** Why a document cannot be read, in words for its owner; null when it is not the document's fault. */
export function unreadableReason(error: unknown): string | null {
  return isUnreadable(error) ? error.message : null
}

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The text as it stands, each finding marked in it with a comment. */
export async function markedDocx(text: string, findings: readonly Finding[], on: Day): Promise<Blob> {
  const bytes = await writeMarkedDocx(text, findings, on)
  // It was made a moment ago, in memory of its own.
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType })
}
