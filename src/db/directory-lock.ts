import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Takes `dataDir` for this process alone, until the process ends, however it ends: the operating system gives
 * the lock back. PGlite has no lock of its own, and two processes on one folder lose rows silently.
 * Throws an error whose message says the way out.
 */
export function lockDirectory(dataDir: string): { release: () => void } {
  mkdirSync(dataDir, { recursive: true })
  const file = path.join(dataDir, 'lock.sqlite')
  const lock = new DatabaseSync(file)
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw new Error(
      `数据目录 ${path.resolve(dataDir)} 正被另一个政媒通进程使用。\n` +
        '请先停止该进程；如需同时运行多个进程，请改用 PostgreSQL（设置 DATABASE_URL=postgres://…）。',
      { cause },
    )
  }
  return { release: () => lock.close() }
}
