import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useMay } from '../../../ui/me.ts'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'

export type Planned = { id: string; name: string; state: 'active' | 'stopped'; hostUnitName: string }

type Given<Row extends Planned> = {
  /** What one of them is called. */
  zh: string
  rows: readonly Row[] | undefined
  error: { message: string } | null
  empty: string
  about: (row: Row) => ReactNode
  onAdd: () => void
  onEdit: (row: Row) => void
  /** Stops one that is in use, or takes it up again. */
  onState: (row: Row, state: Planned['state']) => void
}

/** A short list of what is planned with, those in use first. */
export function PlanList<Row extends Planned>({ zh, rows, error, empty, about, onAdd, onEdit, onState }: Given<Row>) {
  const may = useMay('draft.plan')
  if (error && !rows) return <p role="alert">{error.message}</p>
  if (!rows) return <PageSkeleton />
  const ordered = [...rows].sort((a, b) => Number(a.state === 'stopped') - Number(b.state === 'stopped'))
  return (
    <section className="panel" aria-label={zh}>
      <div className="plan-head">
        <span role="status">共 {rows.length} 条</span>
        {may ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={onAdd}>
            新建{zh}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? <p className="quiet">{empty}</p> : null}
      <ul className="plan-list">
        {ordered.map((row) => (
          <li key={row.id}>
            <div className="plan-words">
              <div className="plan-name">
                <strong>{row.name}</strong>
                <StateTag tone={row.state === 'active' ? 'done' : 'ended'}>
                  {row.state === 'active' ? '使用中' : '已停用'}
                </StateTag>
                <span className="quiet">{row.hostUnitName}</span>
              </div>
              {about(row)}
            </div>
            {may ? (
              <div className="plan-buttons">
                <Button size="small" aria-label={`修改${row.name}`} onClick={() => onEdit(row)}>
                  修改
                </Button>
                <Button
                  size="small"
                  aria-label={`${row.state === 'active' ? '停用' : '启用'}${row.name}`}
                  onClick={() => onState(row, row.state === 'active' ? 'stopped' : 'active')}
                >
                  {row.state === 'active' ? '停用' : '启用'}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
