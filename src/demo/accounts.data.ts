import type { PlatformName } from '../accounts/platforms.rules.ts'

/**
 * What an account is there to show. `plain`: nothing special. `bare`: recorded only with name and platform.
 * `twin`: two accounts whose figures are equal to the last one.
 */
export type Story =
  | 'plain'
  | 'strong'
  | 'rising'
  | 'falling'
  | 'capped'
  | 'twin'
  | 'stale'
  | 'nearlyStale'
  | 'lapse'
  | 'unfit'
  | 'noFigures'
  | 'noShares'
  | 'unknownOriginals'
  | 'neverImported'
  | 'young'
  | 'bare'

export type DemoAccount = {
  key: string
  name: string
  platform: PlatformName
  unit: string
  story: Story
  tags: readonly string[]
  /** Works of an ordinary month. */
  pace: number
  /** Readers of an ordinary work. */
  reach: number
}

type Line = readonly [name: string, unit: string, platforms: string, reach: number, story?: string]

/**
 * One line per brand: its host unit, the platforms it is on (w 微信, b 微博, t 头条, d 抖音, c 视频号, m 小程序), readers
 * of an ordinary work, and by platform letter what it is there to show.
 */
const brands: readonly Line[] = [
  ['青屿发布', 'city.release', 'wbtdc', 18_000, 'w:strong d:capped'],
  ['青屿交通', 'city.transport', 'wbd', 4_200, 'b:rising'],
  ['青屿应急', 'city.weather', 'wbtd', 5_600, 't:falling'],
  ['青屿水利', 'city.transport', 't', 900, 't:noShares'],
  ['临溪发布', 'linxi.release', 'wbtd', 7_400, 'w:capped'],
  ['临溪教育', 'linxi.education', 'wbm', 2_600, 'w:rising'],
  ['临溪文旅', 'linxi.culture', 'wbtd', 3_800, 'd:strong'],
  ['健康临溪', 'linxi.health', 'wd', 1_700, 'w:plain'],
  ['临溪三农', 'linxi.agriculture', 'wt', 800, 't:nearlyStale'],
  ['竹坞之声', 'zhuwu', 'wb', 420, 'w:plain'],
  ['溪口乡音', 'xikou', 'wd', 260, 'd:falling'],
  ['清源供水', 'waterworks', 'wd', 640, 'w:unknownOriginals'],
  ['望湖发布', 'wanghu.release', 'wbtd', 9_800, 'w:strong'],
  ['望湖教育', 'wanghu.education', 'wb', 3_100, 'b:twin'],
  ['望湖文旅', 'wanghu.culture', 'wbt', 4_400, 'b:twin'],
  ['健康望湖', 'wanghu.health', 'wtd', 2_300, 't:noFigures'],
  ['望湖田园', 'wanghu.agriculture', 'wb', 700, 'b:unfit'],
  ['望湖街道之窗', 'street', 'wd', 520, 'd:young'],
  ['石桥发布', 'shiqiao.release', 'wbtd', 3_300, 'w:falling'],
  ['石桥教育', 'shiqiao.education', 'wb', 1_500, 'b:lapse'],
  ['石桥文旅', 'shiqiao.culture', 'wt', 1_900, 't:noShares'],
  ['健康石桥', 'shiqiao.health', 'wd', 900, 'w:stale'],
  ['石桥三农', 'shiqiao.agriculture', 'wb', 380, 'b:neverImported'],
  ['石桥镇微讯', 'shiqiaozhen', 'wt', 300, 't:bare'],
]

const twinReach = 2000

const letters: Record<string, { platform: PlatformName; pace: number; share: number }> = {
  w: { platform: 'wechat', pace: 32, share: 1 },
  b: { platform: 'weibo', pace: 38, share: 0.6 },
  t: { platform: 'toutiao', pace: 24, share: 0.8 },
  d: { platform: 'douyin', pace: 10, share: 2.5 },
  c: { platform: 'channels', pace: 6, share: 0.7 },
  m: { platform: 'miniProgram', pace: 0, share: 0 },
}

export const accounts: readonly DemoAccount[] = brands.flatMap(([name, unit, platforms, reach, told = '']) => {
  const stories = new Map(told.split(' ').map((word) => [word.slice(0, 1), word.slice(2) as Story])) // written above
  return [...platforms].flatMap((letter) => {
    const kind = letters[letter]
    if (!kind) return []
    const story = stories.get(letter) ?? 'plain'
    return [
      {
        key: `${name}.${kind.platform}`,
        name,
        platform: kind.platform,
        unit,
        story,
        tags: tagsOf(name, story),
        pace: unit.includes('.') ? kind.pace : Math.ceil(kind.pace * 0.7),
        reach: story === 'twin' ? twinReach : Math.round(reach * kind.share),
      },
    ]
  })
})

function tagsOf(name: string, story: Story): string[] {
  return [
    ...(name.endsWith('发布') ? ['重点账号'] : []),
    ...(story === 'stale' || story === 'lapse' || story === 'unfit' ? ['重点督促'] : []),
  ]
}
