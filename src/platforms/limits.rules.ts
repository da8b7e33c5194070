import type { Outgoing, Refusal } from './publisher.ts'
import { addressesIn, topicsIn, weiboLength, weiboStatus } from './weibo/status.rules.ts'

const megabyte = 1024 * 1024

type Range = { min?: number; max?: number; advised?: number }

/** What a platform takes of one post; null where the contract states nothing. */
export type Limits = {
  /** Characters. `advised`: longer is accepted by some accounts only. */
  title: Range | null
  author: Range | null
  digest: Range | null
  body: { zh: string; characters?: number; bytes?: number; weibo?: number } | null
  pictures: { max?: number; bytes: number; kinds: readonly string[] } | null
  cover: 'required' | 'optional' | 'none'
  link: 'required' | 'optional' | 'none'
  video: { bytes: number } | null
  /** `#话题#` */
  topics: boolean
}

/** Contract: 微信公众号 §1.4, 微博 §2.2, 抖音 §3.2, 今日头条 §4. To be compared with the account's own console. */
export const limits = {
  wechat: {
    title: { min: 1, max: 64, advised: 32 },
    author: { max: 16 },
    digest: { max: 128 },
    body: { zh: '正文（含格式）', characters: 20_000, bytes: megabyte },
    pictures: { bytes: 10 * megabyte, kinds: ['image/jpeg', 'image/png', 'image/gif'] },
    cover: 'required',
    link: 'optional',
    video: null,
    topics: true,
  },
  weibo: {
    title: null,
    author: null,
    digest: null,
    body: { zh: '微博（含标题和链接）', weibo: 140 },
    pictures: { max: 1, bytes: 5 * megabyte, kinds: ['image/jpeg', 'image/png', 'image/gif'] },
    cover: 'none',
    link: 'required',
    video: null,
    topics: false,
  },
  douyin: {
    title: null,
    author: null,
    digest: null,
    body: null,
    pictures: { max: 30, bytes: 20 * megabyte, kinds: ['image/jpeg', 'image/png'] },
    cover: 'optional',
    link: 'none',
    video: { bytes: 4 * 1024 * megabyte },
    topics: true,
  },
  toutiao: {
    title: { min: 2, max: 30 },
    author: null,
    digest: null,
    body: null,
    pictures: null,
    cover: 'optional',
    link: 'none',
    video: null,
    topics: true,
  },
} as const satisfies Record<string, Limits>
export type LimitedPlatform = keyof typeof limits

export function limitsOf(platform: string): Limits | null {
  return Object.hasOwn(limits, platform) ? limits[platform as LimitedPlatform] : null
}

export type Written = Pick<Outgoing, 'title' | 'author' | 'digest' | 'html' | 'text' | 'link'> & {
  pictures: number
  cover: boolean
  video: { size: number } | null
}

/** What the platform would refuse, in the order of the page; empty for a platform whose limits are not known. */
export function refusalsOn(platform: string, out: Written): Refusal[] {
  const limit = limitsOf(platform)
  if (!limit) return []
  return [
    ...lengthRefusals('title', '标题', { text: out.title, range: limit.title }),
    ...lengthRefusals('author', '作者', { text: out.author, range: limit.author }),
    ...lengthRefusals('digest', '摘要', { text: out.digest, range: limit.digest }),
    ...(platform === 'wechat' ? articleRefusals(out, limit) : []),
    ...(platform === 'weibo' ? weiboRefusals(out, limit) : []),
    ...(platform === 'douyin' ? douyinRefusals(out, limit) : []),
    ...pictureRefusals(out, limit),
    ...(limit.cover === 'required' && !out.cover ? [refusal('cover', '须有封面图片')] : []),
  ]
}

function refusal(field: Refusal['field'], zh: string): Refusal {
  return { field, zh }
}

export const lengthOf = (text: string) => [...text].length

function lengthRefusals(
  field: 'title' | 'author' | 'digest',
  zh: string,
  given: { text: string; range: Range | null },
) {
  const { text, range } = given
  if (!range) return []
  const length = lengthOf(text)
  if (range.min !== undefined && length < range.min) {
    return [refusal(field, range.min === 1 ? `须有${zh}` : `${zh}至少 ${range.min} 字，现为 ${length} 字`)]
  }
  if (range.max !== undefined && length > range.max)
    return [refusal(field, `${zh}最多 ${range.max} 字，现为 ${length} 字`)]
  return []
}

/** What the address of a picture adds to the body, about. */
const pictureAddress = 160

function articleRefusals({ html, pictures, video }: Written, { body }: Limits): Refusal[] {
  const found: Refusal[] = []
  const characters = lengthOf(html) + pictures * pictureAddress
  if (html.trim() === '') found.push(refusal('body', '正文为空'))
  if (body?.characters && characters >= body.characters) {
    found.push(refusal('body', `${body.zh}须少于 ${body.characters} 字符，现约 ${characters} 字符`))
  }
  if (body?.bytes && new TextEncoder().encode(html).length + pictures * pictureAddress >= body.bytes) {
    found.push(refusal('body', `${body.zh}须小于 1 MB`))
  }
  if (video) found.push(refusal('video', '公众号图文不能通过接口带视频，请在公众平台上插入'))
  return found
}

function weiboRefusals(out: Written, { body }: Limits): Refusal[] {
  const status = weiboStatus(out)
  const length = weiboLength(status)
  const found: Refusal[] = []
  if (out.text.trim() === '' && out.title.trim() === '') found.push(refusal('body', '正文为空'))
  if (body?.weibo && length > body.weibo)
    found.push(refusal('body', `${body.zh}最多 ${body.weibo} 字，现为 ${length} 字`))
  const [topic] = topicsIn(status)
  if (topic) found.push(refusal('body', `普通应用接口不能发带话题的微博：${topic}`))
  if (addressesIn(status).length === 0) {
    found.push(refusal('link', '通过接口发微博须带一个本单位已登记为安全域名的网页链接'))
  }
  if (out.video) found.push(refusal('video', '普通应用接口不能发视频微博'))
  return found
}

function douyinRefusals(out: Written, { video }: Limits): Refusal[] {
  if (!out.video && out.pictures === 0) return [refusal('video', '抖音作品须有视频，或至少一张图片')]
  if (out.video && video && out.video.size > video.bytes) return [refusal('video', '视频最大 4 GB')]
  return []
}

function pictureRefusals({ pictures, video }: Written, { pictures: limit }: Limits): Refusal[] {
  // With a video the pictures of the text are not part of the work.
  if (!limit?.max || pictures <= limit.max || video) return []
  const zh = limit.max === 1 ? '普通应用接口只能带一张图片' : `图片最多 ${limit.max} 张`
  return [refusal('pictures', `${zh}，现为 ${pictures} 张`)]
}
