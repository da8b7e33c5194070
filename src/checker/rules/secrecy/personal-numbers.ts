/** Numbers that belong to persons: how they are recognised, and how they are shown without being told. */

/** 公民身份号码, GB 11643-1999: weights of the first seventeen digits, and the check character for each remainder of 11. */
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idCheckCharacters = '10X98765432'

/** First two digits: provinces, 71 Taiwan, 81 and 82 Hong Kong and Macao, 83 residents of Taiwan, 91 foreigners. */
const provinceCode = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/

export function isIdNumber(digits: string): boolean {
  return looksLikeIdNumber(digits) && digits.at(-1)?.toUpperCase() === checkCharacterOf(digits)
}

/** Region and birthday are possible; the check character may be wrong, as where one digit was mistyped. */
export function looksLikeIdNumber(digits: string): boolean {
  return /^\d{17}[\dXx]$/.test(digits) && provinceCode.test(digits) && isBirthday(digits.slice(6, 14))
}

function checkCharacterOf(digits: string): string | undefined {
  const sum = idWeights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return idCheckCharacters[sum % 11]
}

/** `YYYYMMDD`, a day that exists, from 1900 to 2099. */
export function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number)
  if (!year || !month || !day || year < 1900 || year > 2099 || month > 12) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}

/** ISO/IEC 7812-1: every second digit from the right doubled, the digits of all add up to a multiple of ten. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return digits.length > 0 && sum % 10 === 0
}

/** Shows `head` characters in front and `tail` behind; the rest as asterisks, so that the finding does not leak again. */
export function masked(digits: string, head: number, tail: number): string {
  const hidden = Math.max(0, digits.length - head - tail)
  return digits.slice(0, head) + '*'.repeat(hidden) + digits.slice(digits.length - tail)
}
