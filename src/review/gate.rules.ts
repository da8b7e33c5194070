import { levelNames, type ReviewLevel, reviewLevels } from './three-review.rules.ts'

/** A signature as it stands under a manuscript: who agreed, at which level, to which content. */
export type Signature = {
  step: number
  stepName: string
  level: ReviewLevel | null
  userId: string
  userName: string
  /** The absent colleague in whose name she signed. */
  onBehalfId: string | null
  onBehalfName: string | null
  hash: string
  opinion: string
  at: string
}

export type GateFacts = {
  /** Of what would go out now, and of what the last reviewer agreed to. */
  hash: string
  approvedHash: string | null
  signatures: readonly Signature[]
  /** Everybody who wrote on it. */
  authorIds: readonly string[]
  /** The levels that this content's route has; the three, unless the supervisor consented to fewer. */
  levels: readonly ReviewLevel[]
  /** 严重 findings in this content, by key, and those of them that were released for this very content. */
  graves: readonly string[]
  released: readonly string[]
}

export type GateRefusal = { code: GateCode; zh: string; clause: string }
export const gateCodes = ['notApproved', 'changed', 'levelMissing', 'samePerson', 'author', 'grave'] as const
export type GateCode = (typeof gateCodes)[number]

/**
 * The publish gate (§8.2.1 先审后发): why this content may not go out. Empty when it may. It is asked when publishing is
 * ordered, and again at the moment of sending.
 */
export function gateRefusals(facts: GateFacts): GateRefusal[] {
  const refusals: GateRefusal[] = []
  const say = (code: GateCode, zh: string) => refusals.push({ code, zh, clause: '8.2.1' })
  if (facts.approvedHash === null) say('notApproved', '尚未通过三审，不能发布')
  else if (facts.approvedHash !== facts.hash) say('changed', '内容与三审通过的版本不一致，须重新送审')
  const signed = facts.signatures.filter(({ hash }) => hash === facts.hash)
  for (const level of levelNames) {
    if (!facts.levels.includes(level) || signed.some((one) => one.level === level)) continue
    say('levelMissing', `没有${reviewLevels[level].zh}对此内容的签署`)
  }
  const people = signed.flatMap(({ userId, onBehalfId }) => (onBehalfId ? [userId, onBehalfId] : [userId]))
  if (new Set(people).size < people.length) say('samePerson', '三审须由不同人员完成')
  if (people.some((id) => facts.authorIds.includes(id))) say('author', '撰稿人不能审核本人的稿件')
  const open = facts.graves.filter((key) => !facts.released.includes(key))
  if (open.length > 0) say('grave', `有 ${open.length} 处严重问题未处理，也未经三审说明理由放行`)
  return refusals
}
