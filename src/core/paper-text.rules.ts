/** The lines of a text, by whatever mark they end with. There is always one. */
export function linesOf(text: string): string[] {
  return printable(text).split(/\r\n|[\n\r\u0085\u2028\u2029]/)
}

/** Without what XML cannot hold: a single such character, pasted from somewhere, and Word refuses the whole file. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}

/** `1,234,567.80`, from the digits as they are written: nothing is rounded. What is no number stays as it is. */
export function thousands(digits: string): string {
  const [, whole, rest] = /^(\d+)(\.\d+)?$/.exec(digits) ?? []
  if (whole === undefined) return digits
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest ?? ''}`
}

/** `2026年10月1日`, as official papers write a day. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
