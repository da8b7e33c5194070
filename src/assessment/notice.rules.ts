import { roundHalfUp } from '../core/round.rules.ts'
import { passRate } from './inspection.rules.ts'

/** Everything a 通报 may say: each number is one of the run. */
export type NoticeFacts = {
  demo: boolean
  region: string
  periodZh: string
  periodSpan: string
  schemeName: string
  cutoff: string
  issuer: string
  accounts: number
  ranked: number
  excluded: number
  verdicts: { fit: number; unfit: number; undetermined: number }
  averageTotal: number | null
  platforms: { zh: string; accounts: number; rows: RankedLine[] }[]
  regions: RegionLine[]
  unfit: { name: string; platformZh: string; unitName: string; reasons: string[] }[]
  vetoes: { name: string; platformZh: string; unitName: string; reasons: string[]; paidBy: string }[]
  missing: { name: string; platformZh: string; unitName: string; items: string[] }[]
}
type RankedLine = {
  rank: number
  name: string
  unitName: string
  total: number
  health: number | null
  verdict: string
}
type RegionLine = {
  name: string
  scope: 'own' | 'area'
  accounts: number
  total: number | null
  healthEarned: number | null
  health: number | null
  vetoes: number
}

/** A paragraph of the 通报: a heading of the first or second level, or text. */
export type Block = { kind: 'h1' | 'h2' | 'text'; text: string }

export function noticeTitle(facts: Pick<NoticeFacts, 'region' | 'periodZh'>): string {
  return `关于${facts.periodZh}${facts.region}政务新媒体考核情况的通报`
}

const listedAtMost = 20
const leaders = 3

/** The body, part by part: 依据, 总体情况, 考核结果, 主要问题, 工作要求. */
export function noticeBody(facts: NoticeFacts): Block[] {
  return [
    text(
      `根据《浙江省基层政务新媒体规范化建设指南》9.2 和${schemeInWords(facts.schemeName)}，对${facts.region}${facts.periodZh}（${facts.periodSpan}）政务新媒体运行情况进行了考核，考核数据截至${facts.cutoff}。现将有关情况通报如下。`,
    ),
    h1('一、总体情况'),
    ...overall(facts),
    h1('二、考核结果'),
    ...results(facts),
    h1('三、主要问题'),
    ...problems(facts),
    h1('四、工作要求'),
    ...demands(facts),
  ]
}

function overall(facts: NoticeFacts): Block[] {
  const { fit, unfit, undetermined } = facts.verdicts
  const judged = fit + unfit
  const byPlatform = facts.platforms
    .filter(({ accounts }) => accounts > 0)
    .map(({ zh, accounts }) => `${zh} ${accounts} 个`)
    .join('、')
  const notRanked = facts.accounts - facts.ranked
  const sentences = [
    `本期纳入考核的政务新媒体账号 ${facts.accounts} 个${byPlatform ? `，其中${byPlatform}` : ''}。`,
    `参加排名 ${facts.ranked} 个${notRanked > 0 ? `，因缺数未参加排名 ${notRanked} 个` : ''}${facts.excluded > 0 ? `；另有 ${facts.excluded} 个账号不在考核范围` : ''}。`,
    judged > 0
      ? `合格 ${fit} 个，不合格 ${unfit} 个${undetermined > 0 ? `，待核 ${undetermined} 个` : ''}，合格率 ${passRate({ checked: judged, faulty: unfit, digits: 2 })}%。`
      : '',
    facts.averageTotal === null ? '' : `参加排名账号平均得分 ${roundHalfUp(facts.averageTotal)} 分。`,
  ]
  return [text(sentences.join(''))]
}

function results(facts: NoticeFacts): Block[] {
  const best = facts.platforms.flatMap(({ zh, rows }) => {
    const first = rows.filter(({ rank }) => rank <= leaders)
    if (first.length === 0) return []
    const names = first.slice(0, listedAtMost).map(({ name, total }) => `“${name}”（${roundHalfUp(total)} 分）`)
    return [text(`${zh}排名前列的账号为${names.join('、')}。`)]
  })
  const paying = facts.regions.filter(({ scope, vetoes }) => scope === 'own' && vetoes > 0)
  const regions = paying.map(
    ({ name, healthEarned, vetoes }) =>
      `${name}因所辖账号出现一票否决情形 ${vetoes} 项，当期健康指数记 0 分${healthEarned === null ? '' : `（否决前为 ${roundHalfUp(healthEarned)} 分）`}`,
  )
  return [
    h2('（一）账号排名'),
    ...(best.length > 0 ? best : [text('本期没有参加排名的账号。')]),
    text('各账号得分和名次见附件1。'),
    h2('（二）区域情况'),
    text(`${regions.length > 0 ? `${regions.join('；')}。` : '本期各区域均未发生一票否决。'}各区域得分见附件2。`),
  ]
}

function problems(facts: NoticeFacts): Block[] {
  const account = ({ name, platformZh, unitName }: { name: string; platformZh: string; unitName: string }) =>
    `“${name}”（${platformZh}，${unitName}）`
  return [
    h2('（一）不合格账号'),
    text(listed(facts.unfit, (row) => `${account(row)}${row.reasons.join('、')}`, '本期未发现不合格账号。')),
    h2('（二）一票否决情形'),
    text(
      listed(
        facts.vetoes,
        (row) => `${account(row)}${row.reasons.join('、')}，扣除${row.paidBy}当期健康指数`,
        '本期未发生一票否决情形。',
      ),
    ),
    h2('（三）数据不全'),
    text(
      listed(
        facts.missing,
        (row) => `${account(row)}缺${row.items.join('、')}`,
        '本期没有因缺数未参加排名的账号。',
        '以上账号本期不计总分、不参加排名，见附件3。',
      ),
    ),
  ]
}

function demands(facts: NoticeFacts): Block[] {
  const lines = [
    ...(facts.unfit.length > 0
      ? ['被判定为不合格的账号，主办单位要查明原因、落实责任，于    年  月  日前完成整改并报送整改情况。']
      : []),
    ...(facts.missing.length > 0
      ? ['数据不全的账号，主办单位要于    年  月  日前补齐本期数据，补齐后可重新组织考核。']
      : []),
    '各主办单位要对照考核结果逐项查找短板，严格落实信息发布审核制度，加强日常更新和互动回应。',
    '对考核结果有异议的，请在收到通报后向主管单位提出，并附相关佐证材料。',
  ]
  return lines.map((line, at) => text(`（${numerals[at]}）${line}`))
}

const numerals = ['一', '二', '三', '四', '五']

function listed<T>(rows: readonly T[], say: (row: T) => string, none: string, after = ''): string {
  if (rows.length === 0) return none
  const shown = rows.slice(0, listedAtMost).map(say).join('；')
  const more = rows.length > listedAtMost ? `等 ${rows.length} 个账号` : ''
  return `共 ${rows.length} 个：${shown}${more}。${after}`
}

function schemeInWords(name: string): string {
  const found = /^(.*) 第(\d+)版$/.exec(name)
  return found ? `《${found[1]}》（第${found[2]}版）` : `《${name}》`
}

const h1 = (words: string): Block => ({ kind: 'h1', text: words })
const h2 = (words: string): Block => ({ kind: 'h2', text: words })
const text = (words: string): Block => ({ kind: 'text', text: words })
