import { hostSubjectRefusal } from '../units/unit.rules.ts'
import type { PlatformName, Variant } from './platforms.rules.ts'

/** 表1 as it is filled in. Texts are empty and numbers null until somebody has written them. */
export type OpeningForm = {
  name: string
  platform: PlatformName | null
  variant: Variant | null
  /** 认证主体, the body that the platform will certify. */
  certifiedBody: string
  reason: string
  goals: string
  methods: string
  risks: string
  leader: string
  posts: string
  staff: string
  sources: string
  columns: string
  functions: string
  reviewing: string
  passwords: string
  handover: string
  watch: string
  /** In yuan, exact to the fen, as text: `12000.00`. */
  budget: string
  budgetSource: string
  budgetNote: string
  followers: number | null
  postsPerMonth: number | null
  averageReads: number | null
  pledgeNote: string
  /** 主要领导. */
  head: string
  /** Why another account of the same kind is needed. */
  twinReason: string
}
export type OpeningField = keyof OpeningForm

export const emptyOpening: OpeningForm = {
  name: '',
  platform: null,
  variant: null,
  certifiedBody: '',
  reason: '',
  goals: '',
  methods: '',
  risks: '',
  leader: '',
  posts: '',
  staff: '',
  sources: '',
  columns: '',
  functions: '',
  reviewing: '',
  passwords: '',
  handover: '',
  watch: '',
  budget: '',
  budgetSource: '',
  budgetNote: '',
  followers: null,
  postsPerMonth: null,
  averageReads: null,
  pledgeNote: '',
  head: '',
  twinReason: '',
}

/** 表1, row for row: the row's own words and the fields that stand in it. The form, the print and the .docx read this table. */
// biome-ignore format: a table is read by columns
export const openingRows = [
  { row: '基本信息', cell: '单位名称',           fields: [] },
  { row: '基本信息', cell: '新媒体名称（拟）',   fields: ['name'] },
  { row: '基本信息', cell: '账号类型',           fields: ['platform', 'variant'] },
  { row: '基本信息', cell: '开设理由',           fields: ['reason'] },
  { row: '运营策划', cell: '账号运营目标、运营方式、风险及对策等。',       fields: ['goals', 'methods', 'risks'] },
  { row: '组织保障', cell: '分管领导、岗位设置、人员配置等。',             fields: ['leader', 'posts', 'staff'] },
  { row: '内容保障', cell: '内容来源、栏目设置、功能设置、信息审核发布机制等。', fields: ['sources', 'columns', 'functions', 'reviewing'] },
  { row: '安全保障', cell: '账号及密码保管机制、工作交接机制、值班值守机制等。', fields: ['passwords', 'handover', 'watch'] },
  { row: '经费保障', cell: '经费数额、来源及说明。',                       fields: ['budget', 'budgetSource', 'budgetNote'] },
  { row: '承诺栏',   cell: '一年内可达到的运营效果（粉丝数、发布频率、平均阅读量等）。', fields: ['followers', 'postsPerMonth', 'averageReads', 'pledgeNote'] },
] as const satisfies readonly { row: string; cell: string; fields: readonly OpeningField[] }[]

