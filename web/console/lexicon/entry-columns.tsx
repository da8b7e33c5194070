import { type Severity, severities as severityNames } from '../../../src/checker/finding.ts'
import type { EntryKind } from '../../../src/lexicon/entry-kinds.rules.ts'
import type { EntryView } from '../../../src/lexicon/lexicon.contract.ts'
import { evasionWords, type TableColumn, tableColumns } from '../../../src/lexicon/table-columns.rules.ts'
import type { LedgerColumn } from '../../ui/ledger-table.tsx'
import { When } from '../../ui/when.tsx'
import { categoryName, EntryTag, Opens, SeverityTag } from './lexicon-words.tsx'

type Given = { open: (row: EntryView) => void; today: string }

/** The columns of a kind's list: what it is called, what it says, whose it is. */
export function entryColumns(kind: EntryKind, { open, today }: Given): LedgerColumn<EntryView>[] {
  return [
    {
      key: 'title',
      title: titles[kind],
      always: true,
      render: (row) => <Opens onOpen={() => open(row)}>{row.title}</Opens>,
    },
    ...told[kind].map(({ key, title, hiddenAtFirst = false }) => ({
      // An entry has days of its own, and some say days of what they tell.
      key: `said.${key}`,
      title,
      hiddenAtFirst,
      render: (row: EntryView) => <span className="lexicon-cell">{wordOf(row.payload[key])}</span>,
    })),
    ...(kind === 'term' || kind === 'accepted'
      ? [{ key: 'severity', title: '程度', render: (row: EntryView) => <SeverityTag severity={row.severity} /> }]
      : []),
    ...(kind === 'term'
      ? [
          { key: 'category', title: '类别', render: (row: EntryView) => categoryName(row.category) },
          { key: 'list', title: '词表', render: (row: EntryView) => row.list },
        ]
      : []),
    { key: 'layer', title: '所属', render: (row) => row.layerName },
    { key: 'state', title: '状态', render: (row) => <EntryTag state={row.state} from={row.from} today={today} /> },
    { key: 'from', title: '生效', render: (row) => <span className="num">{row.from}</span>, hiddenAtFirst: true },
    {
      key: 'until',
      title: '截止',
      render: (row) => <span className="num">{row.until ?? '长期'}</span>,
      hiddenAtFirst: true,
    },
    { key: 'updatedAt', title: '更新时间', render: (row) => <When at={row.updatedAt} />, hiddenAtFirst: true },
  ]
}

const titles: Record<EntryKind, string> = {
  term: '词语',
  tenure: '任职',
  body: '机构全称',
  policy: '文件',
  source: '稿源',
  accepted: '原文',
  rule: '规则',
}

type Told = { key: string; title: string; hiddenAtFirst?: boolean }
const told: Record<EntryKind, readonly Told[]> = {
  term: [
    { key: 'suggest', title: '建议' },
    { key: 'basis', title: '依据', hiddenAtFirst: true },
    { key: 'provenance', title: '来源', hiddenAtFirst: true },
  ],
  tenure: [
    { key: 'from', title: '任职日期' },
    { key: 'until', title: '离任日期' },
    { key: 'source', title: '出处', hiddenAtFirst: true },
  ],
  body: [
    { key: 'short', title: '规范简称' },
    { key: 'wrong', title: '错误名称' },
    { key: 'source', title: '出处', hiddenAtFirst: true },
  ],
  policy: [
    { key: 'issuers', title: '发文机关' },
    { key: 'issuedOn', title: '发文日期' },
    { key: 'repealedOn', title: '废止日期' },
    { key: 'source', title: '出处', hiddenAtFirst: true },
  ],
  source: [
    { key: 'hosts', title: '网站域名' },
    { key: 'aliases', title: '别名', hiddenAtFirst: true },
    { key: 'source', title: '出处', hiddenAtFirst: true },
  ],
  accepted: [
    { key: 'ruleId', title: '规则', hiddenAtFirst: true },
    { key: 'reason', title: '理由' },
  ],
  rule: [{ key: 'reason', title: '理由' }],
}

/** A value of an entry as people read it. */
export function wordOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—'
  if (value === true) return '是'
  if (value === false) return '否'
  if (!Array.isArray(value)) return String(value)
  return value.length === 0 ? '—' : value.map((one) => (one === '' ? '（删去）' : String(one))).join('、')
}

/** What an entry says, line by line, under the names that its table has for it. */
export function saidBy(
  kind: EntryKind,
  payload: Record<string, unknown>,
): { key: string; label: string; text: string }[] {
  const columns: readonly Pick<TableColumn, 'key' | 'zh' | 'form'>[] =
    kind === 'accepted' || kind === 'rule' ? otherColumns : tableColumns[kind]
  return columns
    .filter(({ key }) => payload[key] !== undefined && wordOf(payload[key]) !== '—' && payload[key] !== false)
    .filter(({ key }) => payload[key] !== 'none')
    .map(({ key, zh, form }) => ({ key, label: zh, text: textOf(form, payload[key]) }))
}

const otherColumns = [
  { key: 'text', zh: '原文', form: 'text' },
  { key: 'ruleId', zh: '规则', form: 'text' },
  { key: 'severity', zh: '程度', form: 'severity' },
  { key: 'reason', zh: '理由', form: 'text' },
] as const

function textOf(form: TableColumn['form'], value: unknown): string {
  if (form === 'severity') return severityNames[value as Severity]
  if (form === 'category') return categoryName(value as never) // the contract's own categories
  if (form === 'evasion') return evasionWords[value as keyof typeof evasionWords]
  return wordOf(value)
}
