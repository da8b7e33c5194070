import type { BodyName, Knowledge, Tenure } from '../../knowledge.ts'
import type { Day } from '../../rule.ts'

/** Who holds which post, made ready for looking up by the words of a text. */
export type Roster = {
  /** Tenures by every form of their title: 湖南省委书记, 中共湖南省委书记. */
  byTitle: ReadonlyMap<string, readonly Tenure[]>
  /** Tenures by the title as it is said within the region: 省委书记, 省长. */
  byShortTitle: ReadonlyMap<string, readonly Tenure[]>
  byName: ReadonlyMap<string, readonly Tenure[]>
  /** The lengths of titles by their first character, longest first. */
  titleLengths: ReadonlyMap<string, readonly number[]>
  /** The lengths of names by their first character. */
  nameLengths: ReadonlyMap<string, readonly number[]>
}

const rosters = new WeakMap<readonly Tenure[], Roster>()

export function rosterOf({ tenures, bodies }: Knowledge): Roster {
  const known = rosters.get(tenures)
  if (known) return known
  const roster = buildRoster(tenures, bodies)
  rosters.set(tenures, roster)
  return roster
}

function buildRoster(tenures: readonly Tenure[], bodies: readonly BodyName[]): Roster {
  const byTitle = new Map<string, Tenure[]>()
  const byShortTitle = new Map<string, Tenure[]>()
  const byName = new Map<string, Tenure[]>()
  const add = (map: Map<string, Tenure[]>, key: string, tenure: Tenure) => {
    const list = map.get(key)
    if (list) list.push(tenure)
    else map.set(key, [tenure])
  }
  for (const tenure of tenures) {
    for (const title of titlesOf(tenure, bodies)) add(byTitle, title, tenure)
    for (const title of shortTitlesOf(tenure)) add(byShortTitle, title, tenure)
    add(byName, tenure.name, tenure)
  }
  return {
    byTitle,
    byShortTitle,
    byName,
    titleLengths: lengthsByFirst([...byTitle.keys(), ...byShortTitle.keys()]),
    nameLengths: lengthsByFirst([...byName.keys()]),
  }
}

/** 湖南省人民政府 + 省长 is written 湖南省人民政府省长, 湖南省省长 or 湖南省长. */
export function titlesOf({ body, post }: Tenure, bodies: readonly BodyName[]): string[] {
  const region = regionOf(body)
  const forms = formsOf(body, bodies)
  const joined = forms.map((form) => form + post)
  if (!region || !/政府$/.test(body)) return [...new Set(joined)]
  const merged = region.at(-1) === post[0] ? [region + post.slice(1)] : []
  return [...new Set([...joined, region + post, ...merged])]
}

/** How a body is called: as it stands, as listed, and by the usual shortenings of local bodies. */
function formsOf(body: string, bodies: readonly BodyName[]): string[] {
  const listed = bodies.filter(({ full, short }) => full === body || short.includes(body))
  const names = [body, ...listed.flatMap(({ full, short }) => [full, ...short])]
  return [...new Set([...names, ...names.flatMap(shortened)])]
}

/** The usual shortenings, as pattern and replacement; each applies where its pattern fits. */
const shortenings: readonly (readonly [RegExp, string])[] = [
  [/^中国共产党(.+自治区)委员会$/, '$1党委'],
  [/^(?:中国共产党|中共)(.+[省市县区州旗])委员会$/, '$1委'],
  [/^(?:中国共产党|中共)(.+[省市县区州旗])委员会$/, '中共$1委'],
  [/^中国共产党(.+)委员会$/, '中共$1委员会'],
  [/^中共(.+委)$/, '$1'],
  [/^(.+)人民政府$/, '$1政府'],
  [/^(.+)人民代表大会常务委员会$/, '$1人大常委会'],
  [/^中国人民政治协商会议(.+)委员会$/, '$1政协'],
  [/^中国人民政治协商会议(.+)委员会$/, '政协$1委员会'],
]

function shortened(name: string): string[] {
  return shortenings.filter(([pattern]) => pattern.test(name)).map(([pattern, to]) => name.replace(pattern, to))
}

/** 省委书记 for the secretary of 湖南省委; 省长 for its governor. Bare words like 主任 say too little. */
function shortTitlesOf({ body, post }: Tenure): string[] {
  const committee = /([省市县区州旗])(?:委|委员会)$/.exec(body)
  if (committee && /^(中国共产党|中共)?.+[省市县区州旗]委/.test(body)) return [`${committee[1]}委${post}`]
  return /^(省长|市长|县长|区长|州长|镇长|乡长|总理|委员长)$/.test(post) ? [post] : []
}

/** The region a local body belongs to, 湖南省; absent for bodies of the centre. */
export function regionOf(body: string): string | undefined {
  const local = body.replace(/^(?:中国共产党|中共|中国人民政治协商会议|政协)/, '')
  return /^(.{1,20}?(?:自治区|自治州|自治县|[省市县区州旗镇乡]))(?=委|人民|政府|人大|政协|监察|党委)/.exec(local)?.[1]
}

function lengthsByFirst(words: readonly string[]): Map<string, number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const word of words) {
    const first = word.charAt(0)
    const known = lengths.get(first) ?? new Set()
    lengths.set(first, known.add(word.length))
  }
  return new Map([...lengths].map(([first, known]) => [first, [...known].sort((a, b) => b - a)]))
}

/** Whether the tenure runs on that day, and whether that is known or only still believed. */
export function holds(tenure: Tenure, on: Day): 'surely' | 'believed' | 'no' {
  if (on < tenure.from || (tenure.until !== undefined && on > tenure.until)) return 'no'
  if (tenure.until !== undefined || on <= tenure.asOf) return 'surely'
  return on <= oneYearAfter(tenure.asOf) ? 'believed' : 'no'
}

function oneYearAfter(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
}

export type Place = { start: number; end: number; word: string }

/** Every known word that stands in the text, the longest at each place; words inside a longer one are part of it. */
export function placesOf(
  text: string,
  lengths: ReadonlyMap<string, readonly number[]>,
  isWord: (word: string) => boolean,
): Place[] {
  const places: Place[] = []
  let reached = 0
  for (let start = 0; start < text.length; start++) {
    const length = lengths.get(text.charAt(start))?.find((l) => isWord(text.slice(start, start + l)))
    if (length === undefined || start + length <= reached) continue
    reached = start + length
    places.push({ start, end: reached, word: text.slice(start, reached) })
  }
  return places
}
