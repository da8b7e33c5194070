/**
 * Text that a spreadsheet might take for a formula gets a leading single quote (OWASP ASVS 1.2.10), and the reader
 * takes it off again, so that an export read back is what it was. Text already looking quoted is quoted once more.
 */
const formulaLike = /^'*\s*[=+\-@＝＋－＠]|^'*\p{Cc}/u
const quotedDigits = /^'+(?:0\d+|\d{12,})$/
/** Excel shows these of a CSV in scientific notation or without their leading zero. */
const digitsToKeep = /^(?:0\d+|\d{12,})$/

export function neutralise(text: string): string {
  return formulaLike.test(text) || quotedDigits.test(text) ? `'${text}` : text
}

export function neutraliseCsv(text: string): string {
  return digitsToKeep.test(text) ? `'${text}` : neutralise(text)
}

export function restore(text: string): string {
  return text.startsWith("'") && (formulaLike.test(text) || quotedDigits.test(text)) ? text.slice(1) : text
}
