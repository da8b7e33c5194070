import { Button } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { z } from 'zod'
import { copyWeek, type RosterDay, viewRoster } from '../../../src/accounts/custody.contract.ts'
import { shiftRoles } from '../../../src/accounts/custody.rules.ts'
import { addDays } from '../../../src/core/clock.rules.ts'
import { useMay, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { UnitSelect } from '../units/unit-select.tsx'
import { DutyForm } from './duty-form.tsx'
import '../../ui/ledger.css'
import '../units/units.css'
import './accounts.css'

const Url = z.object({ unit: z.uuid().optional(), week: z.iso.date().optional() })
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** 值班值守 (§5.2.3): who is on duty for a host unit's accounts, week by week. */
export function Page() {
  const me = useMe()
  const [{ unit, week }, change] = useUrlState(Url)
  const query = { ...(unit ? { unit } : {}), ...(week ? { week } : {}) }
  const { data, error, refetch } = useAsk(viewRoster, { query }, { keep: true })
  const own = data?.unit?.id === me.unit.id
  const manages = useMay('custody.manage') && own
  const [editing, setEditing] = useState<RosterDay | null>(null)
  const copy = useDo(copyWeek, { success: '已按上周安排', invalidates: ['/api/duty-roster'] })
  const open = data?.days.some((day) => day.open) ?? false
  return (
    <>
      <PageHead
        title="值班值守"
        description={data?.unit ? `${data.unit.name}政务新媒体值班表` : '政务新媒体值班表'}
        actions={
          manages && open ? (
            <Button loading={copy.busy} onClick={() => data && copy.run({ body: { week: data.week } })}>
              照搬上周
            </Button>
          ) : null
        }
      />
      <div className="filters no-print">
        {me.unit.kind === 'hostUnit' ? null : (
          <label className="filters-field" htmlFor="roster-unit">
            <span className="filters-label">主办单位</span>
            <UnitSelect
              id="roster-unit"
              kinds={['hostUnit']}
              {...(data?.unit ? { value: data.unit.id, known: data.unit } : {})}
              onChange={(chosen) => change({ unit: chosen })}
            />
          </label>
        )}
        {data ? (
          <div className="filters-buttons">
            <Button onClick={() => change({ week: addDays(data.week, -7) })}>上一周</Button>
            <Button disabled={!week} onClick={() => change({ week: undefined })}>
              本周
            </Button>
            <Button onClick={() => change({ week: addDays(data.week, 7) })}>下一周</Button>
          </div>
        ) : null}
      </div>
      {error ? (
        <div className="panel" role="alert">
          <p>{error.code === 'NOT_FOUND' ? '没有找到该单位，或不在您的管理范围内。' : error.message}</p>
          <Button onClick={() => void refetch()}>重试</Button>
        </div>
      ) : !data ? (
        <PageSkeleton />
      ) : data.unit === null ? (
        <div className="panel">请先选择主办单位，查看其值班安排。</div>
      ) : (
        <ol className="roster">
          {data.days.map((day) => (
            <Day
              key={day.day}
              day={day}
              today={data.today}
              onEdit={manages && day.open ? () => setEditing(day) : undefined}
            />
          ))}
        </ol>
      )}
      {editing ? <DutyForm day={editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

function Day({ day, today, onEdit }: { day: RosterDay; today: string; onEdit: (() => void) | undefined }) {
  const nobody = day.leader.length + day.officer.length === 0
  return (
    <li className={`panel ${day.day === today ? 'roster-today' : ''}`}>
      <div className="card-line">
        <strong>
          {weekdays[dayjs(day.day).day()]} {day.day.slice(5)}
        </strong>
        {day.day === today ? <span className="quiet">今天</span> : null}
        {day.works ? null : <StateTag tone="plain">休</StateTag>}
      </div>
      {(['leader', 'officer'] as const).map((role) =>
        day[role].length > 0 ? (
          <div key={role}>
            <span className="quiet">{shiftRoles[role].zh}</span>
            <br />
            {day[role].map(({ name }) => name).join('、')}
          </div>
        ) : null,
      )}
      {nobody ? day.open ? <StateTag tone="soon">无人值班</StateTag> : <span className="quiet">没有记录</span> : null}
      {onEdit ? (
        <Button size="small" onClick={onEdit} aria-label={`安排 ${day.day} 值班`}>
          {nobody ? '安排' : '调整'}
        </Button>
      ) : null}
    </li>
  )
}
