import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Ctx } from '../../core/context.ts'
import { startApplication } from '../../imports/apply.service.ts'
import type { ImportView } from '../../imports/imports.contract.ts'
import { startCheck, uploadImport, viewImport } from '../../imports/imports.service.ts'
import { viewRows } from '../../imports/rows.service.ts'
import { importKinds } from '../import-kinds.ts'
import type { Command } from './command.ts'
import { splitOptions, wrongCall } from './options.ts'
import { withInstallation } from './with-installation.ts'

const usage = 'import <类型> <文件> --user <用户名> [--option 名称=值]… [--dry-run]'
const pageSize = 100

export const importCommand: Command = {
  words: ['import'],
  usage,
  zh: `以该用户的权限导入表格（${importKinds.map(({ kind, zh }) => `${kind} ${zh}`).join('、')}）；有误的行逐行列出，其余照常导入；--dry-run 只核对不写入`,
  async run(args, settings) {
    const { words, options, unknown } = splitOptions(args, { flags: ['dry-run'], valued: ['user', 'option'] })
    const [kind, file] = words
    const username = options.get('user')?.[0]
    if (!kind || !file || !username || words.length > 2 || unknown.length > 0) return wrongCall(usage, unknown[0])
    const pairs = (options.get('option') ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2))
    const bytes = readFileSync(file)

    return withInstallation(settings, async ({ as, runJobs }) => {
      const ctx = await as(username)
      const given = { kind, options: Object.fromEntries(pairs), file: { name: path.basename(file), bytes } }
      const { id } = await uploadImport(ctx, importKinds, given)
      await startCheck(ctx, importKinds, id)
      await runJobs()
      const checked = await viewImport(ctx, importKinds, id)
      if (checked.state !== 'checked') throw new Error(checked.failure ?? '试导入未能完成')
      await printErrors(ctx, id)
      if (options.has('dry-run')) return finish(checked, '试导入完成，未写入任何数据')

      await startApplication(ctx, importKinds, { id, onlyIfNoErrors: false })
      await runJobs()
      const applied = await viewImport(ctx, importKinds, id)
      if (applied.state !== 'applied') throw new Error(applied.failure ?? '导入未能完成，未写入任何数据')
      return finish(applied, '导入完成')
    })
  },
}

async function printErrors(ctx: Ctx, id: string): Promise<void> {
  for (let cursor: string | undefined; ; ) {
    const page = await viewRows(ctx, importKinds, {
      id,
      outcome: 'error',
      limit: pageSize,
      ...(cursor ? { cursor } : {}),
    })
    for (const { row, errors } of page.rows) {
      for (const { column, value, message } of errors) {
        const where = column ? `“${column}”${value ? `（${value}）` : ''}：` : ''
        console.error(`第 ${row} 行 ${where}${message}`)
      }
    }
    if (page.next === null) return
    cursor = page.next
  }
}

/** Exit code 1 tells a script that some rows were not used. */
function finish({ counts }: ImportView, done: string): number {
  const { rows = 0, errors = 0 } = counts ?? {}
  console.log(
    `${done}：共 ${rows} 行，新增 ${counts?.new ?? 0}，更新 ${counts?.changed ?? 0}，未变 ${counts?.same ?? 0}，有误 ${errors}`,
  )
  return errors > 0 ? 1 : 0
}
