import { expect, it } from 'vitest'
import { readState } from '../../ui/url-state.ts'
import { RegisterUrl } from './publication-state.ts'
import { rangeWords } from './register-paper.ts'

it.each([
  ['', '范围：全部日期'],
  ['from=2026-11-01&to=2026-11-30', '范围：2026-11-01 至 2026-11-30'],
  ['from=2026-11-01&state=published,withdrawn', '范围：2026-11-01 起，已发布、已撤回'],
  ['to=2026-11-30&platform=wechat&way=handOver&q=公交', '范围：至 2026-11-30，微信公众号，人工发布，含“公交”'],
  ['region=990101', '范围：全部日期，区划 990101'],
])('the paper register says what it covers: %s', (search, words) => {
  expect(rangeWords(readState(RegisterUrl, Object.fromEntries(new URLSearchParams(search))))).toBe(words)
})
