import { platformZh } from './platforms.rules.ts'
import type { PledgeRow } from './pledge.contract.ts'
import {
  type PledgeMeasure,
  pledgeMeasureNames,
  pledgeMeasures,
  pledgeOutcomes,
  pledgeSources,
  pledgeStates,
} from './pledge.rules.ts'

const text = (key: string, zh: string, width: number) => ({ key, zh, width, kind: 'text' as const })
const number = (key: string, zh: string) => ({ key, zh, width: 14, kind: 'number' as const })

/** The columns of the exported list: each measure as promised, real, in per cent, and what is missing of it. */
export const pledgeColumns = [
  text('ledgerNo', '台账编号', 12),
  text('accountName', '账号名称', 26),
  text('platform', '平台', 16),
  text('hostUnitName', '主办单位', 30),
  text('regionName', '区划', 14),
  text('source', '承诺来源', 20),
  { key: 'startsOn', zh: '起算日', width: 12, kind: 'date' as const },
  { key: 'reviewsOn', zh: '考核日', width: 12, kind: 'date' as const },
  text('state', '状态', 14),
  text('outcome', '核算结果', 14),
  ...pledgeMeasureNames.flatMap((name) => [
    number(`${name}Promised`, `${pledgeMeasures[name].zh}（承诺）`),
    number(`${name}Real`, `${pledgeMeasures[name].zh}（实际）`),
    number(`${name}Percent`, `${pledgeMeasures[name].zh}完成率（%）`),
    text(`${name}Why`, `${pledgeMeasures[name].zh}说明`, 40),
  ]),
]

export function pledgeLine(row: PledgeRow): Record<string, unknown> {
  return {
    ledgerNo: row.ledgerNo,
    accountName: row.accountName,
    platform: platformZh(row.platform, row.variant),
    hostUnitName: row.hostUnitName,
    regionName: row.regionName,
    source: pledgeSources[row.source],
    startsOn: row.startsOn,
    reviewsOn: row.reviewsOn,
    state: pledgeStates[row.state].zh,
    outcome: row.outcome ? pledgeOutcomes[row.outcome] : '',
    ...Object.assign({}, ...pledgeMeasureNames.map((name) => cells(row, name))),
  }
}

function cells(row: PledgeRow, name: PledgeMeasure): Record<string, unknown> {
  const facts = row.facts?.measures.find(({ measure }) => measure === name)
  return {
    [`${name}Promised`]: row.promised[name],
    [`${name}Real`]: facts?.real ?? null,
    [`${name}Percent`]: facts?.ratio == null ? null : facts.ratio * 100,
    [`${name}Why`]: facts?.why ?? '',
  }
}
