// The door to every command: `node scripts/run.mjs NAME [args…]`.
// Runs on the host's own Node (20 or later) with nothing installed, sets up what is missing,
// and hands the work to Node 24. Only Node's own modules may be imported here and in what this loads first.
import path from 'node:path'
import { ensureConsole } from './build-console.mjs'
import { exitLikeChild } from './child.mjs'
import { followNpm } from './follow-npm.mjs'
import { ensureDependencies } from './install.mjs'
import { findNode, runtimeEnv } from './node-runtime.mjs'
import { chdirToRoot, say } from './project.mjs'
import { test, verifyQuickly } from './verify.mjs'

// Serving needs no developer tools; a server that is only started should not download them.
const commands = {
  start: { dependencies: 'production', run: start },
  cli: { dependencies: 'production', run: (node, args) => exitLikeChild(node, ['src/app/cli.ts', ...args]) },
  dev: { dependencies: 'full', run: dev },
  bench: { dependencies: 'full', run: (node, args) => exitLikeChild(node, ['bench/run.ts', ...args]) },
  check: { dependencies: 'production', run: checkText },
  verify: { dependencies: 'full', run: verifyQuickly },
  test: { dependencies: 'full', run: test },
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

if (!command) {
  say(`用法：npm run <${Object.keys(commands).join(' | ')}>`)
  process.exit(2)
}

chdirToRoot()
followNpm()
try {
  await ensureDependencies(command.dependencies)
  const node = findNode()
  Object.assign(process.env, runtimeEnv(node))
  process.exitCode = await command.run(node, args)
} catch (error) {
  // What we explain ourselves needs no stack; anything else is a bug and shows one.
  say(error.explained ? `\n✘ ${error.message}` : `\n✘ 启动脚本出错：\n${error.stack}`)
  process.exitCode = error.exitCode ?? 1
}

/** File names are meant from where the command was typed, and we have moved to the repository. */
function checkText(node, args) {
  return exitLikeChild(node, [path.resolve('src/checker/command/check.ts'), ...args], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  })
}

async function start(node, args) {
  await ensureConsole(node)
  return exitLikeChild(node, ['--import', './scripts/follow-parent.mjs', 'src/app/main.ts', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
}

async function dev(node, args) {
  await ensureConsole(node)
  return exitLikeChild(node, ['--watch', 'src/app/main.ts', ...args])
}
