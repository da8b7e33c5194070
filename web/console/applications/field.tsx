import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { platforms, variants } from '../../../src/accounts/platforms.rules.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { numberText } from '../../ui/number-text.ts'
import { labelOf } from './form-values.ts'
import type { Editor } from './use-editor.ts'

export type FieldKind = 'line' | 'text' | 'count' | 'day' | 'platform' | 'variant'

type Given = {
  editor: Editor
  path: string
  kind?: FieldKind
  /** Absent: the field's own name. */
  label?: string
  max?: number
  needed?: boolean
  extra?: ReactNode
  placeholder?: string
  unit?: string
  rows?: number
}

/** The place of a field on the page, for the links of the summary. */
export const placeOf = (path: string) => `field-${path}`

/** One field of an application: a control while it may be filled in, its text for everybody else. */
export function Field({ editor, path, kind = 'line', needed = false, extra, ...given }: Given) {
  const label = given.label ?? labelOf(editor.view.kind, path)
  const value = editor.values[path]
  if (!editor.canEdit(path)) {
    return (
      <div className={kind === 'text' ? 'application-fact application-wide' : 'application-fact'} id={placeOf(path)}>
        <div className="quiet">{label}</div>
        <div className="application-text">
          {textOf(kind, value, given.unit) || <span className="quiet">未填写</span>}
        </div>
      </div>
    )
  }
  const fault = editor.faultOf(path)
  return (
    <Form.Item
      label={label}
      htmlFor={placeOf(path)}
      required={needed}
      {...(kind === 'text' ? { className: 'application-wide' } : {})}
      extra={extra}
      {...(fault ? { validateStatus: 'error' as const, help: <span id={`${placeOf(path)}-fault`}>{fault}</span> } : {})}
    >
      {controlOf(kind, {
        id: placeOf(path),
        value,
        set: (next) => editor.set(path, next),
        fault: fault !== undefined,
        ...given,
      })}
    </Form.Item>
  )
}

type Control = Pick<Given, 'max' | 'placeholder' | 'unit' | 'rows'> & {
  id: string
  value: unknown
  set: (value: unknown) => void
  fault: boolean
}

function controlOf(kind: FieldKind, { id, value, set, fault, max, placeholder, unit, rows = 3 }: Control): ReactNode {
  const text = typeof value === 'string' ? value : ''
  const told = fault ? { 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : {}
  const common = { id, ...told, ...(placeholder ? { placeholder } : {}) }
  switch (kind) {
    case 'text':
      return (
        <Input.TextArea
          {...common}
          value={text}
          autoSize={{ minRows: rows, maxRows: 14 }}
          {...(max ? { maxLength: max } : {})}
          onChange={({ target }) => set(target.value)}
        />
      )
    case 'count':
      return (
        <InputNumber<number>
          {...common}
          value={typeof value === 'number' ? value : null}
          min={0}
          max={999_999_999_999}
          precision={0}
          controls={false}
          style={{ width: '100%', maxWidth: 240 }}
          {...(unit ? { suffix: unit } : {})}
          onChange={(next) => set(next ?? null)}
        />
      )
    case 'day':
      return <DayInput id={id} value={text || null} onChange={set} />
    case 'platform':
    case 'variant':
      return (
        <Select
          {...common}
          value={text || null}
          allowClear={kind === 'variant'}
          placeholder="请选择"
          onChange={(next) => set(next ?? null)}
          options={choices[kind]}
          style={{ width: '100%', maxWidth: 320 }}
        />
      )
    case 'line':
      return (
        <Input
          {...common}
          value={text}
          {...(max ? { maxLength: max } : {})}
          {...(unit ? { suffix: unit } : {})}
          onChange={({ target }) => set(target.value)}
        />
      )
    default:
      return kind satisfies never
  }
}

const choices: Record<'platform' | 'variant', { value: string; label: string }[]> = {
  platform: Object.entries(platforms).map(([value, { zh }]) => ({ value, label: zh })),
  variant: Object.entries(variants).map(([value, label]) => ({ value, label })),
}

export function textOf(kind: FieldKind, value: unknown, unit = ''): string {
  if (value === null || value === undefined || value === '') return ''
  if (kind === 'count') return `${numberText(Number(value))}${unit ? ` ${unit}` : ''}`
  const choice =
    kind === 'platform' || kind === 'variant' ? choices[kind].find((one) => one.value === value) : undefined
  return choice?.label ?? `${value}${unit ? ` ${unit}` : ''}`
}
