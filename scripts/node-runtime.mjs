import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { explained } from './project.mjs'

const wanted = 24

/** The Node that runs our TypeScript: the host's own when it is new enough, else the one npm brought along. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= wanted) return process.execPath
  const system = process.platform === 'win32' ? 'win' : process.platform
  const pack = `node-${system}-${process.arch}`
  const file = path.resolve('node_modules', pack, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(file)) {
    throw explained(
      `本系统（${process.platform} ${process.arch}）没有随附的 Node.js ${wanted}，当前版本为 ${process.version}。\n` +
        `  请从 https://nodejs.org/zh-cn 安装 Node.js ${wanted} 或更高版本后重新运行。`,
    )
  }
  const tried = spawnSync(file, ['--version'], { encoding: 'utf8' })
  if (tried.status !== 0) {
    throw explained(
      `随附的 Node.js ${wanted} 在本系统上无法运行（${tried.error?.message ?? tried.stderr.trim()}）。\n` +
        `  请从 https://nodejs.org/zh-cn 安装 Node.js ${wanted} 或更高版本后重新运行。`,
    )
  }
  return file
}

/** Everything started from here finds this Node and the installed tools first. */
export function runtimeEnv(node) {
  const before = [path.dirname(node), path.resolve('node_modules/.bin')]
  return { PATH: [...before, process.env.PATH ?? ''].join(path.delimiter) }
}
