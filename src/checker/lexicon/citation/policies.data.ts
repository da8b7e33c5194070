import type { Policy } from '../../knowledge.ts'

/**
 * Documents that official accounts cite every day: those of the Guide's §2 and their like. A starter; offices import
 * their own. Titles, numbers and dates were looked up, 2026-11; what could not be found was left out.
 */

const npc = '全国人民代表大会'
const standingCommittee = '全国人民代表大会常务委员会'
const council = '国务院'
const councilOffice = '国务院办公厅'
const partyOffice = '中共中央办公厅'
const cyberspace = '国家互联网信息办公室'
const zhejiang = '浙江省人民政府'
const zhejiangOffice = '浙江省人民政府办公厅'

/** Laws that the civil code replaced: its article 1260 names them. */
const beforeTheCode = [
  '婚姻法',
  '继承法',
  '民法通则',
  '收养法',
  '担保法',
  '合同法',
  '物权法',
  '侵权责任法',
  '民法总则',
] as const

const documents: readonly Policy[] = [
  {
    title: '国务院办公厅关于推进政务新媒体健康有序发展的意见',
    number: '国办发〔2018〕123号',
    issuers: [councilOffice],
    source: '中国政府网 2018-12-27 公开发布',
  },
  {
    title: '国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知',
    number: '国办秘函〔2019〕19号',
    issuers: ['国务院办公厅秘书局'],
    issuedOn: '2019-04-01',
    source: '中国政府网 2019-04-18 公开发布',
  },
  {
    title: '国务院办公厅关于印发政府网站发展指引的通知',
    number: '国办发〔2017〕47号',
    issuers: [councilOffice],
    source: '国办函〔2018〕12号引用其标题与文号',
  },
  {
    title: '国务院办公厅关于做好政府网站年度报表发布工作的通知',
    number: '国办函〔2018〕12号',
    issuers: [councilOffice],
    issuedOn: '2018-01-15',
    source: '中国法院网法律库 2018-01-15',
  },
  {
    title: '国务院办公厅关于印发《政务移动互联网应用程序规范化管理办法》的通知',
    number: '国办函〔2026〕12号',
    issuers: [councilOffice],
    issuedOn: '2026-01-25',
    source: '国务院办公厅 2026-01-25 公开发布',
  },
  {
    title: '浙江省人民政府办公厅关于推进政务新媒体健康有序发展的实施意见',
    number: '浙政办发〔2019〕29号',
    issuers: [zhejiangOffice],
    source: '嘉兴市统计局网站转发件；《浙江省基层政务新媒体规范化建设指南》2',
  },
  {
    // The Guide is the only place that was found; it calls the government the issuer of a number of its office.
    title: '浙江省人民政府关于印发浙江省政务新媒体管理办法（试行）的通知',
    number: '浙政办发函〔2020〕195号',
    issuers: [zhejiang, zhejiangOffice],
    source: '《浙江省基层政务新媒体规范化建设指南》2；发文机关待核',
  },
  {
    title: '浙江省人民政府办公厅关于全面推进基层政务新媒体规范化建设的实施意见',
    number: '浙政办发〔2022〕15号',
    issuers: [zhejiangOffice],
    source: '浙江省2022年第二季度政务新媒体检查通报引用其标题与文号',
  },
]

const more: readonly Policy[] = [
  {
    title: '浙江省基层政务新媒体规范化建设指南',
    issuers: [zhejiangOffice],
    source: '指南封面，2022年3月',
  },
  {
    title: '国务院关于加强数字政府建设的指导意见',
    issuers: [council],
    source: '国办函〔2026〕12号引用其标题',
  },
  {
    title: '互联网新闻信息服务管理规定',
    issuers: [cyberspace],
    source: '国家网信办 2021-10-20 发布稿源单位名单时引用其标题',
  },
  {
    title: '互联网信息服务管理办法',
    issuers: [council],
    issuedOn: '2000-09-25',
    source: '2000年9月25日公布施行；互联网用户公众账号信息服务管理规定第一条引用其标题',
  },
]

