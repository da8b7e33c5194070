import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { type ComponentProps, useEffect, useId, useRef, useState } from 'react'

type Given = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  label: string
  value: string
  onChange: (value: string) => void
  /** What is wrong with it, after it was handed in. */
  fault: string | undefined
  hint?: string
  /** The cursor stands here at first. */
  first?: boolean
}

/**
 * One field of the sign-in. The library's form and input are a sixth of what must be loaded before anybody can work;
 * two fields do without them.
 */
export function SignInField({ label, value, onChange, fault, hint, first = false, type = 'text', ...rest }: Given) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (first) box.current?.focus()
  }, [first])
  const Eye = shown ? EyeOutlined : EyeInvisibleOutlined
  const notes = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{label}</label>
      <div className="sign-in-control">
        <input
          {...rest}
          ref={box}
          id={id}
          type={shown ? 'text' : type}
          value={value}
          aria-required
          aria-invalid={fault ? true : undefined}
          aria-describedby={notes || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {type === 'password' ? (
          <button type="button" aria-label="显示所输密码" aria-pressed={shown} onClick={() => setShown(!shown)}>
            <Eye />
          </button>
        ) : null}
      </div>
      {fault ? (
        <p id={`${id}-fault`} className="sign-in-fault">
          {fault}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="quiet">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
