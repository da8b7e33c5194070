/** A file that cannot be checked, with the reason that its owner reads. */
export type FileRefusal = Error & { refusal: true }

export const fileLimit = 20 * 1024 * 1024
export const accept = '.txt,.md,.docx,.html,.htm'

const readers: Readonly<Record<string, (bytes: Uint8Array) => Promise<string>>> = {
  txt: async (bytes) => decoded(bytes),
  md: async (bytes) => decoded(bytes),
  docx: async (bytes) => (await import('./documents.ts')).textOfDocx(bytes),
  html: async (bytes) => (await import('./documents.ts')).textOfHtml(decoded(bytes)),
  htm: async (bytes) => (await import('./documents.ts')).textOfHtml(decoded(bytes)),
}

/** The text of a file, with line ends as the editor has them. */
export async function readFile(file: File): Promise<string> {
  const ending = /\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const read = readers[ending]
  if (!read) {
    throw refusal(`“${file.name}”不能检查。请选择 .txt、.md、.docx 或 .html 文件；.doc、.wps、.pdf 请先另存为 .docx。`)
  }
  if (file.size > fileLimit) throw refusal(`“${file.name}”超过 20 MB，请拆分后检查。`)
  try {
    const text = await read(new Uint8Array(await file.arrayBuffer()))
    return evenLines(text)
  } catch (error) {
    const reason = (await import('./documents.ts')).unreadableReason(error)
    throw refusal(`“${file.name}”${reason ?? '无法读取，文件可能已损坏。请另存后重试，或将文字复制后粘贴'}。`)
  }
}

/** An editor knows one kind of line end. */
export function evenLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n')
}

/** Files from Chinese Windows come in GBK as often as in UTF-8. */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export function isRefusal(error: unknown): error is FileRefusal {
  return error instanceof Error && 'refusal' in error
}

function refusal(message: string): FileRefusal {
  return Object.assign(new Error(message), { refusal: true as const })
}
