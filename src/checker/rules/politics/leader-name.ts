import type { Tenure } from '../../knowledge.ts'
import type { Context, Hit, Rule } from '../../rule.ts'
import { isSlipOf } from './name-slip.ts'
import { holds, placesOf, type Roster, rosterOf } from './roster.ts'

/** How far after a title its name may stand: 省委书记、省人大常委会主任、省委军民融合办主任杜家毫. */
const reach = 40

/** The post fits, the surname fits, and one character of the name is another of like sound or shape. */
export const leaderName: Rule = {
  id: 'leader.name',
  category: 'leader',
  severity: 'grave',
  reach: 'paragraph',
  title: '领导人姓名写错',
  why: '领导人姓名写错属严重表述错误，一处即可被单项否决。',
  basis:
    '《国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知》（国办秘函〔2019〕19号）',
  examples: {
    context: { on: '2018-06-01' },
    fires: [
      '湖南省委书记杜家豪出席会议并讲话。',
      '省委书记、省人大常委会主任杜家亳作批示。',
      '杜家豪省委书记走访企业。',
      '国务院总理李克墙主持会议。',
    ],
    quiet: [
      '湖南省委书记杜家毫出席会议并讲话。',
      '省委书记杜家毫、省长主持。',
      '作家杜家豪的小说出版。',
      '国务院总理李克强主持会议。',
    ],
  },
  find: (text, context, knowledge) => {
    const roster = rosterOf(knowledge)
    const isTitle = (word: string) => roster.byTitle.has(word) || roster.byShortTitle.has(word)
    const slips = placesOf(text.plain, roster.titleLengths, isTitle).flatMap(({ word, start, end }) => {
      const holders = holdersOf(word, roster, context)
      return [...slipsAfter(text.plain, end, holders, roster), ...slipsBefore(text.plain, start, holders, roster)]
    })
    // Two titles before one name point at the same slip.
    return [...new Map(slips.map((slip) => [slip.at, slip])).values()].map(
      ({ at, written, tenure }): Hit => ({
        ...text.spanOf(at, at + written.length),
        suggestions: [tenure.name],
        message: `“${written}”疑为“${tenure.name}”之误：${tenure.name}在当日任${tenure.body}${tenure.post}`,
      }),
    )
  },
}

type Slip = { at: number; written: string; tenure: Tenure }

function holdersOf(title: string, roster: Roster, { on }: Context): Tenure[] {
  // 书记 before the name is said in short also of a title in full: both lists are asked.
  const tenures = [...(roster.byTitle.get(title) ?? []), ...(roster.byShortTitle.get(title) ?? [])]
  return tenures.filter((tenure) => holds(tenure, on) !== 'no')
}

function slipsAfter(text: string, from: number, holders: readonly Tenure[], roster: Roster): Slip[] {
  const window = text.slice(from, from + reach)
  const end = window.search(/[。；;,:!?！？“”《》\n]/)
  const stretch = end < 0 ? window : window.slice(0, end)
  return holders.flatMap((tenure) => {
    const length = tenure.name.length
    for (let i = 0; i + length <= stretch.length; i++) {
      const written = stretch.slice(i, i + length)
      if (written === tenure.name) return []
      // A name of two characters has but one left to tell it by: only directly after the title.
      if ((length > 2 || i === 0) && isSlip(written, tenure.name, roster)) return [{ at: from + i, written, tenure }]
    }
    return []
  })
}

/** 杜家豪书记, where the post follows. */
function slipsBefore(text: string, to: number, holders: readonly Tenure[], roster: Roster): Slip[] {
  return holders.flatMap((tenure) => {
    const at = to - tenure.name.length
    const written = text.slice(Math.max(0, at), to)
    return tenure.name.length > 2 && isSlip(written, tenure.name, roster) ? [{ at, written, tenure }] : []
  })
}

/** A slip that is somebody's name is that person. */
function isSlip(written: string, name: string, roster: Roster): boolean {
  return !roster.byName.has(written) && isSlipOf(written, name)
}
