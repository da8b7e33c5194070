import path from 'node:path'
import { backUp, restore } from '../../backup/backup.service.ts'
import { openDatabase } from '../../db/open.ts'
import type { Settings } from '../settings.ts'
import { programVersion } from '../version.ts'
import type { Command } from './command.ts'

export const backupCommand: Command = {
  words: ['backup'],
  usage: 'backup <文件.zmb>',
  zh: '把全部数据备份到一个文件（嵌入式数据库须先停止服务；密钥 secret.key 请另行妥善保管）',
  run: (args, settings) => withFile(args, settings, backUp, '已备份'),
}

export const restoreCommand: Command = {
  words: ['restore'],
  usage: 'restore <文件.zmb>',
  zh: '把备份恢复到空的数据目录或空的 PostgreSQL 数据库；文件不完整则不作任何改动',
  run: (args, settings) => withFile(args, settings, restore, '已恢复'),
}

async function withFile(args: string[], settings: Settings, act: typeof backUp, done: string): Promise<number> {
  const file = args[0]
  if (!file || args.length > 1) {
    console.error('请给出一个文件名，例如 zhengmei-20261124.zmb')
    return 2
  }
  const database = await openDatabase(settings)
  try {
    const { key, demo } = settings
    const installation = { root: database.root, key, demo, version: programVersion }
    const rows = await act(installation, path.resolve(file), (table, count) => console.log(`  ${table}：${count} 行`))
    console.log(`${done} ${Object.values(rows).reduce((a, b) => a + b, 0)} 行：${path.resolve(file)}`)
    return 0
  } finally {
    await database.close()
  }
}
