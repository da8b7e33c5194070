import { AppError } from '../core/error.ts'
import type { OriginKind } from './draft.rules.ts'

/** Where a manuscript stands on one account. `alive`: it is out there or may still get there. */
export const publicationStates = {
  scheduled: { zh: '待发布', alive: true },
  sending: { zh: '发布中', alive: true },
  unsure: { zh: '核实中', alive: true },
  accepted: { zh: '平台处理中', alive: true },
  handOver: { zh: '待人工发布', alive: true },
  published: { zh: '已发布', alive: true },
  failed: { zh: '发布失败', alive: false },
  withdrawn: { zh: '已撤回', alive: false },
  removed: { zh: '已被平台删除', alive: false },
  cancelled: { zh: '已取消', alive: false },
} as const
export type PublicationState = keyof typeof publicationStates
export const publicationStateNames = Object.keys(publicationStates) as [PublicationState, ...PublicationState[]]

/** How it goes out: by the platform's interface, or by a person with a package (交接包). */
export const ways = { api: '接口发布', handOver: '人工发布' } as const
export type Way = keyof typeof ways
export const wayNames = Object.keys(ways) as [Way, ...Way[]]

type Move = {
  action: string
  zh: string
  from: readonly PublicationState[]
  to: PublicationState
  by: 'system' | 'person'
}

/**
 * The life of a publication. Nothing goes from `unsure` back to `scheduled` but `absent`: the platform itself has shown
 * that it does not have it. That, and the intent written before the irrevocable call, is why nothing goes out twice.
 */
// biome-ignore format: a table is read by columns
export const publicationMoves = [
  { action: 'begin',    zh: '开始发布',     from: ['scheduled'],                        to: 'sending',   by: 'system' },
  { action: 'postpone', zh: '稍后再发',     from: ['sending'],                          to: 'scheduled', by: 'system' },
  { action: 'doubt',    zh: '核实是否已发', from: ['sending'],                          to: 'unsure',    by: 'system' },
  { action: 'accept',   zh: '平台已受理',   from: ['sending', 'unsure'],                to: 'accepted',  by: 'system' },
  { action: 'absent',   zh: '确认未发',     from: ['unsure'],                           to: 'scheduled', by: 'system' },
  { action: 'appear',   zh: '已发布',       from: ['sending', 'unsure', 'accepted'],    to: 'published', by: 'system' },
  { action: 'fail',     zh: '发布失败',     from: ['scheduled', 'sending', 'unsure', 'accepted'], to: 'failed', by: 'system' },
  { action: 'vanish',   zh: '已被平台删除', from: ['published'],                        to: 'removed',   by: 'system' },
  { action: 'retry',    zh: '重新发布',     from: ['failed'],                           to: 'scheduled', by: 'person' },
  { action: 'byHand',   zh: '改为人工发布', from: ['scheduled', 'failed'],              to: 'handOver',  by: 'person' },
  { action: 'register', zh: '登记已发布',   from: ['handOver', 'unsure'],               to: 'published', by: 'person' },
  { action: 'cancel',   zh: '取消发布',     from: ['scheduled', 'handOver', 'failed'],  to: 'cancelled', by: 'person' },
  { action: 'withdraw', zh: '撤回',         from: ['published'],                        to: 'withdrawn', by: 'person' },
] as const satisfies readonly Move[]
export type PublicationAction = (typeof publicationMoves)[number]['action']

/** The state after a move. Refuses one that the table does not have. */
export function publicationAfter(from: PublicationState, action: PublicationAction): PublicationState {
  const move = publicationMoves.find(
    (one) => one.action === action && (one.from as readonly PublicationState[]).includes(from),
  )
  if (!move) {
    const zh = publicationMoves.find((one) => one.action === action)?.zh ?? action
    throw new AppError('STATE_CONFLICT', { reason: `该条${publicationStates[from].zh}，不能${zh}` })
  }
  return move.to
}

/** What a person may do with it now, for the buttons of the page. */
export function openPublicationActions(from: PublicationState): PublicationAction[] {
  return publicationMoves
    .filter((one) => one.by === 'person' && (one.from as readonly PublicationState[]).includes(from))
    .map(({ action }) => action)
}

/** Minutes to the next attempt after the first, second … failure that passes by itself; after the last one it has failed. */
export const sendAgainAfter: readonly number[] = [1, 3, 10, 30, 60, 120, 240]

export type FrozenPicture = { id: string; name: string; mediaType: string; sha256: string; alt: string }

/** What goes out on one account, frozen when publishing was ordered: its version of the text, and its pictures by hash. */
export type FrozenOutgoing = {
  title: string
  author: string
  digest: string
  html: string
  text: string
  pictures: readonly FrozenPicture[]
  cover: FrozenPicture | null
  video: (Omit<FrozenPicture, 'alt'> & { size: number }) | null
  attachments: readonly Omit<FrozenPicture, 'alt'>[]
  link: string | null
  origin: { kind: OriginKind; sourceName: string; sourceUrl: string | null }
}
