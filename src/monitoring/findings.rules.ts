/**
 * What can be found wrong with an account, as 表2 counts it (§9.2): a line of an index, or a one-vote veto of its
 * last rows. `grave` is 严重: one of these is enough for 不合格 in national inspections (国办秘函〔2019〕19号).
 */
// biome-ignore format: read as a table
export const findingTable = {
  graveError:        { zh: '严重表述错误',           grave: true,  counts: '健康指数·严重表述错误',     clause: '§9.2 表2', hint: '政治性、政策性差错，导向错误' },
  minorError:        { zh: '一般表述错误',           grave: false, counts: '健康指数·一般表述错误',     clause: '§9.2 表2', hint: '错别字、标点、一般事实差错' },
  onlineServices:    { zh: '办事服务问题',           grave: false, counts: '健康指数·办事服务（微信）', clause: '§9.2 表2', hint: '办事入口失效、内容不准' },
  poorInteraction:   { zh: '互动回应差',             grave: false, counts: '健康指数·互动回应差',       clause: '§7.3、§9.2 表2', hint: '留言不回、答非所问、超期' },
  platformUse:       { zh: '未按要求使用平台',       grave: false, counts: '集群指数·未按要求使用平台', clause: '§9.2 表2', hint: '未在本平台审核、登记或报送' },
  silent14Days:      { zh: '14 天未更新',            grave: true,  counts: '一票否决',                  clause: '§6.5.1(3)、§9.2 表2', hint: '连续 14 个日历日没有发布' },
  graveOpinion:      { zh: '引发重大负面舆情',       grave: true,  counts: '一票否决',                  clause: '§9.2 表2', hint: '经宣传、网信部门认定' },
  secrecyIncident:   { zh: '出现泄密安全事故',       grave: true,  counts: '一票否决',                  clause: '§9.2 表2', hint: '经保密、网信部门认定' },
  provincialCensure: { zh: '被省级以上通报',         grave: true,  counts: '一票否决',                  clause: '§9.2 表2', hint: '省级以上政府办公厅、宣传网信部门的通报' },
} as const

export type FindingKind = keyof typeof findingTable
export const findingKinds = Object.keys(findingTable) as [FindingKind, ...FindingKind[]]

export const findingStates = { confirmed: '已确认', withdrawn: '已撤销' } as const
export type FindingState = keyof typeof findingStates
export const findingStateNames = Object.keys(findingStates) as [FindingState, ...FindingState[]]

export const findingSources = { manual: '人工登记', import: '批量导入', monitoring: '日常监测' } as const
export const findingSourceNames = Object.keys(findingSources) as [keyof typeof findingSources]
