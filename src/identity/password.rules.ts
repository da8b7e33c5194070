import { commonPasswords } from './common-passwords.rules.ts'

/** 等保 third level, 身份鉴别: passwords are complex and changed in time (`passwordDays` in session.rules.ts). */
const passwordPolicy = { length: 10, classes: 3, distinct: 5 } as const

/** What nobody outside has to guess about this product. */
const contextWords = ['zwxmt', 'zhengmei', 'zhengwu', 'xinmeiti', '政务新媒体', '政媒通']

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

/** Whose password it is to be; `unitNames` are the full and the short name. */
export type PasswordOwner = { username: string; unitNames: readonly string[] }

/** Everything that is wrong with a new password, for the person to read; empty when it may be used. */
export function passwordRefusals(next: string, owner: PasswordOwner): string[] {
  const folded = fold(next)
  const contains = (word: string) => word.length >= 2 && folded.includes(fold(word))
  const checks: [boolean, string][] = [
    [[...next].length < passwordPolicy.length, `密码至少 ${passwordPolicy.length} 个字符`],
    [
      classes.filter((one) => one.test(next)).length < passwordPolicy.classes,
      `须包含大写字母、小写字母、数字、符号中的至少 ${passwordPolicy.classes} 类`,
    ],
    [new Set(next).size < passwordPolicy.distinct, '重复字符过多'],
    [owner.username.length >= 3 && contains(owner.username), '不能包含用户名'],
    [owner.unitNames.some(contains), '不能包含单位名称'],
    [contextWords.some(contains), '不能包含本系统名称'],
    [isCommon(next), '密码过于常见，容易被猜中'],
  ]
  return checks.filter(([wrong]) => wrong).map(([, zh]) => zh)
}

/** A common word stays one with capitals, digits for letters, or something put before and after it. */
function isCommon(password: string): boolean {
  const core = fold(password).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const keys = [...password.toLowerCase()].map((sign) => shiftedDigits[sign] ?? sign).join('')
  const typed = keys.replace(/[^\p{L}\p{Nd}]/gu, '')
  return [core, unleet(core), typed].some((form) => commonPasswords.has(form))
}

const shiftedDigits: Record<string, string> = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
}
const lookalikes: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '3': 'e',
  $: 's',
  '5': 's',
  '1': 'i',
  '!': 'i',
}

function unleet(text: string): string {
  return [...text].map((sign) => lookalikes[sign] ?? sign).join('')
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
