import type { Rule } from '../../rule.ts'

/** 社会主义核心价值观, twelve words in three rows. */
export const coreValues = [
  '富强',
  '民主',
  '文明',
  '和谐',
  '自由',
  '平等',
  '公正',
  '法治',
  '爱国',
  '敬业',
  '诚信',
  '友善',
]

/** A row of words of two characters, long enough to be meant as the twelve. */
const row = /(?:\p{Script=Han}{2}[、,，·\s;；]{1,2}){7,13}\p{Script=Han}{2}/gu

/** The twelve words out of order, one of them wrong or forgotten. */
export const coreValuesOrder: Rule = {
  id: 'setPhrase.core-values',
  category: 'setPhrase',
  severity: 'grave',
  reach: 'paragraph',
  title: '社会主义核心价值观内容写错',
  why: '社会主义核心价值观二十四个字的内容和次序是固定的。',
  basis: '中共中央办公厅《关于培育和践行社会主义核心价值观的意见》（2013年12月）',
  examples: {
    fires: [
      '富强、民主、文明、和谐，自由、平等、公正、法制，爱国、敬业、诚信、友善。',
      '富强、民主、和谐、文明、自由、平等、公正、法治、爱国、敬业、诚信、友善。',
      '富强、民主、文明、和谐、自由、平等、公正、法治、爱国、敬业、诚实、友善。',
      '富强、民主、文明、和谐、自由、平等、公正、法治、爱国、诚信、友善。',
    ],
    quiet: [
      '富强、民主、文明、和谐，自由、平等、公正、法治，爱国、敬业、诚信、友善。',
      '自由、平等、公正、法治是社会层面的价值取向。',
      '村里评出敬业、诚信、友善、孝老、助人、创业、爱国、文明等八类好人。',
    ],
  },
  find: (text) =>
    [...text.plain.matchAll(row)].flatMap(({ 0: written, index }) => {
      const words = written.split(/[、,，·\s;；]+/)
      const known = words.filter((word) => coreValues.includes(word))
      const complete = words.join('') === coreValues.join('')
      // Nine of twelve, led by the first: no other enumeration comes so near.
      if (known.length < 9 || !known.includes('富强') || complete || isRunOf(words)) return []
      return [
        {
          ...text.spanOf(index, index + written.length),
          suggestions: [`${rowOf(0)}，${rowOf(4)}，${rowOf(8)}`],
          message:
            '社会主义核心价值观的内容或者次序有误，请对照“富强、民主、文明、和谐，自由、平等、公正、法治，爱国、敬业、诚信、友善”核对',
        },
      ]
    }),
}

const rowOf = (from: number) => coreValues.slice(from, from + 4).join('、')

/** A stretch of the twelve in their order, as where only two rows are spoken of. */
function isRunOf(words: readonly string[]): boolean {
  return coreValues.join('').includes(words.join('')) && words.length % 4 === 0
}
