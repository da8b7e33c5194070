import type { Json, Outcome } from './http.ts'
import type { Connection, Fault } from './publisher.ts'

/** One call as the platform sees it: `refused` is its own word, `never` and `unsure` are of the way there and back. */
export type Called =
  | { state: 'ok'; body: Json }
  | { state: 'refused'; fault: Fault }
  | { state: 'never'; fault: Fault }
  | { state: 'unsure'; fault: Fault }

/** The fault that an answer tells of, or null. */
export type FaultReader = (body: Json, status: number) => Fault | null

export function calledOf(outcome: Outcome, faultIn: FaultReader): Called {
  if (outcome.state !== 'answered') return outcome
  const fault = faultIn(outcome.body, outcome.status)
  return fault ? { state: 'refused', fault } : { state: 'ok', body: outcome.body }
}

/**
 * Calls with the account's token, and exactly once more with another one where the platform has refused it (§0.5): a
 * refused token means that nothing was done. If the other is refused too, a person has to authorise again.
 */
export async function withToken(at: Connection, call: (token: string) => Promise<Called>): Promise<Called> {
  const held = await at.token()
  if (!held.ok) return { state: 'never', fault: held.fault }
  const first = await call(held.value)
  if (!isSpoiled(first)) return first
  const other = await at.token(held.value)
  if (!other.ok) return { state: 'never', fault: other.fault }
  const second = await call(other.value)
  if (!isSpoiled(second)) return second
  const zh = '平台两次不认可授权令牌，请管理员重新授权该账号'
  return { state: 'refused', fault: { class: 'reauthorise', code: second.fault.code, zh } }
}

function isSpoiled(called: Called): called is { state: 'refused'; fault: Fault } {
  return called.state === 'refused' && called.fault.class === 'tokenExpired'
}

/** A call that could not be repeated: the platform's “busy” does not say that nothing was done (contract §8). */
export function irrevocable(called: Called): Called {
  if (called.state !== 'refused' || called.fault.class !== 'transient') return called
  return { state: 'unsure', fault: called.fault }
}
