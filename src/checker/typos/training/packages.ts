import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** The packages that the model is made from, with the versions of the assets in the repository. */
export const packages = {
  'libime-data-language-model': '1.0.16-1',
  'sunpinyin-data': '0.1.22+20170109-2',
  'rime-data-wubi': '0.0~git20200908.f1876f0-3',
  nodejieba: '3.5.8',
} as const

/** What the build makes of them; a test holds the headers in `data/` to it. */
export const builtAssets = {
  libime: { counts: { words: 164879, pairs: 1976717, triples: 633989 }, checksum: '777f437e' },
  sunpinyin: { counts: { words: 71743, pairs: 2024385, triples: 479480 }, checksum: '3a366863' },
} as const

/**
 * Downloads what is not yet in the folder with the ordinary clients and unpacks it; gives the path of a file in a
 * package. Fails with the client's own message where a package cannot be had.
 */
export function openPackages(folder: string): (name: keyof typeof packages, file: string) => string {
  mkdirSync(folder, { recursive: true })
  const found = (name: string) => readdirSync(folder).find((file) => file.startsWith(name) && /\.(deb|tgz)$/.test(file))
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' })
  for (const [name, version] of Object.entries(packages)) {
    const unpacked = path.join(folder, `x_${name}`)
    if (existsSync(unpacked)) continue
    const debian = name !== 'nodejieba'
    if (!found(name)) {
      if (debian) run('apt-get', 'download', `${name}=${version}`)
      else run('npm', 'pack', `${name}@${version}`)
    }
    mkdirSync(unpacked)
    if (debian) run('dpkg', '-x', found(name)!, unpacked)
    else run('tar', 'xzf', found(name)!, '-C', unpacked)
  }
  return (name, file) => path.join(folder, `x_${name}`, file)
}
