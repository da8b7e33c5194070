import type { Tenure } from '../../knowledge.ts'
import type { Context, Hit, Rule } from '../../rule.ts'
import { holds, type Place, placesOf, type Roster, rosterOf } from './roster.ts'

/** Names one after another against the official order of the body all of them belong to. */
export const leaderOrder: Rule = {
  id: 'leader.order',
  category: 'leader',
  severity: 'grave',
  reach: 'paragraph',
  title: '领导人排序有误',
  why: '同一领导班子成员并列时按规定次序排列；以姓氏笔画为序的须注明。',
  basis: '领导人任职资料库中的排序',
  examples: { fires: [], quiet: ['出席会议的有李克强、温家宝。'] },
  find: (text, context, knowledge) => {
    const roster = rosterOf(knowledge)
    const names = placesOf(text.plain, roster.nameLengths, (word) => roster.byName.has(word))
    if (/笔画|笔划|姓氏|音序|排名不分先后/.test(text.plain)) return []
    return rowsOf(names, text.plain).flatMap((row): Hit[] => {
      const first = row[0]
      const last = row.at(-1)
      const ordered = first && last && inOrder(row, roster, context)
      if (!ordered || ordered.every((word, i) => word === row[i]?.word)) return []
      return [
        {
          ...text.spanOf(first.start, last.end),
          suggestions: row.every((name, i) => i === 0 || text.plain.slice(row[i - 1]?.end, name.start) === '、')
            ? [ordered.join('、')]
            : [],
          message: `领导人排序有误，按任职资料应为：${ordered.join('、')}`,
        },
      ]
    })
  },
}

/** Names joined by 、 or blanks, two or more. */
function rowsOf(names: readonly Place[], text: string): Place[][] {
  const rows: Place[][] = []
  for (const name of names) {
    const row = rows.at(-1)
    const before = row?.at(-1)
    if (row && before && name.start >= before.end && /^(?:、|[ \t]{1,4}|和)$/.test(text.slice(before.end, name.start)))
      row.push(name)
    else rows.push([name])
  }
  return rows.filter((row) => row.length > 1)
}

/** The names as the body orders them; nothing where no one body orders all of them. */
function inOrder(row: readonly Place[], roster: Roster, { on }: Context): string[] | undefined {
  const current = row.map(({ word }) =>
    (roster.byName.get(word) ?? []).filter((t) => t.order !== undefined && holds(t, on) !== 'no'),
  )
  const bodies = new Set(current[0]?.map(({ body }) => body))
  const body = [...bodies].find((b) => current.every((tenures) => tenures.some((t) => t.body === b)))
  if (!body) return undefined
  const places = current.map((tenures) => orderIn(tenures, body))
  if (new Set(places).size !== places.length) return undefined
  return row
    .map(({ word }, i) => ({ word, place: places[i] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ word }) => word)
}

function orderIn(tenures: readonly Tenure[], body: string): number {
  return Math.min(...tenures.filter((t) => t.body === body).map(({ order }) => order ?? Number.POSITIVE_INFINITY))
}
