import type { BodyName } from '../../knowledge.ts'
import type { Hit, Rule } from '../../rule.ts'

/** A form in which the name of a body may not be shortened or written. */
export const bodyName: Rule = {
  id: 'institution.body-name',
  category: 'institution',
  severity: 'grave',
  reach: 'paragraph',
  title: '机构名称不规范',
  why: '党和国家机构有规范的全称和简称，不得自行增减。',
  basis: '机构名称库',
  examples: {
    fires: ['全国人大常务委员会通过决定。', '中央纪律检察委员会发布通报。', '列席全国人民政治协商会议。'],
    quiet: [
      '全国人大常委会通过决定。',
      '中央纪律检查委员会发布通报。',
      '列席中国人民政治协商会议全国委员会会议。',
      '最高人民法院、最高人民检察院联合发布解释。',
    ],
  },
  find: (text, _context, { bodies }) =>
    bodies
      .filter(({ central }) => central)
      .flatMap((body) =>
        body.wrong.flatMap((wrong) =>
          placesOf(text.plain, wrong, body).map((at): Hit => {
            const right = body.full.length > wrong.length ? body.full : (body.short[0] ?? body.full)
            return {
              ...text.spanOf(at, at + wrong.length),
              suggestions: [...new Set([body.full, right, ...body.short])],
              message: `“${wrong}”不是规范名称，应为“${body.full}”${body.short[0] ? `（简称“${body.short[0]}”）` : ''}`,
              basis: body.source,
            }
          }),
        ),
      ),
}

/** Not where a right form holds the wrong one: 中央军委 in a longer name. */
function placesOf(text: string, wrong: string, { full, short }: BodyName): number[] {
  const right = [full, ...short].filter((name) => name.includes(wrong))
  const places: number[] = []
  for (let at = text.indexOf(wrong); at >= 0; at = text.indexOf(wrong, at + wrong.length)) {
    if (!right.some((name) => text.startsWith(name, at - name.indexOf(wrong)))) places.push(at)
  }
  return places
}
