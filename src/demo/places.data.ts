import type { Duty, UnitKind } from '../units/duties.rules.ts'
import type { HostType, Qualification } from '../units/unit.rules.ts'

/** Everything here is invented. Codes begin with 99, which no province has; no body or person of this name is meant. */
export const residentsSource = '演示数据（虚构）'

export const province = { code: '990000', name: '云岚省', shortName: '云岚' }

export const regions = [
  { code: '990100', name: '青屿市', shortName: '青屿', parentCode: '990000', residents: 1_862_000 },
  { code: '990101', name: '临溪县', shortName: '临溪', parentCode: '990100', residents: 486_000 },
  { code: '990102', name: '望湖区', shortName: '望湖', parentCode: '990100', residents: 713_000 },
  { code: '990103', name: '石桥县', shortName: '石桥', parentCode: '990100', residents: 352_000 },
  { code: '990101101', name: '竹坞镇', shortName: '竹坞', parentCode: '990101', residents: 52_000 },
  { code: '990101102', name: '溪口乡', shortName: '溪口', parentCode: '990101', residents: 18_000 },
  { code: '990102001', name: '望湖街道', shortName: '望湖街道', parentCode: '990102', residents: 96_000 },
  { code: '990103101', name: '石桥镇', shortName: '石桥镇', parentCode: '990103', residents: 41_000 },
] as const

export type UnitKey = string
export type DemoUnit = {
  key: UnitKey
  name: string
  kind: UnitKind
  region: string
  host?: HostType
  industry?: string
  qualification?: Qualification
  contact: string
}

const counties = [
  { key: 'linxi', region: '990101', name: '临溪县', committee: '中共临溪县委' },
  { key: 'wanghu', region: '990102', name: '望湖区', committee: '中共望湖区委' },
  { key: 'shiqiao', region: '990103', name: '石桥县', committee: '中共石桥县委' },
] as const

const departments = [
  { key: 'education', zh: '教育局' },
  { key: 'culture', zh: '文化和旅游局' },
  { key: 'health', zh: '卫生健康局' },
  { key: 'agriculture', zh: '农业农村局' },
] as const

function ofCounty({ key, region, name, committee }: (typeof counties)[number]): DemoUnit[] {
  const office: DemoUnit = {
    key: `${key}.office`,
    name: `${name}人民政府办公室`,
    kind: 'supervisor',
    region,
    contact: '云启明',
  }
  return [
    office,
    { key: `${key}.publicity`, name: `${committee}宣传部`, kind: 'publicityOffice', region, contact: '溪若谷' },
    {
      key: `${key}.release`,
      name: `${name}融媒体中心`,
      kind: 'hostUnit',
      region,
      host: 'institution',
      contact: '岚和风',
    },
    ...departments.map(
      (department): DemoUnit => ({
        key: `${key}.${department.key}`,
        name: `${name}${department.zh}`,
        kind: 'hostUnit',
        region,
        host: 'department',
        contact: '桥知秋',
      }),
    ),
  ]
}

