/** What the statistical model is called among the rules: it can be looked up and switched off like one of them. */
export const typoRule = {
  id: 'typo.statistical',
  category: 'typo',
  severity: 'minor',
  title: '疑似错别字（统计模型）',
  why: '按词语搭配的常见程度推断某字写错、漏写或者多写，只在把握很大时报出。',
  basis: '统计语言模型按词语搭配的常见程度推断，供人工核对',
  examples: {
    fires: ['各单位要加强组织领导，落实工作责认。', '确保各项任务按时完城。'],
    quiet: ['各单位要加强组织领导，落实工作责任。', '确保各项任务按时完成。'],
  },
} as const
