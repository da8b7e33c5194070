import type { TermList } from '../../knowledge.ts'

/** Texts that warn against these things name them too. */
const warnings = [
  '打击',
  '严禁',
  '禁止',
  '整治',
  '谨防',
  '警惕',
  '防范',
  '诈骗',
  '骗局',
  '举报',
  '查处',
  '违法',
  '非法',
  '小广告',
  '反诈',
  '涉嫌',
  '犯罪',
  '警方',
  '民警',
  '抓获',
  '清理',
]

/**
 * What hijacked accounts post: soliciting for gambling, sex and forged papers. A handful of forms that have no other
 * use; offices import lists of their own.
 */
export const harmfulTerms: TermList = {
  id: 'harmful.soliciting',
  title: '违法招揽信息',
  severity: 'grave',
  category: 'harmful',
  why: '账号被盗用时常见的赌博、色情、假证招揽信息，属于法律法规禁止发布的内容。',
  basis: '《互联网信息服务管理办法》第十五条；《网络信息内容生态治理规定》',
  provenance: '自行整理，只收没有其他用途的招揽套语；其余由各地自行导入',
  licence: '本项目',
  asOf: '2026-11-27',
  terms: [
    '荷官在线发牌',
    '注册送彩金',
    '首存送彩金',
    '首充送彩金',
    '开户送彩金',
    '澳门新葡京娱乐',
    '澳门威尼斯人娱乐',
    '时时彩计划群',
    '六合彩投注网',
    '包夜服务',
    '上门全套服务',
    '全套上门服务',
    '同城约炮',
    '裸聊加微信',
    '裸聊加QQ',
    '成人视频在线观看',
    '办证刻章',
    '刻章办证',
    '代办毕业证',
    '代开发票加微',
    '代开发票电话',
    '高仿人民币出售',
    '迷药出售',
    '枪支弹药出售',
  ].map((text) => ({ text, suggest: [''], evasion: 'separated' as const, notNear: warnings })),
}
