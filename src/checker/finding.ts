/** How grave a finding is, from the gravest (国办秘函〔2019〕19号: one 严重表述错误 is enough to fail; Guide 表2). */
export const severities = { grave: '严重', minor: '一般', hint: '提示' } as const
export type Severity = keyof typeof severities
export const severityNames = Object.keys(severities) as [Severity, ...Severity[]]

/** What a finding is about, and which of the seven elements of §8.2.2 it belongs to. */
// biome-ignore format: read as a table
export const categories = {
  leader:      { zh: '领导人姓名职务', element: '政治' },
  institution: { zh: '机构会议名称',   element: '政治' },
  territory:   { zh: '港澳台与领土主权', element: '政治' },
  setPhrase:   { zh: '固定提法',       element: '政治' },
  ethnic:      { zh: '民族宗教用语',   element: '政治' },
  banned:      { zh: '禁用慎用词',     element: '政治' },
  harmful:     { zh: '违法不良内容',   element: '法律' },
  privacy:     { zh: '个人信息',       element: '保密' },
  secrecy:     { zh: '涉密标志',       element: '保密' },
  confusable:  { zh: '易混用词',       element: '文字' },
  typo:        { zh: '错别字',         element: '文字' },
  repetition:  { zh: '多字漏字',       element: '文字' },
  punctuation: { zh: '标点符号',       element: '文字' },
  number:      { zh: '数字与计量单位', element: '文字' },
  date:        { zh: '日期与时间',     element: '文字' },
  docNumber:   { zh: '发文字号',       element: '政策' },
  citation:    { zh: '政策引用',       element: '政策' },
  unitName:    { zh: '单位名称',       element: '文字' },
  source:      { zh: '稿源与转载',     element: '政策' },
  advertising: { zh: '商业广告与外链', element: '政策' },
  opinion:     { zh: '个人观点',       element: '政策' },
} as const
export type Category = keyof typeof categories
export const categoryNames = Object.keys(categories) as [Category, ...Category[]]

/**
 * One thing found in a text. `start` and `end` count UTF-16 units of the text as it was given, so that
 * `input.slice(start, end) === text`. The first of `suggestions` is the likeliest; `''` means delete; none at all
 * means that a person has to decide.
 */
export type Finding = {
  ruleId: string
  category: Category
  severity: Severity
  start: number
  end: number
  text: string
  suggestions: readonly string[]
  /** One sentence for the person who wrote the text. */
  message: string
  /** Why the rule exists and what it goes by: a document, a standard, a list. */
  why: string
  basis: string
}
