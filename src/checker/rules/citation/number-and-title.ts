import type { Policy } from '../../knowledge.ts'
import type { Hit, Rule } from '../../rule.ts'
import { type Citation, citationsIn } from './citations.ts'
import { editDistance } from './edit-distance.ts'
import { type Library, libraryOf, numberKey, officeOf } from './library.ts'
import { bare, coreOf, coresOf, issuerInTitle } from './titles.ts'

const basis = '《党政机关公文处理工作条例》第二十条（四）（审核引文是否准确）；所引文件见政策库'
const why = '引用文件的标题和文号应当与所引文件一致。'

export const wrongNumber: Rule = {
  id: 'citation.number',
  category: 'citation',
  severity: 'minor',
  reach: 'paragraph',
  title: '文号与标题不符',
  why,
  basis,
  examples: {
    fires: [
      '根据《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕132号）要求，现通知如下。',
      '落实《关于推进政务新媒体健康有序发展的意见》（国办发〔2019〕123号）。',
      '根据《政府网站发展指引》（国办发〔2018〕123号），结合实际开展检查。',
      '国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕125号）',
      '按照《党政机关公文格式》（GB/T 9704—2011）排版。',
      '《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国发〔2018〕123号）',
      '根据《中华人民共和国政府信息公开条例》（国务院令第717号），主动公开信息。',
    ],
    quiet: [
      '根据《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）要求，现通知如下。',
      '根据《关于推进政务新媒体健康有序发展的实施意见》（浙政办发〔2019〕29号），制定本办法。',
      '某市印发《关于推进政务新媒体健康有序发展的实施意见》（某政办发〔2019〕41号）。',
      '按照《党政机关公文格式》（GB/T 9704—2012）排版。',
      '根据《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第711号），主动公开信息。',
      '浙江省人民政府关于印发浙江省政务新媒体管理办法（试行）的通知（浙政办发函〔2020〕195号）',
    ],
  },
  find(text, _context, { policies }) {
    const library = libraryOf(policies)
    return citationsIn(text).flatMap((citation): Hit[] => {
      const fault = citation.number && numberFault(citation, citation.number.text, library)
      if (!fault || !citation.number) return []
      const { at, text: written } = citation.number
      return [{ ...text.spanOf(at, at + written.length), ...fault }]
    })
  },
}

type Fault = { message: string; suggestions: readonly string[] }

function numberFault(citation: Citation, written: string, library: Library): Fault | undefined {
  const numbered = library.byNumber.get(numberKey(written)) ?? []
  if (numbered.some((policy) => closeness(citation, policy) !== 'other')) return undefined
  const titled = titledAs(citation, library).filter((policy) => policy.number !== undefined)
  const right = titled.findLast((policy) => isCertain(policy, citation, written))
  if (right?.number) {
    return { message: `《${right.title}》的编号为${right.number}，而不是${written}`, suggestions: [right.number] }
  }
  const [owner] = numbered
  if (!owner) return undefined
  const own = titled[0]?.number
  return {
    message: `${written}是《${owner.title}》的编号，与所引标题不符`,
    suggestions: own === undefined ? [] : [own],
  }
}

/** Other bodies issue documents of the same title: it is this one by the letters of its office or by its issuer. */
function isCertain({ title, number }: Policy, citation: Citation, written: string): boolean {
  if (number === undefined) return false
  if (officeOf(number) === officeOf(written)) return true
  return citation.marked && issuerInTitle(title) !== undefined && bare(title) === bare(citation.title)
}

/** Policies of exactly this title; without 《》 more may stand before it. */
function titledAs({ title, marked }: Citation, { byCore }: Library): readonly Policy[] {
  const core = coreOf(title)
  const exact = byCore.get(core)
  if (exact || marked) return exact ?? []
  return [...byCore].find(([known]) => known.length >= 10 && core.endsWith(known))?.[1] ?? []
}

/** The same title, one that was miswritten or cut short for it, or another. */
function closeness(citation: Citation, policy: Policy): 'same' | 'near' | 'other' {
  const core = coreOf(citation.title)
  const cores = coresOf(policy)
  if (cores.some((known) => core === known || contains(known, core) || contains(core, known))) return 'same'
  return cores.some((known) => isNear(core, known, citation)) ? 'near' : 'other'
}

/** “《意见》（国办发…）” abbreviates; a title with its chapter or its notice around it is fuller. */
function contains(long: string, short: string): boolean {
  return short.length >= 2 && long.includes(short)
}

function isNear(core: string, known: string, { marked }: Citation): boolean {
  const compared = marked ? core : core.slice(-known.length)
  const limit = Math.max(2, Math.floor(known.length / 5))
  return editDistance(compared, known, limit) <= limit
}

