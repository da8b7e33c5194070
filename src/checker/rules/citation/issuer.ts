import type { Hit, Rule } from '../../rule.ts'
import { citationsIn } from './citations.ts'
import { libraryOf } from './library.ts'
import { bodyNames, coreOf, fullBodyName, issuerInTitle } from './titles.ts'

const issuing = new RegExp(
  `(?<=^|[^\\p{Script=Han}]|近日|日前|[日月年天])(${bodyNames.join('|')})(?:近日|日前|已|于?\\d{1,4}年(?:\\d{1,2}月)?(?:\\d{1,2}日)?|\\d{1,2}月\\d{1,2}日)?(?:联合)?(?:印发|发布|公布|出台|下发|制定)(?:了|的)?$`,
  'u',
)

export const wrongIssuer: Rule = {
  id: 'citation.issuer',
  category: 'citation',
  severity: 'minor',
  reach: 'paragraph',
  title: '发文机关有误',
  why: '国务院与国务院办公厅、省政府与省政府办公厅是不同的发文机关，引用时不能混用。',
  basis: '《党政机关公文处理工作条例》第二十条（四）（审核引文是否准确）；所引文件见政策库',
  examples: {
    fires: [
      '近日国务院印发《关于推进政务新媒体健康有序发展的意见》，对有关工作作出部署。',
      '近日，国务院办公厅印发了《中华人民共和国政府信息公开条例》。',
      '根据《国务院关于推进政务新媒体健康有序发展的意见》，制定本方案。',
    ],
    quiet: [
      '国务院办公厅印发《关于推进政务新媒体健康有序发展的意见》，对有关工作作出部署。',
      '国办印发的《关于推进政务新媒体健康有序发展的意见》明确了目标。',
      '中共中央办公厅、国务院办公厅印发《党政机关公文处理工作条例》。',
      '某市人民政府印发《关于推进政务新媒体健康有序发展的意见》。',
      '国务院公布《中华人民共和国政府信息公开条例》。',
    ],
  },
  find(text, _context, { policies }) {
    const { byCore } = libraryOf(policies)
    return citationsIn(text).flatMap((citation): Hit[] => {
      const cited = citation.marked ? byCore.get(coreOf(citation.title)) : undefined
      if (!cited?.length) return []
      const issuers = cited.flatMap((policy) => policy.issuers)
      if (issuers.length === 0) return []
      const named = namedBody(text.plain, citation.title, citation.titleAt)
      if (!named || issuers.includes(fullBodyName(named.name))) return []
      return [
        {
          ...text.spanOf(named.at, named.at + named.name.length),
          message: `该文件的发文机关为${[...new Set(issuers)].join('、')}，而不是${fullBodyName(named.name)}`,
          suggestions: issuers.slice(0, 1),
        },
      ]
    })
  },
}

/** The body that the title begins with, or that is said to have issued it directly before. */
function namedBody(plain: string, title: string, titleAt: number): { name: string; at: number } | undefined {
  const inTitle = issuerInTitle(title)
  if (inTitle !== undefined && title.startsWith(inTitle)) return { name: inTitle, at: titleAt }
  const before = plain.slice(Math.max(0, titleAt - 50), titleAt - 1)
  // “中共中央办公厅、国务院办公厅印发”: of several bodies each is one of them.
  const match = issuing.exec(before)
  const name = match?.[1]
  if (!match || name === undefined || /[、和]\s?$/.test(before.slice(0, match.index))) return undefined
  return { name, at: titleAt - 1 - before.length + match.index }
}
