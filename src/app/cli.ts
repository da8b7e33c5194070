import { assessCommand } from './cli/assess.ts'
import { auditVerifyCommand } from './cli/audit-verify.ts'
import { backupCommand, restoreCommand } from './cli/backup.ts'
import type { Command } from './cli/command.ts'
import { failureText } from './cli/failure.ts'
import { importCommand } from './cli/import.ts'
import { loadZhejiangCommand } from './cli/regions.ts'
import { resetPasswordCommand, unlockCommand } from './cli/user.ts'
import { readSettings } from './settings.ts'

/** Every command of `npm run cli -- <command>`. */
const commands: readonly Command[] = [
  importCommand, //
  assessCommand,
  auditVerifyCommand,
  backupCommand,
  restoreCommand,
  loadZhejiangCommand,
  unlockCommand,
  resetPasswordCommand,
]

const words = process.argv.slice(2)
const command = commands.find((c) => c.words.every((word, i) => words[i] === word))
if (!command) {
  console.error(
    `用法：npm run cli -- <命令> [参数]\n\n${commands.map((c) => `  ${c.usage}\n      ${c.zh}`).join('\n')}`,
  )
  process.exit(words.length === 0 || words[0] === '--help' ? 0 : 2)
}
try {
  process.exitCode = await command.run(words.slice(command.words.length), readSettings(process.env))
} catch (error) {
  console.error(failureText(error))
  process.exitCode = 1
}
