import { findUserId, resetPassword, unlockUser } from '../../identity/admin.service.ts'
import type { Command } from './command.ts'
import { wrongCall } from './options.ts'
import { type Desk, withInstallation } from './with-installation.ts'

/** For when no security administrator can sign in: whoever has the machine has the key. Both leave an audit entry. */
export const unlockCommand: Command = {
  words: ['user', 'unlock'],
  usage: 'user unlock <用户名>',
  zh: '应急解除登录锁定（记入审计日志）',
  run: (args, settings) =>
    ofUser(args, unlockCommand.usage, (username) =>
      withInstallation(settings, async (desk) => {
        await unlockUser(desk.system, await idOf(desk, username))
        console.log(`已解除 ${username} 的登录锁定`)
        return 0
      }),
    ),
}

export const resetPasswordCommand: Command = {
  words: ['user', 'reset-password'],
  usage: 'user reset-password <用户名>',
  zh: '应急重置密码，临时密码只显示一次，首次登录须修改（记入审计日志）',
  run: (args, settings) =>
    ofUser(args, resetPasswordCommand.usage, (username) =>
      withInstallation(settings, async (desk) => {
        const { temporaryPassword } = await resetPassword(desk.system, await idOf(desk, username))
        console.log(`${username} 的临时密码：${temporaryPassword}`)
        return 0
      }),
    ),
}

async function ofUser(args: string[], usage: string, work: (username: string) => Promise<number>): Promise<number> {
  const [username] = args
  return username && args.length === 1 ? work(username) : wrongCall(usage)
}

function idOf({ system }: Desk, username: string): Promise<string> {
  return findUserId(system, username)
}
