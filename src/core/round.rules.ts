/**
 * 四舍五入 as a clerk would do it: on the decimal digits that are written, not on the binary number
 * behind them (so 1.005 becomes 1.01). Ties go away from zero. Only pages and exports round.
 */
export function roundHalfUp(value: number, digits = 2): string {
  if (!Number.isFinite(value)) throw new RangeError('only a finite number can be rounded')
  const [whole, fraction] = decimalDigits(Math.abs(value))
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  const rounded = (fraction[digits] ?? '0') >= '5' ? kept + 1n : kept
  const all = rounded.toString().padStart(digits + 1, '0')
  const text = digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`
  return value < 0 && rounded !== 0n ? `-${text}` : text
}

/** A number inside a sentence: at most two decimals, no trailing zeros. */
export function inWords(value: number): string {
  return roundHalfUp(value, 2).replace(/\.?0+$/, '')
}

/** The shortest decimal that names this number, without an exponent: ["12", "345"]. */
function decimalDigits(value: number): [whole: string, fraction: string] {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  const shift = Number(exponent)
  if (shift >= 0) return [whole + fraction.slice(0, shift).padEnd(shift, '0'), fraction.slice(shift)]
  const padded = whole.padStart(1 - shift, '0')
  return [padded.slice(0, shift), padded.slice(shift) + fraction]
}
