import type { TermPayload } from './payloads.contract.ts'

type Fault = { path: string; message: string }
type Looked = Pick<TermPayload, 'text' | 'suggest' | 'unless' | 'severity' | 'basis' | 'provenance'>

/**
 * What would make a term useless or a nuisance: it could never be found, would be found everywhere, or would object to
 * what it suggests itself.
 */
export function termFaults({ text, suggest, unless, severity, basis, provenance }: Looked): Fault[] {
  const faults: Fault[] = []
  const add = (path: string, message: string) => faults.push({ path, message })
  const letters = [...text]
  if (text.trim() === '') add('text', '词语不能为空白')
  else if (text !== text.trim()) add('text', '词语前后不能有空格')
  else if (letters.length < 2) add('text', '词语太短，一个字会处处命中；请写两个字以上')
  else if (!/\p{L}/u.test(text)) add('text', '词语须含有文字，不能只有数字或标点')
  if (/[=+@\t\r\n]/.test(letters[0] ?? '') || /\p{Cc}/u.test(text)) add('text', '词语不能是公式或含有控制字符')
  if (/^[?*.+()[\]{}|\\^$]+$/.test(text)) add('text', '词语按原样查找，不支持通配符或正则表达式')
  if (suggest.includes(text)) add('suggest', '建议与原词相同')
  const without = unless.filter((longer) => !longer.includes(text) || longer === text)
  if (without.length > 0) add('unless', `除外词应是包含“${text}”的更长的词，“${without[0]}”不是`)
  const offered = suggest.find((right) => right !== text && right.includes(text) && !unless.includes(right))
  if (offered !== undefined) add('suggest', `建议“${offered}”本身又含有“${text}”，请把它也列为除外词`)
  if (severity === 'grave' && /待核/.test(`${basis}${provenance}`)) add('severity', '来源待核的词不能定为“严重”')
  return faults
}
