import type { Day } from '../../rule.ts'

/** From the year after: the reforms were to be in place by the end of 2018 and of 2023. */
const afterReform2018 = '2019-01-01'
const afterReform2023 = '2024-01-01'

/** A body that a reform dissolved or renamed; texts of before, and texts that speak of before, are right. */
export type RenamedBody = { old: string; now: string; since: Day; by: string; unless?: readonly string[] }

const reform2018 = '《深化党和国家机构改革方案》（2018年3月中共中央印发）第三部分'
const reform2023 = '《国务院机构改革方案》（2023年3月10日十四届全国人大一次会议批准）'

// biome-ignore format: read as a table
export const renamedBodies: readonly RenamedBody[] = [
  { old: '国土资源部',               now: '自然资源部',           since: afterReform2018, by: reform2018 },
  { old: '环境保护部',               now: '生态环境部',           since: afterReform2018, by: reform2018 },
  { old: '环保部',                   now: '生态环境部',           since: afterReform2018, by: reform2018, unless: ['环保部门', '环保部件', '环保部分', '环保部队', '环保部署', '环保部长'] },
  { old: '农业部',                   now: '农业农村部',           since: afterReform2018, by: reform2018, unless: ['农业部门', '农业部分', '农业部署'] },
  { old: '国家旅游局',               now: '文化和旅游部',         since: afterReform2018, by: reform2018 },
  { old: '国家卫生和计划生育委员会', now: '国家卫生健康委员会',   since: afterReform2018, by: reform2018 },
  { old: '国家卫生计生委',           now: '国家卫生健康委',       since: afterReform2018, by: reform2018 },
  { old: '国家卫计委',               now: '国家卫生健康委',       since: afterReform2018, by: reform2018 },
  { old: '国家安全生产监督管理总局', now: '应急管理部',           since: afterReform2018, by: reform2018 },
  { old: '国家安监总局',             now: '应急管理部',           since: afterReform2018, by: reform2018 },
  { old: '国家工商行政管理总局',     now: '国家市场监督管理总局', since: afterReform2018, by: reform2018 },
  { old: '国家工商总局',             now: '国家市场监管总局',     since: afterReform2018, by: reform2018 },
  { old: '国家质检总局',             now: '国家市场监管总局',     since: afterReform2018, by: reform2018 },
  { old: '国家食品药品监督管理总局', now: '国家市场监督管理总局', since: afterReform2018, by: reform2018 },
  { old: '国家新闻出版广电总局',     now: '国家广播电视总局',     since: afterReform2018, by: reform2018 },
  { old: '国务院法制办',             now: '司法部',               since: afterReform2018, by: reform2018 },
  { old: '国务院扶贫办',             now: '农业农村部',           since: afterReform2023, by: reform2023 },
  { old: '国家林业局',               now: '国家林业和草原局',     since: afterReform2018, by: reform2018 },
  { old: '国家粮食局',               now: '国家粮食和物资储备局', since: afterReform2018, by: reform2018 },
  { old: '国家测绘地理信息局',       now: '自然资源部',           since: afterReform2018, by: reform2018 },
  { old: '中国保监会',               now: '国家金融监督管理总局', since: afterReform2018, by: `${reform2018}；${reform2023}` },
  { old: '中国银监会',               now: '国家金融监督管理总局', since: afterReform2018, by: `${reform2018}；${reform2023}` },
  { old: '中国银行保险监督管理委员会', now: '国家金融监督管理总局', since: afterReform2023, by: reform2023 },
  { old: '中国银保监会',             now: '国家金融监督管理总局', since: afterReform2023, by: reform2023 },
  { old: '银保监局',                 now: '金融监管局',           since: afterReform2023, by: reform2023 },
  { old: '国家乡村振兴局',           now: '农业农村部',           since: afterReform2023, by: reform2023 },
]
