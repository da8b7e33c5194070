import type { Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'

type Kind = 'publication.published' | 'publication.failed' | 'publication.handOver' | 'publication.removed'

/** Tells whoever publishes for the host unit what became of a publication. */
export function tellPublishers(
  work: Work,
  one: { id: string; hostUnitId: string },
  kind: Kind,
  news: { title: string; body: string },
): Promise<void> {
  return asSystem(work, async (wide) => {
    for (const userId of await peopleOfUnit(wide, one.hostUnitId, ['editor', 'accountManager'])) {
      await tellUser(wide, userId, { kind, link: `/publications/${one.id}`, ...news })
    }
  })
}