export const units: readonly DemoUnit[] = [
  { key: 'province', name: '云岚省人民政府办公厅', kind: 'supervisor', region: '990000', contact: '云在川' },
  { key: 'city', name: '青屿市人民政府办公室', kind: 'supervisor', region: '990100', contact: '屿长明' },
  {
    key: 'cyberspace',
    name: '青屿市互联网信息办公室',
    kind: 'publicityOffice',
    region: '990100',
    contact: '屿闻笛',
  },
  { key: 'business', name: '青屿市文化和旅游局', kind: 'businessAuthority', region: '990100', contact: '屿望舒' },
  {
    key: 'water',
    name: '青屿市水利局',
    kind: 'industryRegulator',
    region: '990100',
    industry: '供水',
    contact: '屿清涟',
  },
  {
    key: 'city.release',
    name: '青屿市融媒体中心',
    kind: 'hostUnit',
    region: '990100',
    host: 'institution',
    contact: '屿听澜',
  },
  {
    key: 'city.transport',
    name: '青屿市交通运输局',
    kind: 'hostUnit',
    region: '990100',
    host: 'department',
    contact: '屿行舟',
  },
  {
    key: 'city.weather',
    name: '青屿市应急管理局',
    kind: 'hostUnit',
    region: '990100',
    host: 'department',
    contact: '屿知雨',
  },
  ...counties.flatMap(ofCounty),
  {
    key: 'zhuwu',
    name: '竹坞镇人民政府',
    kind: 'hostUnit',
    region: '990101101',
    host: 'township',
    contact: '溪上竹',
  },
  { key: 'xikou', name: '溪口乡人民政府', kind: 'hostUnit', region: '990101102', host: 'township', contact: '溪上人' },
  {
    key: 'street',
    name: '望湖街道办事处',
    kind: 'hostUnit',
    region: '990102001',
    host: 'township',
    contact: '湖望月',
  },
  {
    key: 'shiqiaozhen',
    name: '石桥镇人民政府',
    kind: 'hostUnit',
    region: '990103101',
    host: 'township',
    contact: '桥上霜',
  },
  {
    key: 'waterworks',
    name: '临溪县清源供水有限公司',
    kind: 'hostUnit',
    region: '990101',
    host: 'enterprise',
    industry: '供水',
    contact: '溪清源',
  },
  {
    key: 'media',
    name: '青屿传媒服务中心',
    kind: 'contractor',
    region: '990100',
    qualification: 'subsidiary',
    contact: '屿飞鸿',
  },
  {
    key: 'news',
    name: '云岚新闻网运营公司',
    kind: 'contractor',
    region: '990000',
    qualification: 'licensedNewsSite',
    contact: '云归鹤',
  },
]

export type DemoUser = { username: string; name: string; unit: UnitKey; duty: Duty }

/** One login for every duty, supervisors of every level, and a contractor's person whose NDA has run out. */
export const users: readonly DemoUser[] = [
  { username: 'city', name: '屿长明', unit: 'city', duty: 'supervisorOfficer' },
  { username: 'province', name: '云在川', unit: 'province', duty: 'supervisorOfficer' },
  { username: 'linxi', name: '云启明', unit: 'linxi.office', duty: 'supervisorOfficer' },
  { username: 'wanghu', name: '湖见山', unit: 'wanghu.office', duty: 'supervisorOfficer' },
  { username: 'shiqiao', name: '桥闻莺', unit: 'shiqiao.office', duty: 'supervisorOfficer' },
  { username: 'publicity', name: '溪若谷', unit: 'linxi.publicity', duty: 'publicityOfficer' },
  { username: 'business', name: '屿望舒', unit: 'business', duty: 'businessOfficer' },
  { username: 'industry', name: '屿清涟', unit: 'water', duty: 'industryOfficer' },
  { username: 'manager', name: '溪知远', unit: 'linxi.education', duty: 'accountManager' },
  { username: 'editor', name: '溪映雪', unit: 'linxi.education', duty: 'editor' },
  { username: 'editor.first', name: '溪照临', unit: 'linxi.education', duty: 'editor' },
  { username: 'officehead', name: '溪怀瑾', unit: 'linxi.education', duty: 'officeHead' },
  { username: 'unitleader', name: '溪秉章', unit: 'linxi.education', duty: 'unitLeader' },
  { username: 'responder', name: '溪应和', unit: 'linxi.education', duty: 'responder' },
  { username: 'manager.zhuwu', name: '溪上竹', unit: 'zhuwu', duty: 'accountManager' },
  { username: 'manager.culture', name: '溪采薇', unit: 'linxi.culture', duty: 'accountManager' },
  { username: 'contractor', name: '屿飞鸿', unit: 'media', duty: 'contractorStaff' },
  { username: 'contractor.lapsed', name: '云归鹤', unit: 'news', duty: 'contractorStaff' },
  { username: 'sysadmin', name: '云守正', unit: 'province', duty: 'systemAdmin' },
  { username: 'secadmin', name: '云慎行', unit: 'province', duty: 'securityAdmin' },
  { username: 'auditadmin', name: '云明察', unit: 'province', duty: 'auditAdmin' },
  { username: 'linxi.officer', name: '云见素', unit: 'linxi.office', duty: 'supervisorOfficer' },
]

/** For demonstrations only: printed at start, shown on the login page, refused in production. */
export const demoPassword = 'Yanshi-2468'
