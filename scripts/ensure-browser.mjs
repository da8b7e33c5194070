import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { explained, say, toolOf } from './project.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium that starts on this machine, installed first when there is none. */
export async function ensureBrowser(node) {
  const found = await findBrowser()
  if (found) return found
  say('没有找到 Chromium 浏览器，正在安装……')
  if (isRootOnDebian()) {
    say('  apt-get install chromium')
    aptInstall('chromium')
    const installed = await findBrowser()
    if (installed) return installed
  }
  say('  playwright install chromium')
  spawnSync(node, [toolOf('@playwright/test', 'playwright'), 'install', 'chromium'], { stdio: ['ignore', 2, 2] })
  const downloaded = await findBrowser()
  if (downloaded) return downloaded
  throw explained('无法安装 Chromium。请自行安装 Chromium 或 Chrome，并用环境变量 CHROMIUM_PATH 指明其路径。')
}

async function findBrowser() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (starts(given)) return given
    throw explained(`环境变量 CHROMIUM_PATH 所指的浏览器无法启动：${given}`)
  }
  const { chromium } = await import('playwright-core')
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [...onPath, ...macApps, chromium.executablePath()].find((file) => existsSync(file) && starts(file))
}

/** Ubuntu's `chromium-browser` may be a mere pointer to a snap: only one that answers counts. */
function starts(file) {
  if (process.platform === 'win32') return existsSync(file) // chrome.exe opens a window instead of answering
  return spawnSync(file, ['--version', '--no-sandbox'], { timeout: 30_000 }).status === 0
}

/** Without a Chinese font every character is drawn as the same box, and a picture proves nothing. */
export function ensureChineseFont() {
  if (process.platform !== 'linux' || hasChineseFont()) return
  if (isRootOnDebian()) {
    say('没有找到中文字体，正在安装 fonts-wqy-microhei……')
    aptInstall('fonts-wqy-microhei')
  }
  if (!hasChineseFont()) say('⚠ 没有中文字体，截图中的汉字将显示为方框。请安装 fonts-wqy-microhei 或其他中文字体。')
}

function hasChineseFont() {
  return (spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== ''
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function aptInstall(pack) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', pack], {
      stdio: ['ignore', 'ignore', 2],
      env,
    })
  if (install().status === 0) return
  // A fresh image has no package lists.
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 2], env })
  if (install().status !== 0) say(`⚠ 安装 ${pack} 失败，原因见上方输出。`)
}
