import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exitLikeChild, interrupted } from './child.mjs'
import { withLock } from './lock.mjs'
import { explained, filesBelow, hashOf, say, seconds, toolOf } from './project.mjs'

const config = 'web/vite.config.ts'
const built = 'dist/console'
const draft = 'dist/console-draft'
const stampFile = 'dist/console.stamp'

/** Builds the console when what it is made of has changed since the last time. */
export async function ensureConsole(node) {
  if (!existsSync(config)) return
  const sources = hashOf([
    ...filesBelow('web').filter((file) => !/\.test\.tsx?$/.test(file)),
    ...filesBelow('src').filter((file) => /\.(contract|rules)\.ts$/.test(file)),
    // The text checker runs in the browser too.
    ...filesBelow('src/checker').filter((file) => !/\.test\.ts$/.test(file)),
    'package-lock.json',
  ])
  if (isBuilt(sources)) return
  await withLock('console', async () => {
    if (isBuilt(sources)) return
    const began = Date.now()
    say('正在构建管理控制台……')
    const vite = [toolOf('vite'), 'build', '--config', config, '--outDir', path.resolve(draft), '--emptyOutDir']
    const code = await exitLikeChild(node, [...vite, '--logLevel', 'warn'])
    if (interrupted()) throw explained('已中断构建。', interrupted())
    if (code !== 0) throw explained(`管理控制台构建失败（退出码 ${code}），原因见上方输出。`)
    // Swapped in as a whole, so that a server already running never serves half a console.
    mkdirSync(path.dirname(built), { recursive: true })
    rmSync(built, { recursive: true, force: true })
    renameSync(draft, built)
    writeFileSync(stampFile, sources)
    say(`✔ 管理控制台构建完成，用时 ${seconds(began)}\n`)
  })
}

function isBuilt(sources) {
  return existsSync(`${built}/index.html`) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources
}
