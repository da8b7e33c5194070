import type { DeductPerCase, RatioToReference, RatioToTarget } from './conversion.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { table2 } from './table2.rules.ts'
import { vetoes } from './veto.rules.ts'

const percentile95: RatioToReference = {
  kind: 'ratioToReference',
  reference: { kind: 'percentile', p: 95, groups: ['platformAndLevel', 'platform'], atLeast: 5 },
}

const perMonth = (text: number, video: number): RatioToTarget => ({
  kind: 'ratioToTarget',
  perMonth: { wechat: text, weibo: text, toutiao: text, douyin: video },
})

const deduct = (points: number, per: DeductPerCase['per']): DeductPerCase => ({
  kind: 'deductPerCase',
  points,
  floor: 0,
  per,
})

/**
 * The scheme a new installation starts with. Weights and vetoes are the Guide's; the rest is ours where the
 * Guide is silent (docs/decisions/0003), chosen to burden units least, and every part of it can be changed.
 *
 * 缺数: without the operation index, the number of posts or a look at grave errors there is no honest total, and
 * leaving those out could pay, so the account is unranked. Everything else is excluded: an account doesn't lose
 * marks because nobody collected a figure, or because it is too young for a 同比.
 */
export const defaultScheme: Scheme = {
  weights: table2,
  formulas: {
    wechat: 'wci-14.2-classic',
    weibo: 'bci-zjip-2024',
    toutiao: 'toutiao-bci-frame',
    douyin: 'vci-zjip',
  },
  conversions: {
    wci: percentile95,
    bci: percentile95,
    dci: percentile95,
    posts: perMonth(30, 8),
    originality: { kind: 'share', fullAt: 1, knownAtLeast: 0.8 },
    activeDays: perMonth(20, 8),
    graveErrors: deduct(100, 'case'),
    onlineServices: deduct(20, 'casePerMonth'),
    poorInteraction: deduct(20, 'casePerMonth'),
    minorErrors: deduct(5, 'casePerMonth'),
    collaboration: { kind: 'rate', whenNone: 'notApplicable' },
    platformUse: deduct(10, 'casePerMonth'),
    operationYearOnYear: { kind: 'yearOnYear', base: 60, slope: 40 },
    diligenceYearOnYear: { kind: 'yearOnYear', base: 60, slope: 40 },
  },
  missing: {
    wci: 'unranked',
    bci: 'unranked',
    dci: 'unranked',
    posts: 'unranked',
    originality: 'exclude',
    activeDays: 'exclude',
    graveErrors: 'unranked',
    onlineServices: 'exclude',
    poorInteraction: 'exclude',
    minorErrors: 'exclude',
    collaboration: 'exclude',
    platformUse: 'exclude',
    operationYearOnYear: 'exclude',
    diligenceYearOnYear: 'exclude',
  },
  veto: { kinds: [...vetoes], accountHealth: 'zero' },
  verdict: { unfitOn: ['graveError', ...vetoes] },
  shownDigits: 2,
  citations: [
    { subject: 'weights', zh: '指数与子指标权重', source: '《浙江省基层政务新媒体规范化建设指南》9.2 表2' },
    { subject: 'veto', zh: '一票否决扣除账号主办单位所属层级当期健康指数', source: '《指南》9.2 表2“一票否决”' },
    {
      subject: 'veto.accountHealth',
      zh: '被否决的账号自身当期健康指数同时记 0 分（指南只写明扣除所属层级）',
      source: '本平台设定，可改为不扣',
    },
    {
      subject: 'verdict',
      zh: '出现一起严重表述错误或一票否决情形即判不合格；结论与得分分列',
      source: '国办秘函〔2019〕19号；《指南》9.2 表2',
    },
    {
      subject: 'formulas.wechat',
      zh: 'WCI V14.2，取不含转发的一套系数',
      source: '公式出处见公式说明；版本选择为本平台设定',
    },
    {
      subject: 'formulas.toutiao',
      zh: '表2政务头条一栏印为 BCI，无公开公式',
      source: '本平台自定：按表2所列BCI框架折算',
    },
    { subject: 'formulas.douyin', zh: 'DCI 系数待核，暂以有出处的短视频指数 VCI 折算', source: '本平台设定' },
    {
      subject: 'conversions.operation',
      zh: '运营指数＝100×min(1，传播指数÷同平台同层级第95百分位)；同组不足 5 个账号时取同平台',
      source: '本平台设定（指南仅写“综合折算”）',
    },
    {
      subject: 'conversions.posts',
      zh: '编发数量月目标：图文平台 30 篇、抖音 8 条；编发天数月目标：图文平台 20 天、抖音 8 天，周末不作要求',
      source: '本平台设定，按基层减负从低',
    },
    {
      subject: 'conversions.originality',
      zh: '原创比例＝原创篇数÷已判明篇数；已判明不足八成记缺数',
      source: '本平台设定；原创要求见《指南》8.1.2',
    },
    {
      subject: 'conversions.health',
      zh: '严重表述错误一起扣完；办事服务、互动回应差每起扣 20 分，一般表述错误每起扣 5 分，季度、年度按月均计',
      source: '本平台设定；严重表述错误依国办秘函〔2019〕19号',
    },
    {
      subject: 'conversions.cluster',
      zh: '未下达协同任务的不适用；未按要求使用平台只计任务、预警未处置，每起扣 10 分，不以登录次数、在线时长计',
      source: '本平台设定；国办函〔2026〕12号',
    },
    {
      subject: 'conversions.growth',
      zh: '成长指数＝60＋40×同比变化（限于±100%）；无上年同期数的，权重由其他指数分担',
      source: '本平台设定',
    },
  ],
}
