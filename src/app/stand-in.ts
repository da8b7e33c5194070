import path from 'node:path'
import type { Hono } from 'hono'
import { createEmulator } from '../../emulator/emulator.ts'
import { demoKeys } from '../demo/connections.data.ts'
import type { Settings } from './settings.ts'

const mountedAt = '/emulator'

/**
 * Where the demonstration's platforms are: it publishes to emulated ones, which this program answers itself, and never
 * to a real one. Undefined in production, and where the port is not known beforehand.
 */
export function standInAddress({ demo, host, port }: Settings): string | undefined {
  if (!demo || port === 0) return undefined
  const own = host === '::' || host === '0.0.0.0' ? '127.0.0.1' : host
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}${mountedAt}`
}

/** Answers for the emulated platforms; what was published on them stays in the data folder. */
export function mountStandIn(app: Hono, settings: Settings): void {
  const publicUrl = standInAddress(settings)
  if (!publicUrl) return
  const file = path.join(settings.dataDir, 'emulator.json')
  const { weibo, douyin } = demoKeys
  const emulator = createEmulator({
    publicUrl,
    file,
    publishSeconds: 5,
    safeDomains: ['linxi.yanshi.example'],
    authorised: { weibo: [weibo], douyin: [douyin] },
  })
  app.mount(mountedAt, emulator.fetch)
}
