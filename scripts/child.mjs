import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
let interruption

/** The exit code to end with when somebody asked us to stop, 128 + n after signal n; else nothing. */
export function interrupted() {
  return interruption && 128 + constants.signals[interruption]
}

/**
 * Runs a program until it ends and answers with its exit code, 128 + n after signal n.
 * Signals reach it once: Ctrl-C is given to the whole group by the terminal itself, and npm repeats
 * to us what it got.
 */
export function exitLikeChild(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    const seen = new Set()
    const forward = (signal) => {
      interruption = signal
      if (seen.has(signal) || (signal === 'SIGINT' && process.stdin.isTTY)) return
      seen.add(signal)
      setTimeout(() => seen.delete(signal), 500).unref()
      child.kill(signal)
    }
    for (const signal of forwarded) process.on(signal, forward)
    const done = () => {
      for (const signal of forwarded) process.off(signal, forward)
    }
    options.onStart?.(child)
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('close', (code, signal) => {
      done()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}