const officialPapers: readonly Policy[] = [
  {
    title: '党政机关公文处理工作条例',
    number: '中办发〔2012〕14号',
    issuers: [partyOffice, councilOffice],
    issuedOn: '2012-04-16',
    effectiveOn: '2012-07-01',
    source: '《党政机关公文处理工作条例》第四十二条',
  },
  {
    title: '国家行政机关公文处理办法',
    issuers: [council],
    issuedOn: '2000-08-24',
    repealedOn: '2012-07-01',
    replacedBy: '党政机关公文处理工作条例',
    source: '《党政机关公文处理工作条例》第四十二条',
  },
  {
    title: '中国共产党机关公文处理条例',
    issuers: [partyOffice],
    issuedOn: '1996-05-03',
    repealedOn: '2012-07-01',
    replacedBy: '党政机关公文处理工作条例',
    source: '《党政机关公文处理工作条例》第四十二条',
  },
]

const regulations: readonly Policy[] = [
  {
    title: '中华人民共和国政府信息公开条例',
    number: '国务院令第492号',
    issuers: [council],
    issuedOn: '2007-04-05',
    repealedOn: '2019-05-15',
    replacedBy: '中华人民共和国政府信息公开条例（2019年修订，国务院令第711号）',
    source: '国务院令第711号',
  },
  {
    title: '中华人民共和国政府信息公开条例',
    number: '国务院令第711号',
    issuers: [council],
    issuedOn: '2019-04-03',
    effectiveOn: '2019-05-15',
    source: '国务院令第711号',
  },
  {
    title: '互联网用户公众账号信息服务管理规定',
    issuers: [cyberspace],
    issuedOn: '2021-01-22',
    effectiveOn: '2021-02-22',
    source: '国家网信办 2021-01-22 发布',
  },
  {
    title: '互联网跟帖评论服务管理规定',
    issuers: [cyberspace],
    issuedOn: '2022-11-16',
    effectiveOn: '2022-12-15',
    source: '《互联网跟帖评论服务管理规定》第十六条',
  },
]

const laws: readonly Policy[] = [
  law('民法典', [npc], '2020-05-28', '2021-01-01'),
  ...beforeTheCode.map(
    (name): Policy => ({
      title: `中华人民共和国${name}`,
      issuers: [npc, standingCommittee],
      repealedOn: '2021-01-01',
      replacedBy: '中华人民共和国民法典',
      source: '《中华人民共和国民法典》第一千二百六十条',
    }),
  ),
  law('网络安全法', [standingCommittee], '2016-11-07', '2017-06-01'),
  law('数据安全法', [standingCommittee], '2021-06-10', '2021-09-01'),
  law('个人信息保护法', [standingCommittee], '2021-08-20', '2021-11-01'),
  law('保守国家秘密法', [standingCommittee], '1988-09-05'),
  law('档案法', [standingCommittee], '1987-09-05'),
  law('国家通用语言文字法', [standingCommittee], '2000-10-31'),
  law('著作权法', [standingCommittee]),
  law('广告法', [standingCommittee]),
]

const standards: readonly Policy[] = [
  standard('党政机关公文格式', 'GB/T 9704-2012', '2012-07-01'),
  {
    ...standard('国家行政机关公文格式', 'GB/T 9704-1999', '2000-01-01'),
    repealedOn: '2012-07-01',
    replacedBy: '党政机关公文格式（GB/T 9704-2012）',
  },
  {
    ...standard('标点符号用法', 'GB/T 15834-1995', '1996-06-01'),
    repealedOn: '2012-06-01',
    replacedBy: '标点符号用法（GB/T 15834-2011）',
  },
  standard('标点符号用法', 'GB/T 15834-2011', '2012-06-01'),
  standard('出版物上数字用法', 'GB/T 15835-2011', '2011-11-01'),
  {
    ...standard('出版物上数字用法的规定', 'GB/T 15835-1995', '1996-06-01'),
    repealedOn: '2011-11-01',
    replacedBy: '出版物上数字用法（GB/T 15835-2011）',
  },
]

export const shippedPolicies: readonly Policy[] = [
  ...documents,
  ...more,
  ...officialPapers,
  ...regulations,
  ...laws,
  ...standards,
]

/** Later amendments change a law, not its title: it stays in force under it. */
function law(name: string, issuers: readonly string[], issuedOn?: string, effectiveOn?: string): Policy {
  return {
    title: `中华人民共和国${name}`,
    issuers,
    ...(issuedOn && { issuedOn }),
    ...(effectiveOn && { effectiveOn }),
    source: '国家法律法规数据库',
  }
}

function standard(title: string, number: string, effectiveOn: string): Policy {
  return { title, number, issuers: ['国家标准化管理委员会'], effectiveOn, source: '国家标准全文公开系统' }
}
