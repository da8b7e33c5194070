import type { FrozenContent } from '../../../src/publishing/publications.contract.ts'

type Copy = { html: string; text: string }

/**
 * The body for a platform's own editor. Pictures cannot travel by the clipboard: each leaves a line that says which
 * one belongs there. `mark` is put around a picture's number.
 */
export function bodyForCopy({ html, text, pictures }: Pick<FrozenContent, 'html' | 'text' | 'pictures'>): Copy {
  const numberOf = new Map(pictures.map(({ id }, n) => [id, n + 1]))
  const marked = html.replace(/<img\b[^>]*\bdata-picture="([^"]*)"[^>]*>/g, (_, id: string) => {
    const n = numberOf.get(id)
    return n === undefined ? '' : placeOf(n)
  })
  return { html: marked, text }
}

/** The line that stands for a picture. */
export function placeOf(n: number): string {
  return `【此处插入图片 ${n}，插入后删除本行】`
}

/** The name under which a picture is saved: in order, so that a folder shows them as the text has them. */
export function pictureName(n: number, name: string): string {
  return `${String(n).padStart(2, '0')}-${name.replace(/[\\/:*?"<>|]/g, '_')}`
}

/**
 * Puts both forms on the clipboard: the platform's editor takes the one, a plain box the other. Where the page is not
 * served over https the browser has no clipboard of its own to write to; the old way works there too.
 */
export async function copyBoth({ html, text }: Copy): Promise<void> {
  if (navigator.clipboard && typeof ClipboardItem === 'function') {
    const item = new ClipboardItem({
      'text/html': new Blob([html], { type: 'text/html' }),
      'text/plain': new Blob([text], { type: 'text/plain' }),
    })
    return navigator.clipboard.write([item])
  }
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/html', html)
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', put, { once: true })
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', put)
  if (!copied) throw new Error('浏览器不允许复制，请选中下方文字后按 Ctrl+C')
}
