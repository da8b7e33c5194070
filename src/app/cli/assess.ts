import { viewOneRun } from '../../assessment/result.service.ts'
import { startRun } from '../../assessment/run.service.ts'
import type { Command } from './command.ts'
import { splitOptions, wrongCall } from './options.ts'
import { withInstallation } from './with-installation.ts'

const usage = 'assess <周期> [--region <区划代码>] [--user <用户名>]'

export const assessCommand: Command = {
  words: ['assess'],
  usage,
  zh: '开展一次考核，周期如 2026-03、2026-Q1、2026；不写用户时以系统身份办理，须写明区划',
  async run(args, settings) {
    const { words, options, unknown } = splitOptions(args, { valued: ['region', 'user'] })
    const [period] = words
    if (!period || words.length > 1 || unknown.length > 0) return wrongCall(usage, unknown[0])
    const username = options.get('user')?.[0]
    const regionCode = options.get('region')?.[0]
    return withInstallation(settings, async ({ as, system, runJobs }) => {
      const ctx = username ? await as(username) : system
      const { runId } = await startRun(ctx, { period, ...(regionCode ? { regionCode } : {}) })
      await runJobs()
      const { run } = await viewOneRun(ctx, runId)
      if (run.state !== 'done') throw new Error(run.failure ?? '考核未能完成')
      console.log(
        `${run.regionName}${run.periodZh}考核完成：账号 ${run.accounts} 个，排名 ${run.ranked} 个，缺数 ${run.missing} 个`,
      )
      return 0
    })
  },
}
