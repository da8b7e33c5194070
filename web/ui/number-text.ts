/** `1,234.50`, rounded half up as scores are shown; null when there is no number. */
export function numberText(value: number | null | undefined, digits = 0): string | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null
  return new Intl.NumberFormat('zh-CN', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    roundingMode: 'halfExpand',
  } as Intl.NumberFormatOptions).format(value)
}
