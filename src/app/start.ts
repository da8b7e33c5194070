import type { Logger } from 'pino'
import { ensureDefaultScheme } from '../assessment/scheme.service.ts'
import { systemCtx } from '../core/context.ts'
import { contextOf } from '../identity/request-context.ts'
import { createApp } from './app.ts'
import { serveConsole } from './console.ts'
import { type Installation, openInstallation } from './installation.ts'
import { mountPages } from './pages.ts'
import { prepare } from './prepare.ts'
import { routes } from './routes.ts'
import { listen } from './server.ts'
import type { Settings } from './settings.ts'
import { mountStandIn } from './stand-in.ts'

export type Running = { url: string; installation: Installation; stop: () => Promise<void> }

/** Starts the whole program; `tell` is given the lines that a person at the terminal should read. */
export async function start(
  settings: Settings,
  given: { log: Logger; tell: (line: string) => void },
): Promise<Running> {
  const { log, tell } = given
  tell(settings.databaseUrl ? '正在连接 PostgreSQL…' : `正在打开数据目录 ${settings.dataDir}…`)
  const installation = await openInstallation(settings, log)
  const state = { ready: false }
  const app = createApp({
    routes,
    log,
    contextOf: (c) => contextOf(c, installation.ground),
    mount: (app) => {
      mountPages(app, { root: installation.database.root, isReady: () => state.ready })
      mountStandIn(app, settings)
      serveConsole(app, 'dist/console')
    },
  })
  try {
    await prepare(installation, settings, tell)
    await ensureDefaultScheme(systemCtx(installation.ground, new Date()))
    if (settings.part !== 'web') await installation.worker.work()
    const listening = settings.part === 'worker' ? null : await listen(app, settings)
    state.ready = true
    tell(`政媒通已启动：${listening?.url ?? '（仅后台任务）'}`)
    return {
      url: listening?.url ?? '',
      installation,
      async stop() {
        state.ready = false
        await listening?.close()
        await installation.close()
      },
    }
  } catch (error) {
    await installation.close()
    throw error
  }
}
