import { expect, it, test } from 'vitest'
import { wordCount } from './word-count.ts'

test.each([
  ['', 0],
  ['  \n ', 0],
  ['政务新媒体', 5],
  ['你好，世界。', 6],
  ['2026年3月', 4],
  ['用 WeChat 发布', 4],
  ["it's 3.5 km", 3],
  ['第①条', 3],
  ['𠮷野家', 3],
])('%j counts %i', (text, count) => {
  expect(wordCount(text)).toBe(count)
})

it('adds up line by line', () => {
  const lines = ['临溪县政府', 'abc def', '一、总则']
  expect(wordCount(lines.join('\n'))).toBe(lines.reduce((sum, line) => sum + wordCount(line), 0))
})
