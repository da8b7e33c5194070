import { reviewedApplication, takeStep } from '../accounts/application-steps.service.ts'
import { applicationView } from '../accounts/application-view.service.ts'
import { attach, saveForm, startApplication } from '../accounts/applications.service.ts'
import { type EvidenceRole, evidenceRoles, type LifecycleAction } from '../accounts/lifecycle.rules.ts'
import type { Ctx } from '../core/context.ts'
import { addEvidence } from '../files/files.service.ts'
import { reviewView } from '../review/queue.service.ts'
import type { ReviewAction } from '../review/review.rules.ts'
import { decide } from '../review/review.service.ts'
import { pictureOf } from './evidence.ts'
import { type Stage, workday } from './stage.ts'

/** Who does it, how many days ago, and at which hour. */
export type When = { who: string; ago: number; hour?: number }
type Form = Record<string, unknown>

const subjects = { application: { settled: reviewedApplication } }

/** What people do with applications, through the services that their pages call. */
export function openDesk(stage: Stage) {
  // Several things are done in one sitting: who does them is looked up once.
  const sittings = new Map<string, Promise<Ctx>>()
  const as = ({ who, ago, hour }: When): Promise<Ctx> => {
    const key = `${who}/${ago}/${hour}`
    const ctx = sittings.get(key) ?? stage.as(who, workday(stage, ago, hour))
    sittings.set(key, ctx)
    return ctx
  }
  const view = async (when: When, id: string) => applicationView(await as(when), id)
  return {
    as,
    view,
    async start(when: When, given: Parameters<typeof startApplication>[1]): Promise<string> {
      return (await startApplication(await as(when), given)).id
    },
    /** Fills in a form: what is given goes over what stands there. */
    async fill(when: When, id: string, form: Form): Promise<void> {
      const { version, form: before } = await view(when, id)
      await saveForm(await as(when), id, { version, form: { ...unmasked(before), ...form } })
    },
    async prove(when: When, id: string, role: EvidenceRole): Promise<void> {
      const ctx = await as(when)
      const name = `${evidenceRoles[role]}（演示）.png`
      const { id: fileId } = await addEvidence(ctx, { name, bytes: pictureOf(`${role}/${when.ago}`) })
      await attach(ctx, id, { fileId, role })
    },
    async step(when: When, id: string, action: LifecycleAction, note = ''): Promise<void> {
      const { version } = await view(when, id)
      await takeStep(await as(when), id, { action, version, note })
    },
    async decide(when: When, id: string, given: { action: ReviewAction; opinion: string; to?: string }): Promise<void> {
      const ctx = await as(when)
      const { reviewId } = await applicationView(ctx, id)
      const { version } = await reviewView(ctx, reviewId ?? '')
      await decide(ctx, subjects, reviewId ?? '', {
        action: given.action,
        opinion: given.opinion,
        to: given.to ? (stage.users.get(given.to) ?? null) : null,
        version,
      })
    },
  }
}

/** Masks are shown, not sent back. */
function unmasked(form: Form): Form {
  return Object.fromEntries(Object.entries(form).filter(([key]) => !key.endsWith('Mask')))
}
export type Desk = ReturnType<typeof openDesk>