export const wrongTitle: Rule = {
  id: 'citation.title',
  category: 'citation',
  severity: 'minor',
  reach: 'paragraph',
  title: '文件标题有误',
  why: '引用的文件标题应当与原文件一字不差。',
  basis,
  examples: {
    fires: [
      '根据《关于推进政务新媒体健康有序发展的意见书》（国办发〔2018〕123号）的要求抓好落实。',
      '根据《国务院办公厅关于推动政务新媒体健康有序发展的意见》（国办发〔2018〕123号）的要求抓好落实。',
      '依据《中华人民共和国个人信息保障法》处理个人信息。',
      '依据《互联网跟贴评论服务管理规定》加强管理。',
      '对照《中华人民共和国政府信息公开条列》，主动公开信息。',
      '违反《中华人民共和国网络安全保护法》的，依法处理。',
      '违反《中华人民共和国个人保护法》的，依法处理。',
    ],
    quiet: [
      '依据《中华人民共和国个人信息保护法》处理个人信息。',
      '依据《个人信息保护法》处理个人信息。',
      '依据《中华人民共和国政府信息公开条例实施细则》办理。',
      '《意见》（国办发〔2018〕123号）明确了工作目标。',
      '依据《浙江省政府信息公开办法》办理。',
      '依据《中华人民共和国食品安全法》《中华人民共和国劳动合同法》办理。',
      '依据《中华人民共和国国家安全法》《中华人民共和国反电信网络诈骗法》办理。',
      '依据《个人信息保护办法》处理个人信息。',
    ],
  },
  find(text, _context, { policies }) {
    const library = libraryOf(policies)
    return citationsIn(text).flatMap((citation): Hit[] => {
      if (!citation.marked || library.byCore.has(coreOf(citation.title))) return []
      const right = rightTitle(citation, library)
      if (right === undefined) return []
      const { titleAt, title } = citation
      return [
        {
          ...text.spanOf(titleAt, titleAt + title.length),
          message: `《${title}》疑为《${right}》之误，请核对文件标题`,
          suggestions: [right],
        },
      ]
    })
  },
}

function rightTitle({ title, number, marked, titleAt }: Citation, library: Library): string | undefined {
  const core = coreOf(title)
  for (const policy of (number && library.byNumber.get(numberKey(number.text))) ?? []) {
    const known = coresOf(policy).find((candidate) => isNear(core, candidate, { title, marked, titleAt }))
    if (known !== undefined && !contains(known, core)) return inTheWayOf(title, core, known)
  }
  const near = nearCore(core, library) ?? lawOf(title, core, library)
  return near === undefined ? undefined : inTheWayOf(title, core, near)
}

/** Alone, without a number that says which is meant, only one wrong character in a long title is certain. */
function nearCore(core: string, { coresByLength }: Library): string | undefined {
  if (core.length < 6) return undefined
  const candidates = [-1, 0, 1].flatMap((more) => coresByLength.get(core.length + more) ?? [])
  return candidates.find((known) => known.length >= 6 && editDistance(core, known, 1) === 1 && isSlip(core, known))
}

/** Whoever calls it a law of the People's Republic means one there is: a word too many, or one too few. */
function lawOf(title: string, core: string, { byCore }: Library): string | undefined {
  if (!/^中华人民共和国.+法$/.test(bare(title))) return undefined
  return [...byCore].find(
    ([known, policies]) =>
      known.length >= 5 &&
      known.endsWith('法') &&
      policies.some(({ repealedOn }) => repealedOn === undefined) &&
      (isWithin(known, core) || isWithin(core, known)),
  )?.[0]
}

/** Whether the longer one is the shorter with two or three characters put in at one place. */
function isWithin(short: string, long: string): boolean {
  const more = long.length - short.length
  if (more < 2 || more > 3) return false
  return Array.from(short, (_, i) => i).some((i) => long.slice(0, i) + long.slice(i + more) === short)
}

const kinds = /(?:法|办法|条例|规定|意见|通知|方案|规则|细则|准则|标准|指南|规划|决定|格式|用法)$/

/** Another year or number is another document, and so is another kind: 保护法, 保护办法. */
function isSlip(core: string, known: string): boolean {
  const digits = (text: string) => text.replace(/[^\d一二三四五六七八九十]/g, '')
  const kind = kinds.exec(core)?.[0]
  return digits(core) === digits(known) && (kind === undefined || kind === kinds.exec(known)?.[0])
}

/** The right title with the beginning that the writer gave it. */
function inTheWayOf(title: string, core: string, right: string): string {
  const at = title.indexOf(core)
  return at < 0 ? right : `${title.slice(0, at)}${right}${title.slice(at + core.length)}`
}
