import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const name = 'zm_session'
/** A browser takes a `__Host-` cookie only over https, for this host and the whole path: nobody else can plant one. */
const secureName = `__Host-${name}`

type Given = { secure: boolean }

export function readCookie(c: Context, { secure }: Given): string | undefined {
  return getCookie(c, secure ? secureName : name)
}

export function writeCookie(c: Context, token: string, { secure }: Given): void {
  setCookie(c, secure ? secureName : name, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure })
}

export function clearCookie(c: Context, { secure }: Given): void {
  deleteCookie(c, secure ? secureName : name, { httpOnly: true, sameSite: 'Lax', path: '/', secure })
}
