import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** The peer of (b): a route that answers a constant of the given size, and does nothing else. */
const size = Number(process.argv[2])
const body = JSON.stringify({ rows: 'x'.repeat(Math.max(0, size - 11)) })
const app = new Hono()
app.get('/', (c) => c.body(body, 200, { 'content-type': 'application/json' }))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}`))
