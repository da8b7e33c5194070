import { Link } from '@tanstack/react-router'
import { ways } from '../../../src/publishing/publication.rules.ts'
import type { PublicationRow } from '../../../src/publishing/publications.contract.ts'
import type { LedgerColumn } from '../../ui/ledger-table.tsx'
import { When } from '../../ui/when.tsx'
import { nextWords } from './next-words.ts'
import { platformName } from './platform-name.ts'
import { PublicationTag, VerifiedTag } from './publication-words.tsx'

/** When it went out, or is to go out. */
export function OutAt({ row }: { row: PublicationRow }) {
  if (row.publishedAt) return <When at={row.publishedAt} />
  return (
    <>
      <When at={row.scheduledAt} /> <span className="quiet">计划</span>
    </>
  )
}

export function TitleLink({ row }: { row: PublicationRow }) {
  return (
    <Link to={`/publications/${row.id}` as '/'} className="publication-title">
      {row.title}
    </Link>
  )
}

export function Next({ row }: { row: PublicationRow }) {
  const words = nextWords(row, new Date())
  if (row.state === 'failed' && row.fault) return `${row.fault.zh}；${words}`
  return words || '—'
}

export const columns: readonly LedgerColumn<PublicationRow>[] = [
  { key: 'number', title: '登记号', render: (row) => <span className="num">{row.number}</span> },
  { key: 'title', title: '标题', always: true, fixed: true, render: (row) => <TitleLink row={row} /> },
  {
    key: 'account',
    title: '账号',
    render: (row) => (
      <span className="publication-account">{`${row.accountName}（${platformName(row.platform)}）`}</span>
    ),
  },
  {
    key: 'state',
    title: '状态',
    render: (row) => (
      <span className="publication-narrow">
        <PublicationTag state={row.state} /> {row.verified ? <VerifiedTag verified={row.verified} /> : null}
      </span>
    ),
  },
  {
    key: 'at',
    title: '发布时间',
    render: (row) => (
      <span className="publication-narrow">
        <OutAt row={row} />
      </span>
    ),
  },
  {
    key: 'next',
    title: '下一步',
    render: (row) => (
      <span className="publication-next">
        <Next row={row} />
      </span>
    ),
  },
  {
    key: 'url',
    title: '网址',
    render: (row) =>
      row.url ? (
        <a href={row.url} target="_blank" rel="noopener noreferrer nofollow" aria-label={`打开“${row.title}”的网址`}>
          打开
        </a>
      ) : (
        <span className="quiet">—</span>
      ),
  },
  { key: 'way', title: '发布方式', hiddenAtFirst: true, render: (row) => ways[row.way] },
  { key: 'unit', title: '主办单位', hiddenAtFirst: true, render: (row) => row.hostUnitName },
  { key: 'draftVersion', title: '稿件版本', hiddenAtFirst: true, number: true, render: (row) => row.draftVersion },
  { key: 'signedBy', title: '签署', hiddenAtFirst: true, render: (row) => row.signedBy.join('、') || '—' },
]
