import dayjs from 'dayjs'
import { DatePicker } from '../../ui/date-picker.ts'

type Given = {
  id?: string
  value?: string | null | undefined
  onChange?: (value: string | null) => void
  /** Not before this day. */
  earliest?: string
}

/** A calendar day of any time: documents are older than the platforms, and terms of office reach into the future. */
export function AnyDay({ id, value, onChange, earliest = '1949-10-01' }: Given) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      format="YYYY-MM-DD"
      value={value ? dayjs(value) : null}
      minDate={dayjs(earliest)}
      maxDate={dayjs('2199-12-31')}
      placeholder="如 2026-12-01"
      style={{ width: '100%' }}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}
