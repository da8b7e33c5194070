import type { CellError, ImportColumn, Parsed } from '../imports/import-kind.ts'
import { type Duty, duties, type UnitKind, unitKinds } from './duties.rules.ts'
import { type Residents, residentsFaults } from './region.rules.ts'
import { type HostType, hostTypes, isCreditCode, type Qualification, qualifications } from './unit.rules.ts'

type Cells = Record<string, string>
const column = (key: string, zh: string, required: boolean, hint: string, synonyms: readonly string[] = []) => ({
  key,
  zh,
  required,
  hint,
  synonyms,
})
const wordsOf = (table: Record<string, { zh: string }>) => ({ choices: Object.values(table).map((row) => row.zh) })

/** Reads the cells of a row and gathers what is wrong with them. */
function reading(cells: Cells, columns: readonly ImportColumn[]) {
  const errors: CellError[] = []
  const fault = (key: string, message: string) => {
    errors.push({ column: key, message })
    return null
  }
  /** The cell's text; null when it is empty, which means: as it is. */
  const text = (key: string, max: number): string | null => {
    const value = (cells[key] ?? '').normalize('NFC').trim()
    const of = columns.find((c) => c.key === key)
    if (value === '') return of?.required ? fault(key, `请填写${of.zh}`) : null
    return [...value].length > max ? fault(key, `最多 ${max} 字`) : value
  }
  const matching = (key: string, pattern: RegExp, message: string): string | null => {
    const value = text(key, 60)
    if (value === null) return null
    return pattern.test(value) ? value : fault(key, message)
  }
  /** A cell that holds a word of a table, or its key. */
  const word = <K extends string>(key: string, table: Record<K, { zh: string }>): K | null => {
    const value = text(key, 60)
    if (value === null) return null
    const found = (Object.keys(table) as K[]).find((k) => k === value || table[k].zh === value)
    return (
      found ??
      fault(
        key,
        `应为：${Object.values<{ zh: string }>(table)
          .map((row) => row.zh)
          .join('、')}`,
      )
    )
  }
  return { errors, fault, text, matching, word }
}

const phonePattern = /^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/
const phoneText = '应为 11 位手机号，或“区号-号码”的固定电话'
const codePattern = /^[1-9]\d{5}(\d{3})?$/
const codeText = '区划代码应为 6 位或 9 位数字'

export type UnitImportRow = {
  name: string
  kind: UnitKind
  regionCode: string
  shortName: string | null
  hostType: HostType | null
  industry: string | null
  creditCode: string | null
  qualification: Qualification | null
  contactName: string | null
  contactPhone: string | null
}

export const unitColumns: readonly ImportColumn[] = [
  column('name', '单位名称', true, '单位全称，如：某某县教育局', ['名称', '单位全称', '主办单位']),
  column(
    'kind',
    '单位类别',
    true,
    '主管单位、宣传、网信部门、主办单位、省市业务主管部门、行业主管部门、第三方运营机构',
    ['类别'],
  ),
  column('regionCode', '区划代码', true, '6 位（省、市、县）或 9 位（乡镇、街道）', ['行政区划代码', '所在区划代码']),
  column('shortName', '简称', false, '最多 20 字', ['单位简称']),
  { ...column('hostType', '主办单位类型', false, '主办单位必填', ['单位类型']), ...wordsOf(hostTypes) },
  column('industry', '所管行业', false, '行业主管部门必填；企事业单位填所属行业', ['行业', '所属行业']),
  column('creditCode', '统一社会信用代码', false, '18 位', ['信用代码']),
  {
    ...column('qualification', '机构资质', false, '第三方运营机构必填（指南§5.2.5）', ['资质']),
    ...wordsOf(qualifications),
  },
  column('contactName', '联系人', false, '单位联系人姓名', ['单位联系人']),
  {
    ...column('contactPhone', '联系电话', false, '手机号或固定电话，加密保存', ['电话', '手机号']),
    personal: true,
  },
]

export function parseUnitRow(cells: Cells): Parsed<UnitImportRow> {
  const read = reading(cells, unitColumns)
  const creditCode = read.text('creditCode', 30)?.toUpperCase() ?? null
  if (creditCode !== null && !isCreditCode(creditCode))
    read.fault('creditCode', '统一社会信用代码不正确，请核对 18 位代码')
  const row = {
    name: read.text('name', 100),
    kind: read.word('kind', unitKinds),
    regionCode: read.matching('regionCode', codePattern, codeText),
    shortName: read.text('shortName', 20),
    hostType: read.word('hostType', hostTypes),
    industry: read.text('industry', 40),
    creditCode,
    qualification: read.word('qualification', qualifications),
    contactName: read.text('contactName', 40),
    contactPhone: read.matching('contactPhone', phonePattern, phoneText),
  }
  // Without errors every required cell has been read.
  return read.errors.length > 0 ? { errors: read.errors } : { row: row as UnitImportRow }
}

