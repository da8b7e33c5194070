import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** Where a request really came from: address, and the origin that its page must have. */
export type Client = { ip: string; origin: string; secure: boolean }

/**
 * `X-Forwarded-*` can be sent by anyone, so it counts only where the operator has said how many proxies of his own
 * stand in front (`TRUST_PROXY`, 1 when merely switched on): the address is taken that many places from the right.
 */
export function clientOf(c: Context, trustedProxies: number): Client {
  const url = new URL(c.req.url)
  const direct = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket?.remoteAddress ?? ''
  if (trustedProxies === 0) return { ip: plainAddress(direct), origin: url.origin, secure: url.protocol === 'https:' }
  const forwarded = listOf(c.req.header('x-forwarded-for')).at(-trustedProxies)
  const protocol = listOf(c.req.header('x-forwarded-proto')).at(-1) ?? url.protocol.slice(0, -1)
  const host = listOf(c.req.header('x-forwarded-host')).at(-1) ?? url.host
  const secure = protocol === 'https'
  const page = `${secure ? 'https' : 'http'}://${host}`
  return {
    ip: plainAddress(forwarded ?? direct),
    origin: URL.canParse(page) ? new URL(page).origin : url.origin,
    secure,
  }
}

/** The number of trusted proxies that `TRUST_PROXY` asks for. */
export function trustedProxies(setting: string | undefined): number {
  if (!setting || setting === '0' || setting === 'false') return 0
  const count = Number(setting)
  return Number.isInteger(count) && count > 0 ? count : 1
}

function listOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** IPv4 in the clothes of IPv6, as a dual-stack socket gives it, is IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 64)
}
