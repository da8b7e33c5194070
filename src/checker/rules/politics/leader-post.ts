import type { CheckedText } from '../../checked-text.ts'
import type { Tenure } from '../../knowledge.ts'
import type { Context, Hit, Rule } from '../../rule.ts'
import { isSlipOf } from './name-slip.ts'
import { holds, type Place, placesOf, type Roster, regionOf, rosterOf } from './roster.ts'

/** Common surnames that hardly begin another word; 于, 向, 高, 方 and the like are left out. */
const surnames =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦吕施张孔曹魏陶姜戚谢邹潘葛范彭郎鲁韦苗俞袁柳唐罗薛雷贺倪汤滕殷毕郝邬傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄臧戴宋庞熊纪舒屈祝董梁杜阮闵贾江童颜郭梅林钟徐邱骆夏蔡田樊胡霍虞柯卢莫邓洪崔龚程邢裴陆翁荀甄靳焦侯栾甘符刘詹叶黎蒲赖卓蔺屠乔翟谭冉庄晏瞿阎廖耿匡寇荆'

/** What follows a name: a pause or a verb of reports. */
const afterName =
  /^(?:同志|[、,。;:）)\s]|$|出席|主持|讲话|致辞|致词|强调|指出|表示|调研|率|带队|参加|会见|来到|到|赴|前往|介绍|宣布|作|说|在|等|一行|为|与|和|及|对|检查|走访|看望|慰问)/

/** The text itself says that it speaks of another time. */
const otherTime = /(?:时任|原任?|前任?|曾任|历任|首任|继任|接任|后任|候任|拟任|提名|代理?|副|助理|老)$/
const pastIn = /曾任|历任|当选为|被任命为|简历|履历|卸任|离任|逝世|故居/

/** A post that on the day of the text another holds, or that its holder had left. */
export const leaderPost: Rule = {
  id: 'leader.post',
  category: 'leader',
  severity: 'grave',
  reach: 'paragraph',
  title: '领导人职务与时间不符',
  why: '领导人的姓名、职务须与发布之日相符；写错属严重表述错误。',
  basis:
    '《国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知》（国办秘函〔2019〕19号）；领导人任职资料库',
  examples: {
    context: { on: '2018-06-01' },
    fires: ['湖南省委书记许达哲出席会议。', '国务院总理温家宝主持会议。', '湖南省委书记张大山主持会议。'],
    quiet: [
      '湖南省委书记杜家毫出席会议。',
      '时任国务院总理温家宝主持会议。',
      '2008年，国务院总理温家宝来到灾区。',
      '湖南省委副书记张大山主持会议。',
      '湖南省委书记强调，要抓好落实。',
      '原湖南省委书记徐守盛介绍情况。',
      '国务院令第550号：总理温家宝。',
    ],
  },
  find: (text, context, knowledge) => {
    const roster = rosterOf(knowledge)
    const names = new Map(
      placesOf(text.plain, roster.nameLengths, (word) => roster.byName.has(word)).map(({ start, word }) => [
        start,
        word,
      ]),
    )
    return text.sentences.flatMap(({ start, end }) => {
      const sentence = text.plain.slice(start, end)
      if (pastIn.test(sentence) || /国务院令|主席令/.test(sentence) || tellsOfPast(sentence, context)) return []
      return placesOf(
        sentence,
        roster.titleLengths,
        (word) => roster.byTitle.has(word) || roster.byShortTitle.has(word),
      )
        .map((title) => ({ ...title, start: title.start + start, end: title.end + start }))
        .filter((title) => !otherTime.test(text.plain.slice(Math.max(start, title.start - 4), title.start)))
        .flatMap((title) => hitFor(title, { text, context, roster, names }) ?? [])
    })
  },
}

type Surroundings = { text: CheckedText; context: Context; roster: Roster; names: ReadonlyMap<number, string> }

function hitFor(title: Place, { text, context, roster, names }: Surroundings): Hit | undefined {
  const name = names.get(title.end) ?? unknownNameAt(text.plain, title.end)
  if (!name) return undefined

  const tenures = tenuresMeant(title.word, name, { roster, context })
  const current = tenures.filter((tenure) => holds(tenure, context.on) !== 'no')
  if (current.some((tenure) => text.plain.startsWith(tenure.name, title.end))) return undefined

  const own = tenures.find((tenure) => tenure.name === name)
  const span = text.spanOf(title.start, title.end + name.length)
  const sure = current.find((tenure) => holds(tenure, context.on) === 'surely')
  const holder = sure ?? current[0]
  if (own) return formerHit(own, holder, context, span)
  // One character off the holder's name is a slip of the pen, which leader.name tells.
  if (
    !holder ||
    current.some((tenure) => isSlipOf(text.plain.slice(title.end, title.end + tenure.name.length), tenure.name))
  ) {
    return undefined
  }
  return {
    ...span,
    message: `“${title.word}${name}”姓名与职务不符：据任职资料，当日任${holder.body}${holder.post}的是${holder.name}`,
    suggestions: [title.word + holder.name],
    severity: sure ? 'grave' : 'hint',
    basis: `任职资料：${holder.source}（截至${holder.asOf}）`,
  }
}

function formerHit(
  own: Tenure,
  holder: Tenure | undefined,
  { on }: Context,
  span: { start: number; end: number },
): Hit | undefined {
  const left = own.until !== undefined && on > own.until
  // No end on record and the record is old: nothing is known.
  if (!left && on >= own.from) return undefined
  const now = holder ? `当日任职的是${holder.name}，` : ''
  return {
    ...span,
    message: left
      ? `${own.name}自${own.until}起不再担任${own.body}${own.post}，${now}叙述任内之事请写“时任”`
      : `${own.name}自${own.from}起任${own.body}${own.post}，${now}请核对`,
    suggestions: [],
    severity: left ? 'hint' : 'grave',
    basis: `任职资料：${own.source}（截至${own.asOf}）`,
  }
}

/** Those whom the title can mean. Said in short it means the region in which the named person holds posts. */
function tenuresMeant(
  title: string,
  name: string,
  { roster, context }: Pick<Surroundings, 'roster' | 'context'>,
): readonly Tenure[] {
  const full = roster.byTitle.get(title)
  if (full) return full
  const regions = new Set(
    (roster.byName.get(name) ?? []).filter((t) => holds(t, context.on) !== 'no').map(({ body }) => regionOf(body)),
  )
  return (roster.byShortTitle.get(title) ?? []).filter(({ body }) => regions.has(regionOf(body)))
}

/** Three characters with a surname, or two that are called 同志: of two alone too many are words (陆续, 周五). */
function unknownNameAt(text: string, at: number): string | undefined {
  if (!surnames.includes(text.charAt(at) || '#')) return undefined
  const name = /^\p{Script=Han}{3}|^\p{Script=Han}{2}(?=同志)/u.exec(text.slice(at, at + 5))?.[0]
  return name && afterName.test(text.slice(at + name.length, at + name.length + 2)) ? name : undefined
}

/** A year before that of the text: it tells of then. */
function tellsOfPast(sentence: string, { on }: Context): boolean {
  return [...sentence.matchAll(/(?<!\d)((?:19|20)\d{2})(?=年|[.-]\d)/g)].some(([year]) => year < on.slice(0, 4))
}
