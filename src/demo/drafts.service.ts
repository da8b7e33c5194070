import { addDays } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import type { DraftContent } from '../publishing/content.contract.ts'
import { emptyContent } from '../publishing/content.rules.ts'
import { submitDraft } from '../publishing/draft-submit.service.ts'
import { viewDraft } from '../publishing/draft-view.service.ts'
import { addDraft, discardDraft, saveDraft } from '../publishing/drafts.service.ts'
import { addMedia } from '../publishing/media.service.ts'
import { campaigns, columns, templates } from '../publishing/plan.service.ts'
import { precheckDraft } from '../publishing/precheck.service.ts'
import { publishDraft } from '../publishing/publish.service.ts'
import { judgedDraft, reviewedDraft } from '../publishing/reviewed-draft.service.ts'
import { elementNames, type ReviewElement } from '../review/elements.rules.ts'
import { reviewView } from '../review/queue.service.ts'
import { decide } from '../review/review.service.ts'
import { campaignPlan, columnPlans, draftPlans, templatePlan } from './drafts.data.ts'
import { pictureOf } from './evidence.ts'
import { type Stage, workday } from './stage.ts'

const unit = 'linxi.education'
const subjects = { draft: { deciding: judgedDraft, settled: reviewedDraft } }
type Plan = (typeof draftPlans)[number]
type Placed = { columnIds: string[]; campaignId: string; picture: string; accounts: string[] }

/** §8: what the education office is writing, what lies before its reviewers, and what they have said. */
export async function buildDrafts(stage: Stage, unitIds: ReadonlyMap<string, string>): Promise<void> {
  const placed = await buildPlan(stage, unitIds.get(unit) ?? '')
  for (const plan of draftPlans) await buildDraft(stage, plan, placed)
  stage.tell('创建演示数据：栏目、主题、模板与稿件')
}

async function buildPlan(stage: Stage, unitId: string): Promise<Placed> {
  const ctx = await stage.as('manager', workday(stage, 20, 9))
  const columnIds: string[] = []
  for (const form of columnPlans) columnIds.push((await columns.add(ctx, form)).id)
  const days = { startsOn: addDays(stage.today, -14), endsOn: addDays(stage.today, 21) }
  const campaign = await campaigns.add(ctx, { ...campaignPlan, ...days })
  const { name, title, html } = templatePlan
  await templates.add(ctx, { name, content: { ...emptyContent, title, html, author: '办公室' } })
  const file = { name: '消防演练（演示）.png', bytes: pictureOf('drafts/drill') }
  const picture = await addMedia(ctx, { kind: 'picture', alt: '学生按照路线有序疏散' }, file)
  const accounts = await transact(ctx, ({ db }) =>
    db
      .selectFrom('account')
      .select('id')
      .where('host_unit_id', '=', unitId)
      .where('state', '=', 'active')
      .where('name', '=', '临溪教育')
      .where('platform', 'in', ['wechat', 'weibo', 'toutiao'])
      .orderBy('platform')
      .execute(),
  )
  return { columnIds, campaignId: campaign.id, picture: picture.id, accounts: accounts.map(({ id }) => id) }
}

async function buildDraft(stage: Stage, plan: Plan, placed: Placed): Promise<void> {
  const { columnIds, campaignId } = placed
  const where = { columnId: (plan.column === undefined ? null : columnIds[plan.column]) ?? null }
  const place = { class: plan.class, ...where, campaignId: plan.campaign ? campaignId : null }
  const ctx = await stage.as('manager', workday(stage, plan.ago, 8))
  const { id } = await addDraft(ctx, { ...place, templateId: null, copyOfId: null, hostUnitId: null })
  await saveDraft(ctx, id, { ...place, content: contentOf(plan, placed), reason: 'manual', version: 1 })
  const at = (who: string, hour: number) => stage.as(who, workday(stage, plan.ago, hour))
  const submit = async (note = '') => {
    const writer = await at('manager', 9)
    await submitDraft(writer, id, { note, version: (await viewDraft(writer, id)).version })
  }
  switch (plan.state) {
    case 'published':
    case 'approved':
      await precheckDraft(
        await stage.as('contractor', workday(stage, plan.ago, 8)),
        id,
        '图片清晰，文字通顺，建议发布。',
      )
      await submit()
      await judge(await at('editor', 10), id, { action: 'approve', opinion: '内容准确，同意。' })
      await judge(await at('officehead', 11), id, { action: 'approve', opinion: '同意。' })
      await judge(await at('unitleader', 14), id, { action: 'approve', opinion: '同意发布。' })
      return plan.state === 'published' ? publish(await at('editor', 15), id) : undefined
    case 'inReview':
      await submit('请尽快审核')
      return judge(await at('editor', 10), id, { action: 'approve', opinion: '日期已核对。' })
    case 'grave':
      return submit('引用活动材料原文，请审核把关')
    case 'returned':
      await submit()
      await judge(await at('editor', 10), id, { action: 'approve', opinion: '同意。' })
      return judge(await at('officehead', 11), id, {
        action: 'sendBack',
        opinion: '退费办法与文件不一致，请与基教科核实后修改。',
        failed: 'policy',
      })
    case 'refused':
      await submit()
      return judge(await at('editor', 10), id, {
        action: 'refuse',
        opinion: '名单涉及未成年人个人信息，不宜公开发布。',
        failed: 'secrecy',
      })
    case 'discarded': {
      const writer = await at('manager', 9)
      await discardDraft(writer, id, { reason: '运动会改期', version: (await viewDraft(writer, id)).version })
      return
    }
    default:
      return
  }
}

/** What goes out by an interface is sent to the emulated platforms once the program has started; the rest waits for a person. */
async function publish(ctx: Ctx, draftId: string): Promise<void> {
  const { hash, version } = await viewDraft(ctx, draftId)
  await publishDraft(ctx, { draftId, order: { hash, version, now: true } })
}

function contentOf(plan: Plan, { picture, accounts }: Placed): DraftContent {
  const paragraphs = plan.paragraphs.map((text) => `<p>${text}</p>`)
  const shown = plan.campaign ? `<p><img data-picture="${picture}" alt="学生按照路线有序疏散" /></p>` : ''
  return {
    ...emptyContent,
    title: plan.title,
    author: '临溪县教育局',
    digest: plan.paragraphs[0]?.slice(0, 50) ?? '',
    html: [paragraphs[0], shown, ...paragraphs.slice(1)].join(''),
    coverId: picture,
    link: 'https://linxi.yanshi.example/jyj/',
    targets: accounts.map((accountId) => ({ accountId, title: null, digest: null, html: null })),
  }
}

type Word = { action: 'approve' | 'sendBack' | 'refuse'; opinion: string; failed?: ReviewElement }

async function judge(ctx: Ctx, id: string, { action, opinion, failed }: Word): Promise<void> {
  const { reviewId, hash } = await viewDraft(ctx, id)
  const { version } = await reviewView(ctx, reviewId ?? '')
  const elements = Object.fromEntries(
    elementNames.map((name) => [
      name,
      name === failed ? { verdict: 'failed' as const, note: opinion } : { verdict: 'pass' as const, note: '' },
    ]),
  ) as Record<ReviewElement, { verdict: 'pass' | 'failed'; note: string }> // one entry per element
  await decide(ctx, subjects, reviewId ?? '', {
    ...{ action, opinion, to: null, version },
    sheet: { hash, elements, releases: [] },
  })
}
