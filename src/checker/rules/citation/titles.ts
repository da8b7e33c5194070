import type { Policy } from '../../knowledge.ts'

/** Bodies whose documents are cited every day, each with the names it is called by. */
// biome-ignore format: read as a table
const bodies: Readonly<Record<string, readonly string[]>> = {
  '中共中央':             ['中国共产党中央委员会', '党中央'],
  '中共中央办公厅':       ['中办'],
  '国务院':               [],
  '国务院办公厅':         ['国办'],
  '国务院办公厅秘书局':   ['国办秘书局'],
  '全国人民代表大会':     ['全国人大'],
  '全国人民代表大会常务委员会': ['全国人大常委会'],
  '国家互联网信息办公室': ['国家网信办', '中央网信办'],
  '浙江省人民政府':       ['浙江省政府', '省政府', '省人民政府'],
  '浙江省人民政府办公厅': ['浙江省政府办公厅', '省政府办公厅', '省人民政府办公厅'],
}

const nameOfBody = new Map(Object.entries(bodies).flatMap(([name, short]) => [name, ...short].map((s) => [s, name])))

/** All names, the longest first, so that 国务院办公厅 is not read as 国务院. */
export const bodyNames: readonly string[] = [...nameOfBody.keys()].sort((a, b) => b.length - a.length)

/** The full name of a body that is called so; what is not in the table keeps its name. */
export function fullBodyName(called: string): string {
  return nameOfBody.get(called) ?? called
}

/** A title without what may be left out when it is cited: the body in front, the state's name, its marks. */
export function coreOf(title: string): string {
  return withoutIssuer(bare(title)).replace(/^中华人民共和国/, '')
}

/** The titles a document is cited by: its own and, where it only passes something on, that of what it passes on. */
export function coresOf({ title }: Policy): string[] {
  const core = coreOf(title)
  const passedOn = /^关于(?:印发|发布|公布|转发)(.{4,})的通知$/.exec(core)?.[1]
  return passedOn ? [core, passedOn] : [core]
}

export function bare(title: string): string {
  return title.replace(/[\s《》〈〉<>“”"]/g, '').replace(/[(（](?:试行|暂行|修订|修正|\d{4}年(?:修订|修正))[)）]/g, '')
}

/** The body in front of 关于, if it is one of the table. */
export function issuerInTitle(title: string): string | undefined {
  const plain = bare(title)
  return bodyNames.find((name) => plain.startsWith(`${name}关于`))
}

function withoutIssuer(title: string): string {
  const about = title.indexOf('关于')
  if (about <= 0 || about > 40) return title
  const before = title.slice(0, about)
  return /(?:院|府|厅|室|局|委|部|会|中央|署|办)(?:等.{1,6}部门)?$/.test(before) ? title.slice(about) : title
}
