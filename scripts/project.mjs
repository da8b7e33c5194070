import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Relative paths below mean the repository, wherever the command was typed. */
export function chdirToRoot() {
  process.chdir(root)
}

/** What we tell people goes to stderr, so that a command's own output stays clean to pipe. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** A failure whose message tells the user what to do; shown without a stack. */
export function explained(message, exitCode = 1) {
  return Object.assign(new Error(message), { explained: true, exitCode })
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} 秒`
}

export function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** Every file below a folder, in an order that is the same on every machine; none when it is missing. */
export function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(file) : [file]
    })
    .sort()
}

/** Where the JavaScript of an installed tool is; running it by Node needs no shell, also on Windows. */
export function toolOf(pack, tool = pack) {
  const { bin } = JSON.parse(readFileSync(`node_modules/${pack}/package.json`, 'utf8'))
  return path.join('node_modules', pack, typeof bin === 'string' ? bin : bin[tool])
}
