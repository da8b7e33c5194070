import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

export type Listening = { url: string; close: () => Promise<void> }

/**
 * Serves the application on one port for IPv4 and IPv6 alike (§7.2.2). Slow or endless requests are cut off, so
 * that a few idle connections cannot hold all of them.
 */
export function listen(app: Hono, given: { host: string; port: number }): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: given.host,
        port: given.port,
        serverOptions: { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 10_000 },
      },
      (address: AddressInfo) =>
        resolve({
          url: `http://${given.host === '::' || given.host === '0.0.0.0' ? 'localhost' : given.host}:${address.port}`,
          close: () => new Promise((done) => server.close(() => done())),
        }),
    )
    server.on('error', (error: NodeJS.ErrnoException) => reject(error))
  })
}
