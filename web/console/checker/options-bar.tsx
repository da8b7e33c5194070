import { Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import type { CheckState } from './filters.ts'

const origins = [
  { value: '', label: '不区分' },
  { value: 'original', label: '原创' },
  { value: 'repost', label: '转载' },
]

type Given = { state: CheckState; onChange: (patch: Partial<Record<keyof CheckState, string | undefined>>) => void }

/** What is known of the text besides its characters; the findings follow it. */
export function OptionsBar({ state, onChange }: Given) {
  const today = beijingDay(new Date())
  const [source, setSource] = useState(state.source ?? '')
  useEffect(() => setSource(state.source ?? ''), [state.source])
  const keepSource = () => onChange({ source: source.trim() || undefined })
  return (
    <search className="check-options no-print" aria-label="检查条件">
      <div className="check-option">
        <label htmlFor="check-on">发布日期</label>
        <DatePicker
          id="check-on"
          value={dayjs(state.on ?? today)}
          format="YYYY-MM-DD"
          allowClear={state.on !== undefined}
          minDate={dayjs('2009-01-01')}
          maxDate={dayjs(today).add(1, 'year')}
          onChange={(day) => {
            const chosen = day?.format('YYYY-MM-DD')
            onChange({ on: chosen === today ? undefined : chosen })
          }}
          style={{ width: 136 }}
        />
      </div>
      <div className="check-option">
        <label htmlFor="check-origin">稿件来源</label>
        <Select
          id="check-origin"
          value={state.origin ?? ''}
          options={origins}
          onChange={(origin) => onChange({ origin: origin || undefined, source: undefined })}
          style={{ width: 96 }}
        />
      </div>
      {state.origin === 'repost' ? (
        <div className="check-option">
          <label htmlFor="check-source">转载自</label>
          <Input
            id="check-source"
            value={source}
            maxLength={60}
            placeholder="来源单位或媒体名称"
            onChange={({ target }) => setSource(target.value)}
            onBlur={keepSource}
            onPressEnter={keepSource}
            style={{ width: 200 }}
          />
        </div>
      ) : null}
    </search>
  )
}
