import path from 'node:path'
import { verifyChain } from '../../audit/verify.service.ts'
import { secretBox } from '../../core/secret-box.ts'
import { openDatabase } from '../../db/open.ts'
import type { Command } from './command.ts'

export const auditVerifyCommand: Command = {
  words: ['audit', 'verify'],
  usage: 'audit verify [锚点文件]',
  zh: '逐条校验审计日志，找出第一处改动、删除、插入、调换或截断；锚点文件缺省为数据目录中的 audit-anchors.jsonl',
  async run(args, settings) {
    const file = path.resolve(args[0] ?? path.join(settings.dataDir, 'audit-anchors.jsonl'))
    const database = await openDatabase(settings)
    try {
      const found = await verifyChain(database.root, { anchors: { file, box: secretBox(settings.key) } })
      if (found.fault) {
        console.error(`审计日志不完整。${found.fault.zh}（此前 ${found.checked} 条无误）`)
        return 1
      }
      console.log(
        `审计日志完整：${found.checked} 条，与 ${found.anchors} 个锚点一致，末条校验值 ${found.lastHash || '无'}`,
      )
      return 0
    } finally {
      await database.close()
    }
  },
}
