import dayjs from 'dayjs'
import { DatePicker } from './date-picker.ts'

type Given = {
  id?: string
  /** `YYYY-MM-DD`, or `YYYY-MM` for a month. */
  value?: string | null | undefined
  onChange?: (value: string | null) => void
  picker?: 'date' | 'month'
  label?: string
  /** For the end of something that begins now: from tomorrow on, for a year. */
  ahead?: boolean
  /** Past days as well as those of the coming year: for a list of what was and what will be. */
  both?: boolean
}

const forms = { date: 'YYYY-MM-DD', month: 'YYYY-MM' } as const
const earliest = dayjs('2009-01-01')

/** A calendar day or month as text, written the same way in every browser; nothing before 2009 or, unless `ahead` or `both`, still to come. */
export function DayInput({ id, value, onChange, picker = 'date', label, ahead = false, both = false }: Given) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      picker={picker}
      format={forms[picker]}
      value={value ? dayjs(value) : null}
      minDate={ahead ? dayjs().add(1, 'day') : earliest}
      maxDate={ahead || both ? dayjs().add(1, 'year') : dayjs()}
      placeholder={ahead ? '最长一年' : picker === 'date' ? '如 2020-05-01' : '如 2026-10'}
      style={{ width: '100%', minWidth: 150 }}
      onChange={(day) => onChange?.(day ? day.format(forms[picker]) : null)}
    />
  )
}
