import type { FormInstance } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { FieldError } from '../../src/core/error.ts'
import type { ApiError } from './api-error.ts'

type Shown = { message: string; fields: FieldError[] }
// What Ant Design reports when the form itself refuses.
type Failed = { errorFields: { name: readonly (string | number)[]; errors: readonly string[] }[] }

export type FormErrorState = {
  shown: Shown | null
  show: (error: ApiError) => void
  showFields: (failed: Failed) => void
  clear: () => void
  goTo: (path: string) => void
}

/** Refusals of a form, from the server or from the page, in one place; what was typed stays. */
export function useFormErrors(form: FormInstance): FormErrorState {
  const [shown, setShown] = useState<Shown | null>(null)
  return {
    shown,
    show: (error) => {
      const byPath = Map.groupBy(error.errors, ({ path }) => path)
      const known = [...byPath].filter(([path]) => form.getFieldInstance(nameOf(path)) !== undefined)
      form.setFields(
        known.map(([path, all]) => ({ name: nameOf(path), errors: all.map(({ message }) => message) })) as never,
      )
      setShown({ message: error.message, fields: [...error.errors] })
    },
    showFields: ({ errorFields }) =>
      setShown({
        message: `有 ${errorFields.length} 处需要修改`,
        fields: errorFields.map(({ name, errors }) => ({ path: name.join('.'), message: errors[0] ?? '请检查' })),
      }),
    clear: () => setShown(null),
    goTo: (path) => form.scrollToField(nameOf(path), { block: 'center', focus: true }),
  }
}

/** `items.0.name` as Ant Design names a nested field. */
function nameOf(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/** The summary above a form: focus moves to it, and each line leads to its field. */
export function FormErrors({ of: { shown, goTo } }: { of: FormErrorState }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown) box.current?.focus()
  }, [shown])
  if (!shown) return null
  return (
    <div ref={box} role="alert" tabIndex={-1} className="form-errors">
      <strong>{shown.message}</strong>
      {shown.fields.length > 0 ? (
        <ul>
          {shown.fields.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <a
                href={`#${path}`}
                onClick={(event) => {
                  event.preventDefault()
                  goTo(path)
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
