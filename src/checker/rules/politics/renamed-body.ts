import { renamedBodies } from '../../lexicon/politics/renamed-bodies.data.ts'
import type { Context, Hit, Rule } from '../../rule.ts'

/** Words by which a sentence speaks of today; without one of them it may as well tell of the past. */
const presentWords = /近日|日前|今日|今天|昨日|昨天|本周|本月|今年|现行|目前|最新|刚刚|记者从|据悉/

/** A former name said to be former, or part of the heading or number of an older document. */
const formerBefore = /[原前]$|时任[^,。;、]{0,6}$|《[^《》]{0,80}$|[(（][^()（）]{0,30}$/
const documentAfter = /^(?:办公厅|令|公告|第\d|[^,。;]{0,6}〔)/

export const renamedBody: Rule = {
  id: 'institution.renamed',
  category: 'institution',
  severity: 'hint',
  reach: 'paragraph',
  title: '使用机构改革前的名称',
  why: '机构改革后应使用现名；叙述改革前的事情可以用旧名，宜加“原”字。',
  basis: '《深化党和国家机构改革方案》（2018年3月）、《国务院机构改革方案》（2023年3月）',
  examples: {
    fires: [
      '近日，环保部通报了大气污染防治督查情况。',
      '记者从国家卫计委获悉，新一轮措施即将出台。',
      '今年以来，中国银保监会持续加强监管。',
    ],
    quiet: [
      '今年，县环保部门开展专项检查，农业部门及时部署。',
      '根据原环境保护部今年仍然有效的公告执行。',
      '按照国土资源部2015年的规定办理，目前仍然有效。',
      '环保部成立于改革之前。',
      '近日，生态环境部通报情况，现行有效的《环境保护部关于推进建设的意见》继续执行。',
      '今年起执行农业部令第3号。',
    ],
  },
  find: (text, context) =>
    text.sentences.flatMap(({ start, end }) => {
      const sentence = text.plain.slice(start, end)
      return presentWords.test(sentence) && !speaksOfBefore(sentence, context)
        ? hitsIn(sentence, context).map((hit) => ({ ...hit, ...text.spanOf(start + hit.start, start + hit.end) }))
        : []
    }),
}

function hitsIn(sentence: string, context: Context): Hit[] {
  return renamedBodies
    .filter(({ since }) => context.on > since)
    .flatMap(({ old, now, by, unless = [] }) =>
      placesOf(sentence, old)
        .filter((at) => !unless.some((word) => sentence.startsWith(word, at)))
        .filter((at) => !formerBefore.test(sentence.slice(Math.max(0, at - 90), at)))
        .filter((at) => !documentAfter.test(sentence.slice(at + old.length, at + old.length + 12)))
        .map((at) => ({
          start: at,
          end: at + old.length,
          suggestions: [now],
          message: `“${old}”已在机构改革中撤并，现为“${now}”；叙述改革前的事情宜写“原${old}”`,
          basis: by,
        })),
    )
}

/** A year before this one in the sentence: it cites or tells of something older. */
function speaksOfBefore(sentence: string, { on }: Context): boolean {
  return [...sentence.matchAll(/(19|20)\d{2}(?=年|\D|$)/g)].some(([year]) => year < on.slice(0, 4))
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at)
  return places
}
