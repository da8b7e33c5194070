import { loadZhejiangRegions } from '../../units/zhejiang.service.ts'
import type { Command } from './command.ts'
import { splitOptions, wrongCall } from './options.ts'
import { withInstallation } from './with-installation.ts'

const usage = 'regions load-zhejiang [--census2020]'

export const loadZhejiangCommand: Command = {
  words: ['regions', 'load-zhejiang'],
  usage,
  zh: '载入浙江省 11 个设区市、90 个县（市、区）；--census2020 同时载入省、市两级 2020 年人口普查常住人口；可重复执行',
  async run(args, settings) {
    const { words, options, unknown } = splitOptions(args, { flags: ['census2020'] })
    if (words.length > 0 || unknown.length > 0) return wrongCall(usage, unknown[0] ?? words[0])
    if (settings.demo) return wrongCall(usage, '演示模式下不载入真实区划，请设置 ZHENGMEI_MODE=production')
    return withInstallation(settings, async ({ system }) => {
      const done = await loadZhejiangRegions(system, { census2020: options.has('census2020') })
      console.log(`新增 ${done.added}，更名 ${done.renamed}，未变 ${done.same}，登记常住人口 ${done.residents}`)
      return 0
    })
  },
}
