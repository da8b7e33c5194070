import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { pinnedAddress } from '../core/public-address.ts'

export type Page = { status: number; body: string }
export type PageLimits = { bytes: number; milliseconds: number; redirects: number }
export const usualPageLimits: PageLimits = { bytes: 3_000_000, milliseconds: 20_000, redirects: 3 }

/**
 * A public page as a reader's browser would ask for it; null when it cannot be had. Each address on the way is looked up
 * once and must be public, unless inner ones are allowed; what is longer than the limit is cut off.
 */
export async function fetchPage(
  address: string,
  given: { allowInner: boolean; limits?: PageLimits },
): Promise<Page | null> {
  const { allowInner, limits = usualPageLimits } = given
  const until = performance.now() + limits.milliseconds
  let at = address
  for (let hop = 0; hop <= limits.redirects; hop++) {
    const url = URL.canParse(at) ? new URL(at) : null
    if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) return null
    if (!allowInner && url.port !== '') return null
    try {
      const pinned = await pinnedAddress(url.hostname, { allowInner })
      if (pinned === null) return null
      const answer = await get(url, pinned, { bytes: limits.bytes, milliseconds: until - performance.now() })
      if (answer.location === null) return { status: answer.status, body: answer.body }
      at = new URL(answer.location, url).href
    } catch {
      return null // no name, no connection, too slow: there is no page to look at
    }
  }
  return null
}

type Answer = Page & { location: string | null }

function get(url: URL, address: string, limits: { bytes: number; milliseconds: number }): Promise<Answer> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const options: RequestOptions & { servername?: string } = {
    method: 'GET',
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: url.pathname + url.search,
    headers: {
      host: url.host,
      accept: 'text/html,application/xhtml+xml',
      'accept-encoding': 'identity',
      'accept-language': 'zh-CN,zh',
      'user-agent': 'Mozilla/5.0 (compatible; zhengmei)',
    },
    ...(isIP(host) ? {} : { servername: host }),
    maxHeaderSize: 32_768,
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? secure : plain)(options, (answer) => {
      const pieces: Buffer[] = []
      let length = 0
      const status = answer.statusCode ?? 0
      const location = status >= 300 && status < 400 ? (answer.headers.location ?? null) : null
      const end = () => {
        clearTimeout(whole)
        const body = Buffer.concat(pieces).subarray(0, limits.bytes)
        resolve({ status, location, body: decoded(body, answer.headers['content-type'] ?? '') })
        answer.destroy()
      }
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece)
        length += piece.length
        if (length >= limits.bytes) end()
      })
      answer.once('end', end)
      answer.once('error', reject)
    })
    const whole = setTimeout(() => asked.destroy(new Error('too slow')), Math.max(1, limits.milliseconds))
    asked.once('error', (error) => {
      clearTimeout(whole)
      reject(error)
    })
    asked.end()
  })
}

/** The platforms write UTF-8; an older site may say that it writes something else. */
function decoded(body: Uint8Array, contentType: string): string {
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return new TextDecoder().decode(body) // a charset that nobody knows
  }
}
