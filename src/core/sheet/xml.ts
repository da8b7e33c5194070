import { AppError } from '../error.ts'
import type { ZipParts } from './zip-guard.ts'

/** Called in document order; names come without their namespace prefix, text with its entities resolved. */
export type XmlHandler = {
  open(name: string, attributes: string): void
  close(name: string): void
  text(text: string): void
}

/** No tag of a spreadsheet is near this long; without a bound an unclosed one would be searched again and again. */
const longestTag = 256 * 1024
const deepest = 256

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function malformed(reason: string): AppError {
  return new AppError('FILE_DAMAGED', { reason })
}

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,10});?/g, (_all, name: string) => {
    const known = entities[name]
    if (known !== undefined) return known
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const point = code?.[1] ? Number.parseInt(code[1], 16) : Number(code?.[2] ?? Number.NaN)
    if (!(point <= 0x10ffff)) throw malformed('文件内含有未知的实体引用')
    return String.fromCodePoint(point)
  })
}

export function attributesOf(source: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null)
  for (const [, name, double, single] of source.matchAll(/([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (name === undefined) continue
    const value = decodeEntities(double ?? single ?? '')
    found[name.slice(name.indexOf(':') + 1)] = value
  }
  return found
}

/** A tag ends at the first `>` outside quotes. */
function tagEnd(source: string, from: number): number {
  let end = source.indexOf('>', from)
  while (end !== -1) {
    const inside = source.slice(from, end)
    if (!/["']/.test(inside) || /^(?:[^"']|"[^"]*"|'[^']*')*$/.test(inside)) return end
    end = source.indexOf('>', end + 1)
    if (end - from > longestTag) return -1
  }
  return -1
}

/**
 * Reads XML as it is inflated, keeping nothing: a part of 200 MiB costs no more memory than its cells. Knows no
 * DOCTYPE and hence no entity that could grow; the zip guard has refused both before.
 */
export function createXmlParser(handler: XmlHandler) {
  const stack: string[] = []
  let rest = ''
  let until = '' // inside a comment, CDATA section or processing instruction: what ends it

  function tag(source: string) {
    if (source.startsWith('/')) {
      const name = localName(source.slice(1).trim())
      if (stack.pop() !== name) throw malformed('文件内部的 XML 标记不配对')
      handler.close(name)
      return
    }
    const space = source.search(/[\s/]/)
    const name = localName(space === -1 ? source : source.slice(0, space))
    if (name === '' || name.startsWith('!')) throw malformed('文件内部的 XML 标记有误')
    handler.open(name, space === -1 ? '' : source.slice(space))
    if (source.endsWith('/')) handler.close(name)
    else if (stack.push(name) > deepest) throw malformed('文件内部的 XML 嵌套过深')
  }

  function text(source: string) {
    if (source !== '' && stack.length > 0) handler.text(decodeEntities(source))
  }

  /** Emits all text that is surely complete: an entity cut by the end of the chunk waits for the next. */
  function openText(source: string): string {
    const ampersand = source.lastIndexOf('&')
    const cut = ampersand !== -1 && source.length - ampersand < 12 ? ampersand : source.length
    text(source.slice(0, cut))
    return source.slice(cut)
  }

  function skipSpecial(source: string, at: number): number {
    const end = source.indexOf(until, at)
    const stop = end === -1 ? Math.max(at, source.length - until.length + 1) : end
    if (until === ']]>' && stack.length > 0) handler.text(source.slice(at, stop))
    if (end === -1) return stop
    const next = end + until.length
    until = ''
    return next
  }

  function write(chunk: string) {
    const source = rest + chunk
    rest = ''
    let at = 0
    while (at < source.length) {
      if (until !== '') {
        at = skipSpecial(source, at)
        if (until === '') continue
        break
      }
      const start = source.indexOf('<', at)
      if (start === -1) {
        rest = openText(source.slice(at))
        return
      }
      text(source.slice(at, start))
      at = start
      const special = source.length - start < 9 ? undefined : specialAt(source, start)
      if (special) {
        until = special.until
        at = start + special.length
        continue
      }
      // A comment's opening may still be cut; wait for more unless this is plainly a tag.
      if (source.length - start < 9 && /^<[!?]/.test(source.slice(start, start + 2))) break
      const end = tagEnd(source, start + 1)
      if (end === -1) break
      tag(source.slice(start + 1, end))
      at = end + 1
    }
    rest = source.slice(at)
    if (rest.length > longestTag) throw malformed('文件内部的 XML 标记过长')
  }

  function end() {
    // Short trailing comments may still wait for more input that never comes.
    const trailing = rest.trim()
    if (stack.length > 0 || until !== '' || (trailing !== '' && !/^<!--.*-->$|^<\?.*\?>$/s.test(trailing))) {
      throw malformed('文件内部的 XML 不完整')
    }
  }

  return { write, end }
}

const specials = [
  { opening: '<!--', until: '-->' },
  { opening: '<![CDATA[', until: ']]>' },
  { opening: '<?', until: '?>' },
] as const

function specialAt(source: string, start: number) {
  const found = specials.find(({ opening }) => source.startsWith(opening, start))
  return found && { until: found.until, length: found.opening.length }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

export async function parsePart(parts: ZipParts, name: string, handler: Partial<XmlHandler>) {
  const parser = createXmlParser({ open() {}, close() {}, text() {}, ...handler })
  await parts.readText(name, parser.write)
  parser.end()
}

/** `_x000D_` and the like stand for characters XML cannot hold. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
