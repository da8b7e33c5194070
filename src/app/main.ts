import pino from 'pino'
import { readSettings } from './settings.ts'
import { start } from './start.ts'

const log = pino({ level: process.env.LOG_LEVEL ?? 'warn' })

try {
  const running = await start(readSettings(process.env), { log, tell: (line) => console.log(line) })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('正在停止…')
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping')
          process.exit(1)
        },
      )
    })
  }
} catch (error) {
  // What keeps us from starting is told plainly; the cause follows for whoever must look deeper.
  console.error(`\n无法启动：${error instanceof Error ? error.message : String(error)}`)
  if (error instanceof Error && error.cause) console.error('原因：', error.cause)
  process.exit(1)
}
