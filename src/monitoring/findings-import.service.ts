import type { Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { type Cell, needed, parseChoice, parseText, parseUrl } from '../core/sheet/cells.rules.ts'
import { parseDate } from '../core/sheet/dates.rules.ts'
import { type ImportColumn, importKind, type Judgement, type Parsed } from '../imports/import-kind.ts'
import { type AccountRef, accountColumns, type KnownAccount, parseAccountRef } from '../publishing/account-ref.rules.ts'
import { resolveAccounts } from '../publishing/account-ref.service.ts'
import { type FindingKind, findingKinds, findingTable } from './findings.rules.ts'
import { saveFindings } from './findings.service.ts'
import { findAlike } from './monitoring.store.ts'

type FindingLine = {
  account: AccountRef | null
  kind: FindingKind
  occurredOn: string
  title: string
  detail: string
  evidenceUrl: string
}

const kindChoices = findingKinds.map((value) => ({ value, zh: findingTable[value].zh }))

const columns: readonly ImportColumn[] = [
  ...accountColumns,
  {
    key: 'kind',
    zh: '问题类型',
    synonyms: ['类型', '问题类别', '类别'],
    required: true,
    hint: '从第二张表列出的类型中选一个',
    choices: kindChoices.map(({ zh }) => zh),
  },
  {
    key: 'occurredOn',
    zh: '发生日期',
    synonyms: ['日期', '发现日期', '问题日期'],
    required: true,
    hint: '如 2026-03-01',
  },
  {
    key: 'title',
    zh: '问题',
    synonyms: ['问题描述', '问题内容', '问题摘要', '描述'],
    required: true,
    hint: '一句话写明，最多 200 字',
  },
  { key: 'detail', zh: '详情', synonyms: ['说明', '具体情况', '备注'], required: false, hint: '可不填' },
  {
    key: 'evidenceUrl',
    zh: '佐证链接',
    synonyms: ['链接', '网址', '佐证', '证据链接', 'url'],
    required: true,
    hint: '作品或截图的网址',
  },
]

/** 问题: findings that somebody else has put into a table. */
export const findingsImport = importKind<FindingLine>({
  kind: 'findings',
  zh: '问题',
  permission: 'finding.record',
  columns,
  parseOptions: () => ({}),
  parse: (cells, { today }) => parseLine(cells, today),
  judge: async (work, rows) => (await judgeLines(work, rows)).map(({ judgement }) => judgement),
  apply: async (work, rows) => {
    const judged = await judgeLines(work, rows)
    await saveFindings(
      work,
      judged.flatMap(({ line, account, judgement }) => {
        if (!account || judgement.outcome !== 'new') return []
        const { account: _, ...finding } = line
        return [{ id: newId(), accountId: account.id, ...finding }]
      }),
      'import',
    )
  },
})

function parseLine(cells: Record<string, string>, today: string): Parsed<FindingLine> {
  const { ref, errors } = parseAccountRef(cells, null)
  const take = <T>(column: string, cell: Cell<T>): T | null => {
    if ('value' in cell) return cell.value
    errors.push({ column, message: cell.error })
    return null
  }
  const kind = take('kind', needed(parseChoice(cells.kind ?? '', kindChoices)))
  const occurredOn = take('occurredOn', needed(parseDate(cells.occurredOn ?? '', { today })))
  const title = take('title', needed(parseText(cells.title ?? '', { max: 200 })))
  const detail = take('detail', parseText(cells.detail ?? '', { max: 4000, lines: 'many' }))
  const evidenceUrl = take('evidenceUrl', needed(parseUrl(cells.evidenceUrl ?? '')))
  if (errors.length > 0 || !kind || !occurredOn || !title || !evidenceUrl) return { errors }
  return { row: { account: ref, kind, occurredOn, title, detail: detail ?? '', evidenceUrl } }
}

type Judged = { line: FindingLine; account: KnownAccount | null; judgement: Judgement }

/** A finding is the same again by account, kind, day and words. */
async function judgeLines(work: Work, lines: readonly FindingLine[]): Promise<Judged[]> {
  const accounts = await resolveAccounts(
    work,
    lines.map((line) => line.account),
    null,
  )
  const ids = accounts.flatMap((found) => ('account' in found ? [found.account.id] : []))
  const days = [...new Set(lines.map(({ occurredOn }) => occurredOn))]
  const alike = await findAlike(work.db, ids, days)
  const known = new Set(alike.map((f) => [f.account_id, f.kind, f.occurred_on, f.title].join('\n')))
  return lines.map((line, n): Judged => {
    const found = accounts[n]
    if (!found || 'error' in found) {
      const errors = [found?.error ?? { message: '没有找到账号' }]
      return { line, account: null, judgement: { outcome: 'error', errors } }
    }
    const key = [found.account.id, line.kind, line.occurredOn, line.title].join('\n')
    return { line, account: found.account, judgement: { outcome: known.has(key) ? 'same' : 'new', key } }
  })
}
