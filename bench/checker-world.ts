import type { Knowledge, Term } from '../src/checker/knowledge.ts'

/** The same numbers on every machine. */
function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const lengths = [2, 2, 3, 3, 3, 4, 4, 4, 5, 6]
const alphabet = 3500
const pieceLength = 2000

/** Words and text over 3,500 characters, the low ones commoner; about one place in 75 begins a word. */
export function syntheticWorld(size: { terms: number; bytes: number }): { words: string[]; pieces: string[] } {
  const draw = drawing(20260601)
  const character = () => String.fromCharCode(0x4e00 + Math.floor(alphabet * draw() ** 2))
  const word = () => Array.from({ length: lengths[Math.floor(draw() * lengths.length)] ?? 2 }, character).join('')
  const words = new Set<string>()
  while (words.size < size.terms) words.add(word())
  const all = [...words]
  const pieces: string[] = []
  for (let total = 0; total < size.bytes / 3; total += pieceLength) {
    let piece = ''
    while (piece.length < pieceLength) {
      piece += draw() < 0.004 ? (all[Math.floor(draw() * all.length)] ?? '') : character()
      if (draw() < 0.08) piece += draw() < 0.3 ? '。' : '，'
    }
    pieces.push(flat(piece))
  }
  return { words: all, pieces }
}

/** A string that grew piece by piece is kept as a tree until somebody reads it; no peer should pay for that. */
function flat(text: string): string {
  return Buffer.from(text).toString()
}

/** The words as terms, a tenth of them with an exception and a tenth with a condition. */
export function asTerms(words: readonly string[]): Term[] {
  return words.map((text, i) => ({
    text,
    suggest: [],
    ...(i % 10 === 0 ? { unless: [`${words[(i + 1) % words.length]}${text}`.slice(0, 60)] } : {}),
    ...(i % 10 === 1 ? { notAfter: ['的'] } : {}),
  }))
}

export function knowing(terms: readonly Term[]): Knowledge {
  const said = { why: '性能对照', basis: '性能对照', provenance: '按行号生成', licence: '本项目', asOf: '2026-06-01' }
  const list = { id: 'bench.words', title: '性能对照', severity: 'minor', category: 'banned', ...said, terms } as const
  return { lists: [list], tenures: [], bodies: [], policies: [], sources: [], accepted: [] }
}

// biome-ignore format: one sentence a line
const sentences = [
  '为进一步规范政务新媒体运行管理，县政府办公室组织各单位开展了自查。',
  '截至3月31日，全县共有政务新媒体账号126个，其中微信公众号89个。',
  '会议指出，要坚持以人民为中心的发展思想，切实解决群众反映的突出问题。',
  '各乡镇（街道）要落实“三审三校”制度，做到先审后发、不审不发。',
  '对群众留言，原则上应当在5个工作日内答复；情况复杂的，可以延长至10个工作日。',
  '记者在现场看到，施工人员正在对老旧小区的供水管道进行改造。',
  '该项目总投资2.3亿元，建成后可满足1.2万户居民的用热需求。',
  '县市场监督管理局提醒广大消费者，购买食品时请留意生产日期和保质期。',
  '全年粮食播种面积稳定在48.6万亩，总产量比上年增长2.1%。',
  '请有意参加的单位于4月15日前将报名表发至指定邮箱。',
  '县图书馆自5月1日起延长开放时间，每周二至周日9:00—20:30开放。',
  '下一步，我们将加强部门协同，推动更多服务事项网上办、掌上办。',
  '气象部门预计，未来三天我县以多云天气为主，局部地区有小雨。',
  '活动期间，志愿者向过往行人发放宣传资料800余份。',
]

/** Articles of about 3,000 characters in paragraphs of four sentences, no two alike. */
export function articles(count: number): string[] {
  const draw = drawing(7)
  return Array.from({ length: count }, () => {
    let text = '关于政务新媒体工作情况的通报\n'
    for (let n = 1; text.length < 3000; n++) {
      text += sentences[Math.floor(draw() * sentences.length)]
      if (n % 4 === 0) text += '\n'
    }
    return flat(text)
  })
}
