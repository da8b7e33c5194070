import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exitLikeChild, interrupted } from './child.mjs'
import { withLock } from './lock.mjs'
import { explained, hashOf, say, seconds } from './project.mjs'

const stampFile = 'node_modules/.zhengmei-lock'
const lockFile = 'package-lock.json'

/** What npm's complaint means for the person at the keyboard. The first row that fits is shown. */
const causes = [
  [/ENOSPC/, '磁盘空间不足。请清理磁盘（至少留出 2 GB）后重新运行。'],
  [/EACCES|EPERM|EROFS/, '没有写入权限。请确认当前用户对本目录和 npm 缓存目录（npm config get cache）可写。'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/,
    '证书校验失败。如单位网络使用代理证书，请先执行 npm config set cafile <证书文件>。',
  ],
  [/E407|407 Proxy/, '代理服务器要求登录。请检查 npm config get https-proxy 中的账号。'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|ERR_SOCKET|ENOTCACHED/,
    '无法连接软件包仓库。请检查网络；如须使用内网镜像，请先执行 npm config set registry <镜像地址>。',
  ],
  [/EINTEGRITY/, '下载的文件不完整。请执行 npm cache clean --force 后重新运行。'],
  [/E404|ETARGET/, '软件包仓库中缺少所需版本。如使用内网镜像，请同步后重新运行。'],
]

/**
 * Makes node_modules what package-lock.json says, for `production` or with the developer tools (`full`).
 * A linked node_modules belongs to somebody else and is left alone.
 */
export async function ensureDependencies(mode) {
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) return
  if (isStamped(mode)) return
  await withLock('install', async () => {
    if (isStamped(mode)) return
    if (!isInstalled(mode)) await install(mode)
    writeFileSync(stampFile, `${wantedHash()} ${mode}\n`)
  })
}

const wantedHash = () => hashOf([lockFile])

function isStamped(mode) {
  if (!existsSync(stampFile)) return false
  const [hash, installed] = readFileSync(stampFile, 'utf8').trim().split(' ')
  return hash === wantedHash() && (installed === 'full' || installed === mode)
}

/** Whether npm, used by hand or by a build machine, has already put everything in place. */
function isInstalled(mode) {
  const have = packagesOf('node_modules/.package-lock.json')
  if (!have) return false
  return Object.entries(packagesOf(lockFile)).every(([folder, { version, dev, devOptional, optional }]) => {
    // Optional packages are those of other systems.
    if (folder === '' || optional || devOptional || (dev && mode === 'production')) return true
    return have[folder]?.version === version && existsSync(path.join(folder, 'package.json'))
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined // missing or cut off: not usable, so everything is installed anew
  }
}

async function install(mode) {
  // Adding the developer tools must not pull node_modules away under a server that is running from it.
  const adds = mode === 'full' && isInstalled('production')
  rmSync(stampFile, { force: true })
  const began = Date.now()
  say(adds ? '正在补充安装测试所需的依赖……' : '首次运行或依赖有更新，正在安装依赖（一般需要 1–3 分钟，需联网）……')
  const ticker = setInterval(() => say(`  正在安装依赖，已用时 ${seconds(began)}`), 10_000)
  const complaints = []
  const [program, before] = npm()
  const action = adds ? ['install', '--no-save'] : ['ci']
  const set = mode === 'full' ? '--include=dev' : '--omit=dev'
  try {
    const code = await exitLikeChild(
      program,
      // EBADENGINE is a warning about tools that only Node 24 will run.
      [...before, ...action, set, '--include=optional', '--loglevel=error', '--no-audit', '--no-fund'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        shell: process.platform === 'win32' && before.length === 0,
        onStart: (child) => child.stderr.setEncoding('utf8').on('data', (text) => complaints.push(text)),
      },
    )
    if (interrupted()) throw explained('已中断安装，下次运行时将重新安装。', interrupted())
    if (code !== 0) throw failure(complaints.join(''), code)
  } finally {
    clearInterval(ticker)
  }
  say(`✔ 依赖安装完成，用时 ${seconds(began)}\n`)
}

/** The npm that started us, run by our Node; otherwise the one on PATH. */
function npm() {
  const started = process.env.npm_execpath ?? ''
  return /npm-cli\.c?js$/.test(started) ? [process.execPath, [started]] : ['npm', []]
}

function failure(complaints, code) {
  const cause = causes.find(([pattern]) => pattern.test(complaints))?.[1] ?? '原因见下方 npm 的输出。'
  const lines = complaints.trim().split('\n')
  const detail = lines
    .filter((line) => !/^npm error\s+at /.test(line))
    .slice(0, 15)
    .join('\n')
  return explained(`依赖安装失败（npm 退出码 ${code}）：${cause}\n\n${detail}`)
}
