import { FileTextOutlined, FlagOutlined, SendOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { z } from 'zod'
import { beijingDay, beijingTime } from '../../../src/core/clock.rules.ts'
import { draftStates } from '../../../src/publishing/draft.rules.ts'
import { viewCalendar } from '../../../src/publishing/plan.contract.ts'
import { publicationStates } from '../../../src/publishing/publication.rules.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { usePhone } from '../../ui/use-media.ts'
import { titleOf } from './draft-words.tsx'
import { type CalendarDay, daysOf, type Item, moved, spanOf } from './plan/calendar-days.ts'
import './plan/plan.css'

const Url = z.object({ view: z.enum(['month', 'week']).default('month'), at: z.iso.date().optional() })
const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** 发布日历: which topics run, what is planned for which day, and what went out (§8.1). */
export function Page() {
  const phone = usePhone()
  const today = beijingDay(new Date())
  const [{ view, at = today }, change] = useUrlState(Url)
  const span = spanOf(view, at)
  const { data, error, isPending } = useAsk(viewCalendar, { query: span }, { keep: true })
  const days = data ? daysOf(span, { ...data, month: view === 'month' ? at.slice(0, 7) : null }) : []
  const shownAs =
    view === 'month' ? `${Number(at.slice(0, 4))}年${Number(at.slice(5, 7))}月` : `${span.from} 至 ${span.to}`
  return (
    <>
      <PageHead title="发布日历" description="主题策划、计划发布的稿件、已发布和待发布的内容，按天排列" />
      <div className="calendar-bar">
        <Button onClick={() => change({ at: moved(view, at, -1) })}>{view === 'month' ? '上个月' : '上一周'}</Button>
        <h2 aria-live="polite">{shownAs}</h2>
        <Button onClick={() => change({ at: moved(view, at, 1) })}>{view === 'month' ? '下个月' : '下一周'}</Button>
        <Button onClick={() => change({ at: undefined })}>今天</Button>
        <Segmented
          value={view}
          onChange={(chosen) => change({ view: chosen })}
          options={[
            { value: 'month', label: '按月' },
            { value: 'week', label: '按周' },
          ]}
          aria-label="日历范围"
        />
      </div>
      <p className="quiet">
        <FlagOutlined /> 主题策划　
        <FileTextOutlined /> 计划发布的稿件　
        <SendOutlined /> 发布
      </p>
      {error && !data ? <p role="alert">{error.message}</p> : null}
      {isPending ? <PageSkeleton /> : null}
      {data && data.more > 0 ? <p role="status">内容较多，另有 {data.more} 条没有列出，请按周查看。</p> : null}
      {data && phone ? <Agenda days={days} today={today} /> : null}
      {data && !phone ? <Grid days={days} today={today} caption={shownAs} /> : null}
    </>
  )
}

function Grid({ days, today, caption }: { days: readonly CalendarDay[]; today: string; caption: string }) {
  const weeks = Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7))
  return (
    <table className="calendar">
      <caption className="visually-hidden">{caption}的发布日历</caption>
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th key={name} scope="col">
              周{name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((one) => (
              <td key={one.day} className={one.inMonth ? undefined : 'calendar-outside'}>
                <DayHead of={one} today={today} />
                <Items items={one.items} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** On a phone only the days that have something, one below the other. */
function Agenda({ days, today }: { days: readonly CalendarDay[]; today: string }) {
  const busy = days.filter(({ items, inMonth }) => inMonth && items.length > 0)
  if (busy.length === 0)
    return <p className="panel">这段时间还没有安排。在稿件的“发布设置”中填写计划发布时间后，会显示在这里。</p>
  return (
    <ol className="calendar-agenda">
      {busy.map((one) => (
        <li key={one.day} className="panel">
          <DayHead of={one} today={today} whole />
          <Items items={one.items} />
        </li>
      ))}
    </ol>
  )
}

function DayHead({ of: { day, rest }, today, whole = false }: { of: CalendarDay; today: string; whole?: boolean }) {
  return (
    <div className={day === today ? 'calendar-day calendar-today' : 'calendar-day'}>
      <time dateTime={day}>{whole ? day : Number(day.slice(8))}</time>
      {day === today ? <span>今天</span> : null}
      {rest ? <span className="calendar-rest">休</span> : null}
    </div>
  )
}

function Items({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <ul className="calendar-items">
      {items.map((item) => (
        <li key={`${item.kind} ${item.id}`}>
          <One item={item} />
        </li>
      ))}
    </ul>
  )
}

function One({ item }: { item: Item }) {
  switch (item.kind) {
    case 'campaign':
      return (
        <Link
          to="/drafts"
          search={{ campaignId: item.id } as never}
          title={`主题策划：${item.startsOn} 至 ${item.endsOn}`}
        >
          <FlagOutlined aria-label="主题策划" /> {item.name}
        </Link>
      )
    case 'draft':
      return (
        <Link to={`/drafts/${item.id}` as '/'}>
          <FileTextOutlined aria-label="计划发布的稿件" /> {beijingTime(new Date(item.at)).slice(11)}{' '}
          {titleOf(item.title)}
          <span className="quiet">（{draftStates[item.state].zh}）</span>
        </Link>
      )
    case 'publication':
      return (
        <Link to={`/publications/${item.id}` as '/'}>
          <SendOutlined aria-label="发布" /> {beijingTime(new Date(item.at)).slice(11)} {item.title}
          <span className="quiet">
            （{item.accountName}，{publicationStates[item.state].zh}）
          </span>
        </Link>
      )
    default:
      return item satisfies never
  }
}
