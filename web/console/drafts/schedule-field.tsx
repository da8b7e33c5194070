import dayjs, { type Dayjs } from 'dayjs'
import { addDays, beijingDay } from '../../../src/core/clock.rules.ts'
import { viewCalendar } from '../../../src/publishing/plan.contract.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { useAsk } from '../../ui/queries.ts'
import { placeOf } from './draft-form.ts'

type Given = {
  value: string | null
  hostUnitId: string
  disabled: boolean
  onChange: (value: string | null) => void
}

/** When it goes out; days of rest are marked, what is past cannot be chosen. */
export function ScheduleField({ value, hostUnitId, disabled, onChange }: Given) {
  const id = placeOf('scheduledAt')
  const today = beijingDay(new Date())
  const calendar = useAsk(
    viewCalendar,
    { query: { from: today, to: addDays(today, 60), hostUnitId } },
    { staleTime: 10 * 60_000 },
  )
  const rests = new Set(calendar.data?.restDays)
  const past = value !== null && Date.parse(value) < Date.now()
  const onRest = value !== null && rests.has(beijingDay(new Date(value)))
  return (
    <div className="draft-field">
      <label htmlFor={id}>计划发布时间</label>
      <DatePicker
        id={id}
        value={value ? dayjs(value) : null}
        disabled={disabled}
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        format="YYYY-MM-DD HH:mm"
        placeholder="审核通过后由人发布"
        disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
        cellRender={(current, info) =>
          info.type === 'date' ? (
            <div className="ant-picker-cell-inner">
              {(current as Dayjs).date()}
              {rests.has((current as Dayjs).format('YYYY-MM-DD')) ? (
                <span className="draft-rest" title="休息日">
                  休
                </span>
              ) : null}
            </div>
          ) : (
            info.originNode
          )
        }
        onChange={(at) => onChange(at ? at.second(0).millisecond(0).toISOString() : null)}
        style={{ width: '100%' }}
        aria-invalid={past}
      />
      {past ? <div className="draft-fault">计划发布时间已过，请重新选择</div> : null}
      {onRest && !past ? <div className="quiet">当天是休息日，请安排好值守</div> : null}
      <div className="quiet">不选的，审核通过后由账号管理员或编辑发布</div>
    </div>
  )
}
