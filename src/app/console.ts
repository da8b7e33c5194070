import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Context, Hono } from 'hono'
import { compress } from 'hono/compress'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Serves the built console: its files, and `index.html` for every address of a page, so that a refresh or a copied
 * link opens that page. Built files carry a hash in their names and are kept by browsers for ever; the page itself is
 * asked for anew each time. Call it last: it answers whatever nobody else did.
 */
export function serveConsole(app: Hono, folder: string): void {
  const root = path.resolve(folder)
  app.get('*', compress(), async (c) => {
    const asked = path.resolve(root, `.${decoded(c.req.path)}`)
    if (!asked.startsWith(root + path.sep)) return page(c, root)
    const inside = path.relative(root, asked).split(path.sep)
    // What the build notes for itself (`.vite`) is nobody's business.
    if (inside.some((part) => part.startsWith('.'))) return c.notFound()
    if (await isFile(asked)) return file(c, asked, inside[0] === 'assets')
    // A file that an older build had: a page in its place would only confuse the browser.
    if (inside[0] === 'assets' || path.extname(asked) !== '') return c.notFound()
    return page(c, root)
  })
}

async function file(c: Context, at: string, hashed: boolean) {
  return c.body(await readFile(at), 200, {
    'content-type': mediaTypes[path.extname(at)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
}

async function page(c: Context, root: string) {
  const at = path.join(root, 'index.html')
  if (await isFile(at)) return file(c, at, false)
  return c.text('控制台页面尚未生成，请通过 npm start 启动。', 503)
}

function isFile(at: string): Promise<boolean> {
  return stat(at).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** A malformed address is looked up as it stands, and not found. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address).replaceAll('\0', '')
  } catch {
    return address
  }
}
