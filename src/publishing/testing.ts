import type { Caller } from '../app/testing.ts'
import { elementNames } from '../review/elements.rules.ts'
import type { DraftView } from './drafts.contract.ts'

/** Begins a manuscript; gives its id. */
export async function addedDraft(by: Caller, body: object = {}): Promise<string> {
  return ((await answerOf(await by.post('/api/drafts', body))) as { id: string }).id
}

export async function viewedDraft(by: Caller, id: string): Promise<DraftView> {
  return (await answerOf(await by.get(`/api/drafts/${id}`))) as DraftView
}

/** Saves a manuscript with some of its content changed; gives the raw answer. */
export async function saveChange(by: Caller, id: string, change: object, more: object = {}): Promise<Response> {
  const { class: kind, columnId, campaignId, content, version } = await viewedDraft(by, id)
  const body = { class: kind, columnId, campaignId, version, reason: 'manual', content: { ...content, ...change } }
  return by.put(`/api/drafts/${id}/content`, { ...body, ...more })
}

export const targetOf = (accountId: string) => ({ accountId, title: null, digest: null, html: null })

/** A manuscript that has all that a submission asks for. */
export async function wholeDraft(by: Caller, accountId: string, change: object = {}): Promise<string> {
  const id = await addedDraft(by)
  const whole = {
    title: '关于开学的通知',
    html: '<p>各位家长：</p><p>新学期将于九月一日开学。</p>',
    targets: [targetOf(accountId)],
  }
  await answerOf(await saveChange(by, id, { ...whole, ...change }))
  return id
}

export async function submitted(by: Caller, id: string, note = ''): Promise<string> {
  const { version } = await viewedDraft(by, id)
  return ((await answerOf(await by.post(`/api/drafts/${id}/submissions`, { note, version }))) as { reviewId: string })
    .reviewId
}

type Decision = { action?: string; opinion?: string; failed?: string; releases?: { key: string; reason: string }[] }

/** Takes a reviewer's decision, with all elements passed unless one is named; gives the raw answer. */
export async function decided(by: Caller, id: string, given: Decision = {}): Promise<Response> {
  const draft = await viewedDraft(by, id)
  const review = (await answerOf(await by.get(`/api/reviews/${draft.reviewId}`))) as { version: number }
  const elements = elementNames.map((name) => [
    name,
    name === given.failed ? { verdict: 'failed', note: '须修改' } : { verdict: 'pass', note: '已核对' },
  ])
  return by.post(`/api/reviews/${draft.reviewId}/decisions`, {
    action: given.action ?? 'approve',
    opinion: given.opinion ?? '',
    version: review.version,
    sheet: { hash: draft.hash, elements: Object.fromEntries(elements), releases: given.releases ?? [] },
  })
}

export async function answerOf(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  return answer.json()
}

export async function refusalOf(answer: Response) {
  const body = (await answer.json()) as { code: string; title: string; errors: { path: string; message: string }[] }
  return {
    status: answer.status,
    code: body.code,
    title: body.title,
    paths: (body.errors ?? []).map(({ path }) => path),
  }
}
