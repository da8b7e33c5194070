import { serve } from '@hono/node-server'
import { createEmulator } from './emulator.ts'

/**
 * The emulated platforms as a program of their own: `node emulator/main.ts`. EMULATOR_PORT (8090), EMULATOR_HOST
 * (127.0.0.1), EMULATOR_FILE keeps the state over a restart, EMULATOR_PUBLISH_SECONDS how long a publication takes.
 */
const {
  EMULATOR_PORT = '8090',
  EMULATOR_HOST = '127.0.0.1',
  EMULATOR_FILE,
  EMULATOR_PUBLISH_SECONDS = '5',
} = process.env
const emulator = createEmulator({
  publishSeconds: Number(EMULATOR_PUBLISH_SECONDS),
  ...(EMULATOR_FILE ? { file: EMULATOR_FILE } : {}),
})
const server = serve({ fetch: emulator.fetch, port: Number(EMULATOR_PORT), hostname: EMULATOR_HOST }, ({ port }) => {
  console.log(`平台模拟器已启动：http://${EMULATOR_HOST}:${port}/emulator`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)))
}