/** Each field's own name, its longest text, and whether 表1 can go in without it. */
// biome-ignore format: a table is read by columns
export const openingFields = {
  name:          { zh: '新媒体名称（拟）', max: 100,  needed: true },
  platform:      { zh: '平台',             max: 20,   needed: true },
  variant:       { zh: '账号类型',         max: 20,   needed: false },
  certifiedBody: { zh: '认证主体（拟）',   max: 100,  needed: true },
  reason:        { zh: '开设理由',         max: 2000, needed: true },
  goals:         { zh: '运营目标',         max: 2000, needed: true },
  methods:       { zh: '运营方式',         max: 2000, needed: true },
  risks:         { zh: '风险及对策',       max: 2000, needed: true },
  leader:        { zh: '分管领导',         max: 50,   needed: true },
  posts:         { zh: '岗位设置',         max: 2000, needed: true },
  staff:         { zh: '人员配置',         max: 2000, needed: true },
  sources:       { zh: '内容来源',         max: 2000, needed: true },
  columns:       { zh: '栏目设置',         max: 2000, needed: true },
  functions:     { zh: '功能设置',         max: 2000, needed: true },
  reviewing:     { zh: '信息审核发布机制', max: 2000, needed: true },
  passwords:     { zh: '账号及密码保管机制', max: 2000, needed: true },
  handover:      { zh: '工作交接机制',     max: 2000, needed: true },
  watch:         { zh: '值班值守机制',     max: 2000, needed: true },
  budget:        { zh: '经费数额（元）',   max: 15,   needed: true },
  budgetSource:  { zh: '经费来源',         max: 500,  needed: true },
  budgetNote:    { zh: '经费说明',         max: 2000, needed: false },
  followers:     { zh: '一年内粉丝数',     max: 12,   needed: true },
  postsPerMonth: { zh: '发布频率（条/月）', max: 6,   needed: true },
  averageReads:  { zh: '平均阅读量',       max: 12,   needed: true },
  pledgeNote:    { zh: '其他承诺',         max: 1000, needed: false },
  head:          { zh: '主要领导',         max: 50,   needed: true },
  twinReason:    { zh: '同类账号说明',     max: 1000, needed: false },
} as const satisfies Record<OpeningField, { zh: string; max: number; needed: boolean }>

/** What the entry already knows of the host unit. */
export type OpeningFacts = {
  unitName: string
  /** Open accounts of the same kind, on the same platform, of the same host unit. */
  twins: readonly { ledgerNo: string; name: string }[]
}

export type FormFault = { path: string; message: string }

/** Why 表1 cannot go in as it stands; field by field. Empty when it can. */
export function openingFaults(form: OpeningForm, facts: OpeningFacts): FormFault[] {
  const faults: FormFault[] = []
  const say = (path: OpeningField, message: string) => faults.push({ path, message })
  for (const [name, { zh, needed }] of Object.entries(openingFields) as [
    OpeningField,
    { zh: string; needed: boolean },
  ][]) {
    const value = form[name]
    if (needed && (value === null || value === '')) say(name, `请填写${zh}`)
  }
  if (form.variant && form.platform !== 'wechat') say('variant', '只有微信公众号区分订阅号、服务号')
  if (form.platform === 'wechat' && !form.variant) say('variant', '请选择订阅号或服务号')
  if (form.budget !== '' && !/^\d{1,12}(\.\d{1,2})?$/.test(form.budget)) say('budget', '经费数额应为数字，最多两位小数')
  const subject = form.certifiedBody === '' ? null : subjectFault(form.certifiedBody, facts.unitName)
  if (subject) say('certifiedBody', subject)
  if (facts.twins.length > 0 && form.twinReason.trim().length < 10) {
    const names = facts.twins.map(({ name, ledgerNo }) => `“${name}”（${ledgerNo}）`).join('、')
    say('twinReason', `本单位在该平台已有同类账号${names}，请说明再开设的理由（至少 10 个字）`)
  }
  return faults
}

/** Why the host unit may not apply at all (§6.1.2); null when it may. */
export function barFault(barredUntil: string | null, today: string): string | null {
  if (barredUntil === null || today > barredUntil) return null
  return `本单位有账号因不合格被注销，${barredUntil} 以前不可再申请新开账号（指南§6.1.2）`
}

/**
 * Why a name cannot be the subject of an account (§6.1.2: neither an internal section nor a person); null when it can. The
 * host unit's own name always can; a section's name alone, without the place or body it belongs to, never.
 */
export function subjectFault(subject: string, unitName: string): string | null {
  const name = subject.replace(/[\s\u3000]/g, '')
  if (name === unitName) return null
  const refusal = hostSubjectRefusal(name, { registered: [unitName] })
  if (refusal) return refusal
  if (!/(科|处|室|股)$/.test(name) || /[省市县区镇乡旗]|街道/.test(name)) return null
  return `“${subject}”不是单位全称。单位内设处（室）不得作为账号主体或认证主体（指南§6.1.2），请填写单位全称`
}
