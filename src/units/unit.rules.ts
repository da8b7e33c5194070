import type { FieldError } from '../core/error.ts'
import type { UnitKind } from './duties.rules.ts'

export const hostTypes = {
  department: { zh: '部门' },
  township: { zh: '乡镇（街道）' },
  institution: { zh: '事业单位' },
  enterprise: { zh: '企业' },
} as const
export type HostType = keyof typeof hostTypes

/** Who may be entrusted with an account's content (§5.2.5). */
export const qualifications = {
  subsidiary: { zh: '主管主办单位的下属企事业单位', short: '下属企事业单位' },
  mainstreamMedia: { zh: '主流新闻媒体', short: '主流新闻媒体' },
  licensedNewsSite: { zh: '具有互联网新闻信息采编发布服务资质的主流新闻网站', short: '有资质的新闻网站' },
} as const
export type Qualification = keyof typeof qualifications

type KindFields = {
  hostType: HostType | null
  qualification: Qualification | null
  industry: string | null
}

/** Which of the fields a kind of body must have (1), may have (0) or cannot have (−1). */
const fieldsOf: Record<UnitKind, Record<keyof KindFields, -1 | 0 | 1>> = {
  supervisor: { hostType: -1, qualification: -1, industry: -1 },
  publicityOffice: { hostType: -1, qualification: -1, industry: -1 },
  hostUnit: { hostType: 1, qualification: -1, industry: 0 },
  businessAuthority: { hostType: -1, qualification: -1, industry: 0 },
  industryRegulator: { hostType: -1, qualification: -1, industry: 1 },
  contractor: { hostType: -1, qualification: 1, industry: -1 },
}

const fieldTexts: Record<keyof KindFields, { missing: string; extra: string }> = {
  hostType: { missing: '请选择主办单位类型', extra: '只有主办单位填写单位类型' },
  qualification: {
    missing: '第三方运营机构须属于指南§5.2.5所列三类机构之一，请选择',
    extra: '只有第三方运营机构填写机构资质',
  },
  industry: { missing: '请填写所管行业', extra: '该类单位不填写行业' },
}

/** Whether the console asks for this field of a body of this kind. */
export function asksFor(kind: UnitKind, field: keyof KindFields): 'required' | 'optional' | 'no' {
  return ({ '1': 'required', '0': 'optional', '-1': 'no' } as const)[`${fieldsOf[kind][field]}`]
}

/** The fields that a body of this kind lacks or has too many; empty when all is well. */
export function kindFaults(kind: UnitKind, given: KindFields): FieldError[] {
  return (Object.keys(fieldTexts) as (keyof KindFields)[]).flatMap((field) => {
    const need = asksFor(kind, field)
    if (need === 'required' && given[field] === null) return [{ path: field, message: fieldTexts[field].missing }]
    if (need === 'no' && given[field] !== null) return [{ path: field, message: fieldTexts[field].extra }]
    return []
  })
}

const innerEnding = /(科|处|室|股)$/
/** Independent bodies whose names end like an inner section's. */
const independentEnding = /(办事处|管理处|保护处|筹建处|研究室|档案室)$/
/** 政府办公室、党委办公室、议事协调机构办公室: bodies of their own although named 办公室. */
const officeOfGovernment =
  /(人民政府|党委|省委|市委|县委|区委|工委|委员会|领导小组|指挥部|联席会议)[^局厅院]*办公(室|厅)$/
/** A township has no such bodies: its 党政办公室 is a section. */
const partOfTownship = /([镇乡]人民政府|街道办事处).*室$/
const governing = /(^中共|^中国共产党|人民政府$|[省市县区]委$)/
/** A body, then the name of something inside it. */
const innerOfBody = /(局|厅|委员会|中心|院|校|人民政府|街道办事处|公司|银行|集团).{1,14}(科|处|室|股)$/
const bodyEnding =
  /(部|委|局|厅|办|署|院|校|所|站|队|会|馆|社|府|台|园|处|室|科|股|镇|乡|道|区|县|市|村|心|中学|小学|大学|学校|司|团|行|厂|店|庭|网|报|校|组|局机关|（.+）|\(.+\))$/

/**
 * Why a body of this name cannot be the subject of an account: 单位内设处（室）和个人均不得作为账号主体 (§6.1.2).
 * `registered` are bodies whose names this one begins with. A valid 统一社会信用代码 shows that a body stands on its
 * own whatever it is called, so with `hasCreditCode` an "inner" name is accepted; a person never has one.
 */
export function hostSubjectRefusal(
  name: string,
  { registered = [], hasCreditCode = false }: { registered?: readonly string[]; hasCreditCode?: boolean } = {},
): string | null {
  if (/[（(]个人[）)]/.test(name) || (/^[\p{Script=Han}·]{2,4}$/u.test(name) && !bodyEnding.test(name))) {
    return `“${name}”不像单位全称。个人不得作为政务新媒体的账号主体或认证主体（指南§6.1.2），请填写单位全称`
  }
  if (hasCreditCode || !innerEnding.test(name)) return null
  if (independentEnding.test(name)) return null
  const parent = registered.find((body) => name.length > body.length && name.startsWith(body) && !governing.test(body))
  const own = officeOfGovernment.test(name) && !partOfTownship.test(name)
  if (!parent && (own || !innerOfBody.test(name))) return null
  const within = parent ? `“${parent}”的内设机构` : '内设处（室）'
  return `“${name}”应为${within}。单位内设处（室）不得作为政务新媒体的账号主体或认证主体（指南§6.1.2）；如为独立法人单位，请填写其统一社会信用代码`
}

const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Whether the check character of a 统一社会信用代码 is right (GB 32100-2015). */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  const sum = [...code.slice(0, 17)].reduce((total, c, i) => total + creditLetters.indexOf(c) * (3 ** i % 31), 0)
  return creditLetters[(31 - (sum % 31)) % 31] === code[17]
}

/** A short name for lists and charts: what remains of a full name without the parts that all share. */
export function shortNameOf(name: string): string {
  return name
    .replace(/^中国共产党/, '中共')
    .replace(/人民政府办公(室|厅)$/, '政府办')
    .replace(/人民政府$/, '政府')
    .slice(0, 20)
}
