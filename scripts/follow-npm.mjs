import { readFileSync } from 'node:fs'

/**
 * `npm start` is npm → sh → us, and a signal to npm ends at sh. When either is gone we end too, by the signal
 * that npm would have passed on; a server left behind would hold the port and the data folder.
 * Started without npm (a service manager, nohup) we outlive our parent as any program does.
 */
export function followNpm() {
  if (!process.env.npm_lifecycle_event) return
  const before = line()
  const timer = setInterval(() => {
    if (line() === before) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  timer.unref()
}

/** Our parent, and its parent where we can see that ours is only the shell in between. */
function line() {
  const parent = process.ppid
  try {
    // pid (command) state ppid …
    const [, command, above] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? []
    return /^(sh|dash|ash|bash)$/.test(command) ? `${parent} ${above}` : `${parent}`
  } catch {
    return `${parent}` // no /proc here, or the parent has just gone
  }
}
