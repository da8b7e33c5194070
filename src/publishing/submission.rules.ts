import type { Knowledge } from '../checker/knowledge.ts'
import { isListed } from '../checker/rules/source/attribution.ts'
import type { FieldError } from '../core/error.ts'
import { refusalsOn, type Written } from '../platforms/limits.rules.ts'
import type { Refusal } from '../platforms/publisher.ts'
import type { ContentClass } from '../review/three-review.rules.ts'
import type { DraftContent, Target } from './content.contract.ts'
import { bodiesOf } from './content.rules.ts'
import { picturesIn, textOf } from './html-text.rules.ts'

/** What must be known besides the content to say whether it can be put before reviewers. */
export type SubmissionFacts = {
  content: DraftContent
  class: ContentClass
  accounts: ReadonlyMap<string, { name: string; platform: string }>
  videoBytes: number | null
  sources: Knowledge['sources']
  /** Today in Beijing, and now. */
  today: string
  now: Date
}

/** What is missing before a manuscript can be reviewed, by field; empty when nothing is (§8.1.2, §7.1). */
export function submissionFaults(facts: SubmissionFacts): FieldError[] {
  const { content } = facts
  const faults: FieldError[] = []
  const say = (path: string, message: string) => faults.push({ path, message })
  if (content.title === '') say('title', '请填写标题')
  const empty = textOf(content.html) === '' && picturesIn(content.html).length === 0 && content.videoId === null
  if (empty) say('html', '请填写正文，或添加图片、视频')
  if (content.targets.length === 0) say('targets', '请选择至少一个发布账号')
  if (content.scheduledAt !== null && new Date(content.scheduledAt) <= facts.now) {
    say('scheduledAt', '定时发布时间已过，请重新选择')
  }
  for (const { path, html } of bodiesOf(content)) {
    const blind = picturesIn(html).filter(({ alt }) => alt.trim() === '').length
    if (blind > 0) say(path, `${blind} 张图片没有图片说明，视障读者无法了解其内容`)
  }
  return [...faults, ...originFaults(facts), ...targetFaults(facts)]
}

/** 转载、编辑整理须注明来源和使用依据 (§8.1.2); 转载稿源内容须来自稿源名单 (§7.1). */
function originFaults({ content: { origin }, class: kind, sources, today }: SubmissionFacts): FieldError[] {
  const faults: FieldError[] = []
  const say = (path: string, message: string) => faults.push({ path: `origin.${path}`, message })
  const original = origin.kind === 'original'
  if (!original && origin.sourceName === '') say('sourceName', '转载、编辑整理的内容须注明来源（指南§8.1.2）')
  if (!original && origin.licence === 'none') say('licence', '请注明使用他人内容的依据（指南§8.1.2）')
  if (kind !== 'listedRepost') return faults
  if (original) say('kind', '“转载稿源内容”须为转载；自己撰写的请改选其他类别')
  else if (origin.sourceName && !isListed(origin.sourceName, origin.sourceUrl ?? undefined, { on: today }, sources)) {
    say('sourceName', `“${origin.sourceName}”不在稿源名单中，请改选其他类别，或先将其列入稿源名单（指南§7.1）`)
  }
  return faults
}

/** What binds on a platform however it is published there; the rest is a matter of its interface, and a person may publish instead. */
const binding: Readonly<Record<string, readonly Refusal['field'][]>> = {
  wechat: ['title', 'author', 'digest', 'body', 'cover'],
  toutiao: ['title'],
  douyin: ['video', 'pictures'],
}

const pathOf: Partial<Record<Refusal['field'], string>> = {
  body: 'html',
  cover: 'coverId',
  video: 'videoId',
  pictures: 'html',
}
/** What each account may have of its own. */
const own: readonly string[] = ['title', 'digest', 'html']

function targetFaults({ content, accounts, videoBytes }: SubmissionFacts): FieldError[] {
  return content.targets.flatMap((target, n) => {
    const account = accounts.get(target.accountId)
    if (!account) return [{ path: `targets.${n}`, message: '发布账号已不可用' }]
    const fields = binding[account.platform] ?? []
    return refusalsOn(account.platform, written(content, target, videoBytes))
      .filter(({ field }) => fields.includes(field))
      .map(({ field, zh }) => {
        const path = pathOf[field] ?? field
        const differs = own.includes(path) && target[path as 'title' | 'digest' | 'html'] !== null
        return { path: differs ? `targets.${n}.${path}` : path, message: `“${account.name}”：${zh}` }
      })
  })
}

function written(content: DraftContent, target: Target, videoBytes: number | null): Written {
  const html = target.html ?? content.html
  return {
    title: target.title ?? content.title,
    author: content.author,
    digest: target.digest ?? content.digest,
    html,
    text: textOf(html),
    link: content.link,
    pictures: picturesIn(html).length,
    cover: content.coverId !== null,
    video: content.videoId === null ? null : { size: videoBytes ?? 0 },
  }
}
