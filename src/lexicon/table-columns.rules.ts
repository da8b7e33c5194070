import { categories, severities } from '../checker/finding.ts'
import type { ImportColumn } from '../imports/import-kind.ts'
import type { EntryKind } from './entry-kinds.rules.ts'

/** How a cell is written: words of a list are separated by 、; a choice is one of the words of a table. */
type Form = 'text' | 'words' | 'day' | 'number' | 'flag' | 'severity' | 'category' | 'evasion'
export type TableColumn = ImportColumn & { form: Form; width: number }

export type TableKind = Exclude<EntryKind, 'accepted' | 'rule'>

type More = { form?: Form; width?: number; synonyms?: readonly string[]; choices?: readonly string[] }
function column(key: string, zh: string, hint: string, more: More = {}): TableColumn {
  const { form = 'text', width = 20, synonyms = [], choices } = more
  return { key, zh, hint, form, width, synonyms, required: false, ...(choices ? { choices } : {}) }
}
const needed = (given: TableColumn): TableColumn => ({ ...given, required: true })

export const evasionWords = {
  none: '不变形',
  separated: '夹杂符号',
  pinyin: '拼音替代',
  split: '拆字',
} as const
const wordsOf = (table: Record<string, { zh: string } | string>) =>
  Object.values(table).map((row) => (typeof row === 'string' ? row : row.zh))

const from = column('from', '生效日期', '不填为确认当日，如 2026-12-01', {
  form: 'day',
  width: 12,
  synonyms: ['启用日期'],
})
const until = column('until', '截止日期', '不填为长期', { form: 'day', width: 12, synonyms: ['失效日期'] })
const words = (key: string, zh: string, hint: string) => column(key, zh, hint, { form: 'words' })

/** The tables in which entries come and go: the same for the template, for what is imported and for what is exported. */
export const tableColumns: Record<TableKind, readonly TableColumn[]> = {
  term: [
    needed(column('list', '词表', '词表名称，如：本地地名', { synonyms: ['词库', '词表名称'] })),
    needed(column('text', '词语', '不应出现的写法，两个字以上', { synonyms: ['词条', '错误写法', '敏感词'] })),
    column('suggest', '建议', '应改为；多个用、分开，最可能的在前；填“（删去）”表示删除', {
      form: 'words',
      synonyms: ['正确写法', '建议用语'],
    }),
    needed(
      column('severity', '程度', '严重、一般、提示', {
        form: 'severity',
        width: 8,
        synonyms: ['级别'],
        choices: wordsOf(severities),
      }),
    ),
    needed(
      column('category', '类别', '从第二张表列出的类别中选一个', { form: 'category', choices: wordsOf(categories) }),
    ),
    needed(column('why', '说明', '为什么不应这样写', { width: 30, synonyms: ['理由'] })),
    needed(column('basis', '依据', '文件或标准名称及条款', { width: 30 })),
    needed(column('provenance', '来源', '谁从何处整理', { width: 24, synonyms: ['出处'] })),
    needed(column('licence', '使用许可', '如：自编、公开文件', { synonyms: ['许可'] })),
    words('unless', '除外词', '包含该词而正确的更长的词'),
    words('before', '前接', '仅当前面紧接其中之一'),
    words('after', '后接', '仅当后面紧接其中之一'),
    words('near', '同句有', '仅当同一句中有其中之一'),
    words('notBefore', '前不接', '前面紧接其中之一时不算'),
    words('notAfter', '后不接', '后面紧接其中之一时不算'),
    words('notNear', '同句无', '同一句中有其中之一时不算'),
    column('wholeWord', '整词', '是、否：不与前后文字另成词语', { form: 'flag', width: 8, choices: ['是', '否'] }),
    column('evasion', '变形', '不变形、夹杂符号、拼音替代、拆字', { form: 'evasion', choices: wordsOf(evasionWords) }),
    column('pattern', '句式', '是、否：词语按句式书写，如“第[一二三]届?会议”', {
      form: 'flag',
      width: 8,
      choices: ['是', '否'],
    }),
    column('message', '提示语', '不填则自动生成', { width: 30 }),
    from,
    until,
  ],
  tenure: [
    needed(column('name', '姓名', '领导人姓名')),
    needed(column('body', '机构', '所在机构全称', { width: 30 })),
    needed(column('post', '职务', '规范的职务名称', { width: 24 })),
    column('order', '排序', '在该机构中的排名，从 1 起', { form: 'number', width: 8 }),
    needed(column('from', '任职日期', '如 2026-03-01', { form: 'day', width: 12, synonyms: ['任职时间'] })),
    column('until', '离任日期', '在任的不填', { form: 'day', width: 12, synonyms: ['离任时间'] }),
    needed(column('source', '出处', '公开的任免文件或网页', { width: 40 })),
    needed(column('asOf', '核实日期', '最近一次核实的日期', { form: 'day', width: 12 })),
  ],
  body: [
    needed(column('full', '机构全称', '如：某某县自然资源和规划局', { width: 30, synonyms: ['全称'] })),
    words('short', '规范简称', '可以使用的简称'),
    words('wrong', '错误名称', '不得使用的简称或旧称'),
    needed(column('source', '出处', '机构设置文件等', { width: 40 })),
  ],
  policy: [
    needed(column('title', '文件名称', '不带书名号', { width: 40, synonyms: ['标题'] })),
    column('number', '文号', '如：国办发〔2018〕123号', { synonyms: ['发文字号'] }),
    needed(column('issuers', '发文机关', '多个用、分开', { form: 'words', width: 30 })),
    column('issuedOn', '发文日期', '如 2018-12-27', { form: 'day', width: 12 }),
    column('effectiveOn', '施行日期', '不填为未知', { form: 'day', width: 12 }),
    column('repealedOn', '废止日期', '现行有效的不填', { form: 'day', width: 12 }),
    column('replacedBy', '被何文件替代', '文件名称与文号', { width: 30 }),
    column('text', '正文', '用于核对引文，可不填', { width: 40 }),
    needed(column('source', '出处', '公开网址', { width: 40 })),
  ],
  source: [
    needed(column('name', '稿源名称', '单位或媒体名称', { width: 24 })),
    words('aliases', '别名', '也这样署名的'),
    words('hosts', '网站域名', '如 www.zj.gov.cn'),
    column('from', '起始日期', '不填为一直以来', { form: 'day', width: 12 }),
    column('until', '截止日期', '不填为长期', { form: 'day', width: 12 }),
    needed(column('source', '出处', '稿源名单文件', { width: 40 })),
  ],
}