export type UserImportRow = {
  username: string
  name: string
  unitName: string
  regionCode: string | null
  duties: Duty[]
  phone: string | null
  email: string | null
}

export const userColumns: readonly ImportColumn[] = [
  column('username', '用户名', true, '小写字母开头，3–50 位字母、数字、点、横线；一经导入不再变更', ['登录名', '账号']),
  column('name', '姓名', true, '真实姓名', ['人员姓名']),
  column('unitName', '单位名称', true, '须为已登记单位的全称', ['单位', '所在单位']),
  column('regionCode', '单位区划代码', false, '不同区划有同名单位时填写', ['区划代码']),
  {
    ...column('duties', '职责', true, '多项用“、”分开，如：账号管理员、编辑（一审）', ['角色', '岗位职责']),
    ...wordsOf(duties),
  },
  { ...column('phone', '手机号', false, '加密保存', ['联系电话', '电话']), personal: true },
  column('email', '电子邮箱', false, '如：zhangsan@example.org', ['邮箱', 'email']),
]

export function parseUserRow(cells: Cells): Parsed<UserImportRow> {
  const read = reading(cells, userColumns)
  const row = {
    username: read
      .matching('username', /^[a-zA-Z][a-zA-Z0-9._-]{2,49}$/, '用户名为 3–50 位字母、数字、点、横线，以字母开头')
      ?.toLowerCase(),
    name: read.text('name', 40),
    unitName: read.text('unitName', 100),
    regionCode: read.matching('regionCode', codePattern, codeText),
    duties: dutiesOf(read.text('duties', 200), (message) => read.fault('duties', message)),
    phone: read.matching('phone', phonePattern, phoneText),
    email: read.matching('email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, '电子邮箱格式不正确'),
  }
  // Without errors every required cell has been read.
  return read.errors.length > 0 ? { errors: read.errors } : { row: row as UserImportRow }
}

/** `编辑`, `编辑（一审）` and `editor` are one duty. */
function dutiesOf(text: string | null, fault: (message: string) => unknown): Duty[] {
  const found: Duty[] = []
  for (const part of (text ?? '').split(/[、,，;；/\s]+/).filter(Boolean)) {
    const plain = part.replace(/[（(].*$/, '')
    const duty = (Object.keys(duties) as Duty[]).find((d) => d === part || duties[d].zh.replace(/（.*$/, '') === plain)
    if (duty) found.push(duty)
    else fault(`没有“${part}”这项职责`)
  }
  return [...new Set(found)].sort()
}

export type RegionImportRow = { code: string; name: string } & Residents

export const regionColumns: readonly ImportColumn[] = [
  column('code', '区划代码', true, '6 位或 9 位，须为已登记的区划', ['行政区划代码', '代码']),
  column('name', '区划名称', true, '与系统中登记的名称一致，用于核对', ['行政区划', '地区', '名称']),
  column('residents', '常住人口', true, '单位：人，整数', ['常住人口数', '常住人口（人）']),
  column('year', '年份', true, '数据所属年份，如 2020', ['数据年份', '年度']),
  column('source', '来源', true, '公开出处，如：某某市第七次全国人口普查公报', ['数据来源', '出处']),
]

/** `today` decides which year is still to come. */
export function parseRegionRow(cells: Cells, { today }: { today: string }): Parsed<RegionImportRow> {
  const read = reading(cells, regionColumns)
  const number = (key: string) => {
    const text = read.text(key, 30)
    if (text === null) return null
    const plain = text.replace(/[,，\s]/g, '').replace(/[人年]$/, '')
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : read.fault(key, '应为数字')
  }
  const row = {
    code: read.matching('code', codePattern, codeText),
    name: read.text('name', 40),
    residents: number('residents'),
    year: number('year'),
    source: read.text('source', 200),
  }
  if (read.errors.length > 0) return { errors: read.errors }
  const sound = row as RegionImportRow // without errors every cell has been read
  const faults = residentsFaults(sound, Number(today.slice(0, 4)))
  return faults.length > 0 ? { errors: faults.map(({ path, message }) => ({ column: path, message })) } : { row: sound }
}
