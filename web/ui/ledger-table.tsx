import { Button, Skeleton, Table } from 'antd'
import { type Key, type ReactNode, useState } from 'react'
import { ColumnChoice } from './column-choice.tsx'
import { type ColumnRule, shownColumns } from './column-memory.ts'
import { numberText } from './number-text.ts'
import type { Ledger } from './use-ledger.ts'
import { usePhone } from './use-media.ts'
import './ledger.css'

export type LedgerColumn<Row> = ColumnRule & {
  title: string
  render: (row: Row) => ReactNode
  /** Right-aligned, tabular figures. */
  number?: boolean
  width?: number
  /** The list can be sorted by it: the value of the `sort` parameter. */
  sort?: string
  fixed?: boolean
}

/** What the person has picked: single rows, or everything that fits the filters. */
export type Selection = { kind: 'rows'; ids: string[] } | { kind: 'all'; count: number }

const nothing: Selection = { kind: 'rows', ids: [] }

export type LedgerSort = { by?: string | undefined; order?: 'asc' | 'desc' | undefined }

type Given<Row> = {
  /** Names the table for the remembered columns. */
  name: string
  /** Read aloud, e.g. 账号台账. */
  caption: string
  columns: readonly LedgerColumn<Row>[]
  ledger: Ledger<Row>
  /** Counted apart from the rows; undefined while counting, null where nobody counts. */
  total?: number | null | undefined
  /** Why there may be nothing, and what to do then. */
  empty: { reason: string; next?: ReactNode }
  /** The row as a card, below 600 px. */
  mobile: (row: Row) => ReactNode
  /** Buttons of the bulk bar. Without it rows cannot be selected. */
  bulk?: (selection: Selection, clear: () => void) => ReactNode
  sort?: LedgerSort & { onSort: (sort: LedgerSort) => void }
  /** Beside 列设置: export and the like. */
  tools?: ReactNode
}

/** A long list: keyset pages, remembered columns, a selection that can mean all matching rows; cards on a phone. */
export function LedgerTable<Row extends { id: string }>(given: Given<Row>) {
  const { name, columns, ledger, total, bulk, tools } = given
  const phone = usePhone()
  const [shown, setShown] = useState(() => shownColumns(columns, name))
  const [chosen, setChosen] = useState({ list: ledger.list, selection: nothing })
  // What was picked under other filters, or before "all" became another number, is picked no more.
  const stale = chosen.list !== ledger.list || (chosen.selection.kind === 'all' && chosen.selection.count !== total)
  const picked = stale ? nothing : chosen.selection
  const setPicked = (selection: Selection) => setChosen({ list: ledger.list, selection })
  const clear = () => setPicked(nothing)
  const count = picked.kind === 'all' ? picked.count : picked.ids.length
  return (
    <section className="ledger" aria-label={given.caption} aria-busy={ledger.loading || ledger.refreshing}>
      <div className="ledger-bar no-print">
        <span role="status">
          {total === undefined ? '正在统计总数…' : total === null ? '' : `共 ${numberText(total)} 条`}
          {ledger.refreshing ? '，正在更新' : ''}
        </span>
        <span className="ledger-tools">
          {tools}
          {phone ? null : <ColumnChoice columns={columns} name={name} shown={shown} onChange={setShown} />}
        </span>
      </div>
      {bulk && count > 0 ? (
        <section className="ledger-bulk no-print" aria-label="批量操作">
          <span>已选 {numberText(count)} 条</span>
          {picked.kind === 'rows' && typeof total === 'number' && total > picked.ids.length ? (
            <Button type="link" size="small" onClick={() => setPicked({ kind: 'all', count: total })}>
              选择全部符合条件的 {numberText(total)} 条
            </Button>
          ) : null}
          {bulk(picked, clear)}
          <Button type="link" size="small" onClick={clear}>
            取消选择
          </Button>
        </section>
      ) : null}
      {ledger.error ? <Failed ledger={ledger} /> : <Rows {...given} {...{ phone, shown, picked, setPicked }} />}
      <Pager ledger={ledger} />
    </section>
  )
}

type RowsGiven<Row> = Given<Row> & {
  phone: boolean
  shown: readonly string[]
  picked: Selection
  setPicked: (selection: Selection) => void
}

function Rows<Row extends { id: string }>({ phone, shown, picked, setPicked, ...given }: RowsGiven<Row>) {
  const { ledger, columns, bulk, sort, empty } = given
  if (ledger.loading) return <Skeleton active title={false} paragraph={{ rows: 10, width: '100%' }} />
  if (ledger.rows.length === 0) {
    return (
      <div className="ledger-empty">
        <p>{empty.reason}</p>
        {empty.next}
      </div>
    )
  }
  if (phone) {
    return (
      <ul className="ledger-cards">
        {ledger.rows.map((row) => (
          <li key={row.id} className="panel">
            {given.mobile(row)}
          </li>
        ))}
      </ul>
    )
  }
  const visible = columns.filter((column) => shown.includes(column.key))
  const ids = new Set(ledger.rows.map((row) => row.id))
  const selected = picked.kind === 'all' ? [...ids] : picked.ids
  return (
    <Table<Row>
      rowKey="id"
      size="small"
      dataSource={ledger.rows as Row[]}
      pagination={false}
      sticky={{ offsetHeader: topHeight() }}
      scroll={{ x: 'max-content' }}
      columns={visible.map((column) => ({
        key: column.key,
        title: column.title,
        render: (_: unknown, row: Row) => column.render(row),
        ...(column.number ? { align: 'right' as const, className: 'num' } : {}),
        ...(column.width ? { width: column.width } : {}),
        ...(column.fixed ? { fixed: 'start' as const } : {}),
        ...(column.sort && sort
          ? { sorter: true, sortOrder: sort.by === column.sort ? (sort.order === 'desc' ? 'descend' : 'ascend') : null }
          : {}),
      }))}
      onChange={(_, __, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        const column = columns.find(({ key }) => key === one?.columnKey)
        if (!one?.order || !column?.sort) sort?.onSort({ by: undefined, order: undefined })
        else sort?.onSort({ by: column.sort, order: one.order === 'descend' ? 'desc' : 'asc' })
      }}
      {...(bulk
        ? {
            rowSelection: {
              selectedRowKeys: selected,
              // Rows picked on other pages stay picked.
              onChange: (keys: Key[]) =>
                setPicked({ kind: 'rows', ids: [...selected.filter((id) => !ids.has(id)), ...keys.map(String)] }),
              getCheckboxProps: () => ({ 'aria-label': '选择此行' }) as never,
            },
          }
        : {})}
    />
  )
}

function Failed<Row>({ ledger }: { ledger: Ledger<Row> }) {
  return (
    <div className="ledger-empty" role="alert">
      <p>{ledger.error?.message}</p>
      <Button onClick={ledger.retry}>重试</Button>
    </div>
  )
}

function Pager<Row>({ ledger: { toNext, toPrevious } }: { ledger: Ledger<Row> }) {
  if (!toNext && !toPrevious) return null
  return (
    <nav className="ledger-pager no-print" aria-label="翻页">
      <Button disabled={!toPrevious} onClick={() => toPrevious?.()}>
        上一页
      </Button>
      <Button disabled={!toNext} onClick={() => toNext?.()}>
        下一页
      </Button>
    </nav>
  )
}

/** The table's head stays below the page's own. */
function topHeight(): number {
  return Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--frame-top'), 10) || 0
}
