import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

type Kind = { name: string; open: string; close: string; clause: string }

/** Marks that come in twos. Half-width brackets pair with full-width ones; a rule of its own speaks of the mixture. */
const kinds: readonly Kind[] = [
  { name: '书名号', open: '《', close: '》', clause: '4.15' },
  { name: '引号', open: '“', close: '”', clause: '4.8' },
  { name: '引号', open: '‘', close: '’', clause: '4.8' },
  { name: '括号', open: '（(', close: '）)', clause: '4.9' },
  { name: '括号', open: '【', close: '】', clause: '4.9' },
  { name: '括号', open: '〔', close: '〕', clause: '4.9' },
]

type Mark = { kind: Kind; at: number; line: number; opens: boolean }

/** So many lines later a mark may still be closed: the lines of a PDF end in the middle of a sentence. */
const window = 3

export const unpairedMarks: Rule = {
  id: 'punctuation.unpaired',
  category: 'punctuation',
  severity: 'minor',
  reach: 'document',
  title: '标点不成对',
  why: '书名号、引号、括号由前后两半组成，少一半会使引文、文件名的起止不清。',
  basis: '《标点符号用法》（GB/T 15834—2011）4.8、4.9、4.15、5.1.3',
  examples: {
    fires: [
      '根据《关于推进政务新媒体健康有序发展的意见要求，制定本办法。',
      '落实“谁主管、谁负责原则，加强管理。',
      '县（市、区政府办公室负责组织实施。',
      '落实谁主管、谁负责”原则，加强管理。',
      '坚持“谁主管、谁负责“原则。',
      '按照“八八战略‘要求。',
    ],
    quiet: [
      '根据《意见》（国办发〔2018〕123号），落实“谁主管、谁负责”原则。',
      '1）组织领导；2）责任分工。\na）登记；b）备案。',
      '会议指出，要做到：“一是抓落实。',
      '二是抓督查。”',
      '本指南规定了《浙江省基层政务新媒体\n规范化建设指南》的内容。',
      '“第一段引文。\n“第二段引文。”',
      'It’s a test.',
    ],
  },
  find: (text) => {
    const lines = text.raw.split('\n').length
    return judge(text, marksOf(text.raw), lines === 1)
  },
}

function judge(text: CheckedText, marks: readonly Mark[], alone: boolean): Hit[] {
  const open: Mark[] = []
  const hits: Hit[] = []
  const lose = (mark: Mark | undefined) => {
    if (mark && !mayBeCut(text.raw, mark, alone)) hits.push(hitOf(mark))
  }
  for (const mark of marks) {
    while (open[0] && mark.line - open[0].line > window) lose(open.shift())
    const twin = open.findLastIndex(({ kind }) => kind === mark.kind)
    if (mark.opens && twin >= 0 && mark.kind.name === '引号' && open[twin]?.line === mark.line) {
      hits.push({ ...hitOf(mark), message: '引号方向有误，此处应为后引号', suggestions: [mark.kind.close] })
      open.length = twin
    } else if (mark.opens) open.push(mark)
    else if (twin < 0) lose(mark)
    else for (const left of open.splice(twin).slice(1)) lose(left)
  }
  for (const left of open) lose(left)
  return hits
}

function hitOf({ kind, at, opens }: Mark): Hit {
  const message = opens
    ? `${kind.name}缺少后一半，请补“${kind.close[0]}”`
    : `${kind.name}缺少前一半，请补“${kind.open[0]}”`
  return { start: at, end: at + 1, message, basis: `《标点符号用法》（GB/T 15834—2011）${kind.clause}` }
}

/** A quotation of several sentences or paragraphs, of which only a part is in the text or on the line. */
function mayBeCut(raw: string, { kind, at, opens }: Mark, alone: boolean): boolean {
  if (kind.name === '书名号') return false
  if (!opens) return /[。！？…；.!?]/.test(raw[at - 1] ?? '') && (kind.name === '引号' || alone)
  if (kind.name !== '引号') return false
  const said = at === 0 || /[：，,:\n\s]/.test(raw[at - 1] ?? '')
  const next = raw.indexOf('\n', at)
  return said && (alone || next < 0 || /^\s*[“‘]/.test(raw.slice(next, next + 20)))
}

const anyMark = new RegExp(`[${kinds.map(({ open, close }) => open + close).join('')}\\n]`, 'g')

function marksOf(raw: string): Mark[] {
  let line = 0
  const marks: Mark[] = []
  for (const { 0: sign, index: at } of raw.matchAll(anyMark)) {
    if (sign === '\n') line++
    const kind = kinds.find(({ open, close }) => (open + close).includes(sign))
    if (!kind || isNotAPair(raw, at, sign)) continue
    marks.push({ kind, at, line, opens: kind.open.includes(sign) })
  }
  return marks
}

/** The bracket of 1） and a), an apostrophe, an emoticon. */
function isNotAPair(raw: string, at: number, sign: string): boolean {
  if (sign === '’') return /[A-Za-z]/.test(raw[at - 1] ?? '')
  if (sign !== '）' && sign !== ')') return sign === '(' && /[:;=]-?/.test(raw[at - 1] ?? '')
  return /(?:^|[\s。；;，,、：:！!？?>|])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳]|[ivxIVX]{1,4}|[:;=]-?)$/.test(
    raw.slice(Math.max(0, at - 6), at),
  )
}
