import {
  type CleanupFacts,
  type CleanupSettings,
  type Evidence,
  type Judged,
  judged,
  type Residents,
} from './cleanup-facts.rules.ts'
import { hostTypes, platforms } from './platforms.rules.ts'

type Day = { today: string; settings: CleanupSettings }

/** Above how many per cent, or below; compared in whole numbers, so that exactly 1 % is neither more nor less. */
const departmentPercent = 1
const townshipPercent = 20

/** (5): below 1 %; exactly 1 % is not below. */
export function followersOfDepartment(facts: CleanupFacts): Judged {
  const other = notOfType(facts, 'department')
  if (other) return other
  if (facts.level === 'city' || facts.level === 'province') {
    return judged('notApplicable', '标准（5）以所在县（市、区）常住人口为基数，市级、省级部门账号不适用')
  }
  const lacking = lackingFollowers(facts, facts.county)
  if (lacking) return lacking
  const [followers, residents] = [facts.followers ?? 0, facts.county?.count ?? 0]
  const evidence = [evidenceOf(facts, facts.county)]
  const line = Math.ceil((residents * departmentPercent) / 100)
  if (followers * 100 < residents * departmentPercent) {
    return judged('met', `粉丝数低于${facts.county?.name}常住人口的 1%（${line} 人）`, { evidence })
  }
  const spare = followers - line
  const near = followers * 100 < residents * departmentPercent * 1.05
  const forecast = near ? `粉丝数再减少 ${spare + 1} 人即低于 1%，达到标准（5）` : null
  return judged('notMet', `粉丝数不低于${facts.county?.name}常住人口的 1%（${line} 人）`, { evidence, forecast, near })
}

/** (6): kept only above 20 % of its own residents and steadily among the county's first five; otherwise 一律取消. */
export function followersOfTownship(facts: CleanupFacts, { settings }: Day): Judged {
  const other = notOfType(facts, 'township')
  if (other) return other
  const followers = enoughFollowers(facts)
  const five = firstFive(facts, settings)
  const both = [followers, five]
  const evidence = both.flatMap((one) => one.evidence)
  const why = both.map((one) => one.why).join('；')
  if (both.some(({ outcome }) => outcome === 'met')) {
    const failed = both.filter(({ outcome }) => outcome === 'met')
    return judged('met', `${failed.map((one) => one.why).join('；')}，不属于可以保留的账号`, { evidence })
  }
  if (both.some(({ outcome }) => outcome === 'notEvaluable')) {
    const unknown = both.filter(({ outcome }) => outcome === 'notEvaluable')
    return judged('notEvaluable', unknown.map((one) => one.why).join('；'), { evidence })
  }
  return judged('notMet', `${why}，可以保留`, {
    evidence,
    forecast: '一次考核跌出前 5 名，或粉丝数降至 20% 及以下，即达到标准（6）',
  })
}

function enoughFollowers(facts: CleanupFacts): Judged {
  if (facts.level !== 'township') {
    return judged('notEvaluable', '账号未登记到所属乡镇（街道），无法取得辖区常住人口，请主管单位核对主办单位的区划')
  }
  const lacking = lackingFollowers(facts, facts.own)
  if (lacking) return lacking
  const evidence = [evidenceOf(facts, facts.own)]
  const more = (facts.followers ?? 0) * 100 > (facts.own.count ?? 0) * townshipPercent
  return more
    ? judged('notMet', '粉丝数大于辖区常住人口的 20%', { evidence })
    : judged('met', '粉丝数不大于辖区常住人口的 20%', { evidence })
}

/** “长期”: in every monthly assessment of the last twelve months, of which there must have been some. */
function firstFive({ platform, inCounty }: CleanupFacts, settings: CleanupSettings): Judged {
  if (platforms[platform].table2 === null) {
    const why = `${platforms[platform].zh}没有运营效果指数，是否长期保持前 5 名由主管单位人工判断`
    return judged('notEvaluable', why)
  }
  const evidence = inCounty.map(
    ({ runId, period, operation, fifth }): Evidence => ({
      text: `${period} 考核：运营效果指数 ${operation?.toFixed(2) ?? '缺数'}，本县同平台第 5 名 ${fifth?.toFixed(2) ?? '不足 5 个账号'}`,
      run: runId,
    }),
  )
  const out = inCounty.find(({ operation, fifth }) => operation !== null && fifth !== null && operation < fifth)
  if (out) return judged('met', `${out.period} 考核运营效果指数不在本县（市、区）前 5 名`, { evidence })
  const missing = inCounty.filter(({ operation }) => operation === null).map(({ period }) => period)
  if (missing.length > 0) {
    const why = `${missing.join('、')} 考核缺该账号的运营效果指数，请主办单位补充数据后由主管单位重新考核`
    return judged('notEvaluable', why, { evidence })
  }
  if (inCounty.length < settings.topFiveLeast) {
    const why = `近 ${settings.months} 个月只有 ${inCounty.length} 次月度考核，不足 ${settings.topFiveLeast} 次，无法判断是否长期保持前 5 名，请主管单位开展考核`
    return judged('notEvaluable', why, { evidence })
  }
  return judged('notMet', `近 ${settings.months} 个月 ${inCounty.length} 次考核均在本县（市、区）前 5 名`, { evidence })
}

/** Institutions and enterprises are neither 部门 nor 乡镇（街道）; of a body whose type nobody recorded nothing is said. */
function notOfType(facts: CleanupFacts, type: 'department' | 'township'): Judged | null {
  if (facts.hostType === type) return null
  if (facts.hostType === null)
    return judged('notEvaluable', '主办单位未登记主办类型（部门或乡镇、街道），请主管单位在“区域与单位”中补录')
  return judged('notApplicable', `主办单位是${hostTypes[facts.hostType]}，不是${hostTypes[type]}`)
}

function lackingFollowers(facts: CleanupFacts, region: Residents | null): Judged | null {
  const lacking = [
    facts.followers === null ? '缺粉丝数，请主办单位导入账号数据' : null,
    region === null
      ? '账号所在区划没有登记县（市、区），请系统管理员核对区划'
      : region.count === null
        ? `缺${region.name}的常住人口数，请系统管理员在“区域与单位”中登记`
        : null,
  ].filter((one) => one !== null)
  return lacking.length === 0 ? null : judged('notEvaluable', lacking.join('；'))
}

function evidenceOf(facts: CleanupFacts, region: Residents | null): Evidence {
  const [followers, residents] = [facts.followers ?? 0, region?.count ?? 0]
  const percent = residents > 0 ? `，占 ${((followers / residents) * 100).toFixed(2)}%` : ''
  const asOf = facts.followersAsOf ? `（截至 ${facts.followersAsOf}）` : ''
  const year = region?.year ? `（${region.year} 年）` : ''
  return {
    text: `粉丝数 ${followers}${asOf}，${region?.name}常住人口 ${residents}${year}${percent}`,
    ...(region ? { region: region.code } : {}),
  }
}
