import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './project.mjs'

const beat = 5_000
const silence = 60_000

/**
 * Only one process at a time does `work`; the others wait. The lock is a folder, because making one is
 * atomic everywhere. Its owner keeps touching it, so one left behind by a crash or a power cut is recognised.
 */
export async function withLock(name, work) {
  const folder = path.resolve('.cache', `${name}.lock`)
  mkdirSync('.cache', { recursive: true })
  let told = false
  while (!take(folder)) {
    if (isStale(folder)) {
      clearAway(folder)
      continue
    }
    if (!told) say('另一个命令正在进行同样的准备工作，等待其完成……')
    told = true
    await wait(300)
  }
  const timer = setInterval(() => touch(folder), beat)
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    process.off('exit', release)
    release()
  }
}

function take(folder) {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(path.join(folder, 'owner'), `${hostname()} ${process.pid}`)
  return true
}

function touch(folder) {
  try {
    const now = new Date()
    utimesSync(folder, now, now)
  } catch {
    // Taken from us after a long sleep of the machine: nothing left to keep alive.
  }
}

function isStale(folder) {
  try {
    if (Date.now() - statSync(folder).mtimeMs > silence) return true
    const [host, pid] = readFileSync(path.join(folder, 'owner'), 'utf8').split(' ')
    return host === hostname() && !isAlive(Number(pid))
  } catch {
    return false // just released, or its owner is about to sign it: look again
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Renaming first lets only one of several waiting processes remove it. */
function clearAway(folder) {
  const aside = `${folder}.${process.pid}`
  try {
    renameSync(folder, aside)
    rmSync(aside, { recursive: true, force: true })
  } catch {
    // Another one was faster.
  }
}
