import { Tooltip } from 'antd'
import { numberText } from './number-text.ts'

type Given = {
  value: number | null | undefined
  /** Digits after the point; scores have two. */
  digits?: number
  unit?: string
  /** Why there is no number. */
  why?: string
}

/** A number, or the word 缺数: what is unknown is never shown as zero. */
export function Num({ value, digits = 0, unit = '', why = '没有取得该项数据，不按零计算' }: Given) {
  const text = numberText(value, digits)
  if (text !== null) {
    return (
      <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {text}
        {unit}
      </span>
    )
  }
  return (
    <Tooltip title={why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span className="quiet" tabIndex={0}>
        缺数
      </span>
    </Tooltip>
  )
}
