import { Input } from 'antd'
import { placeOf } from './draft-form.ts'

type Given = {
  /** The field's path in the contract. */
  path: string
  label: string
  value: string
  max: number
  /** More than one line. */
  rows?: number
  disabled?: boolean
  hint?: string
  placeholder?: string
  onChange: (value: string) => void
  onBlur?: () => void
}

export function TextField({ path, label, value, max, rows, disabled = false, hint, placeholder, ...acts }: Given) {
  const id = placeOf(path)
  const shared = {
    id,
    value,
    disabled,
    maxLength: max,
    showCount: true,
    ...(placeholder ? { placeholder } : {}),
    ...(hint ? { 'aria-describedby': `${id}-hint` } : {}),
    onChange: ({ target }: { target: { value: string } }) => acts.onChange(target.value),
    onBlur: () => acts.onBlur?.(),
  }
  return (
    <div className="draft-field">
      <label htmlFor={id}>{label}</label>
      {rows ? <Input.TextArea {...shared} autoSize={{ minRows: rows, maxRows: rows + 5 }} /> : <Input {...shared} />}
      {hint ? (
        <div id={`${id}-hint`} className="quiet">
          {hint}
        </div>
      ) : null}
    </div>
  )
}
