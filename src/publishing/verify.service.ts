import { connectionState } from '../platforms/tokens.service.ts'
import { fetchPage } from './fetch-page.ts'
import { type InHand, inSystem, type Sending, settle } from './in-hand.service.ts'
import { type Verified, verifiedBy } from './likeness.rules.ts'
import { noteEvent } from './moves.service.ts'
import { whereOf } from './outcomes.service.ts'
import { tellPublishers } from './publication-news.service.ts'
import { changePublication } from './publications.store.ts'
import { verifyAfter } from './sending.rules.ts'

const words: Record<Verified, string> = {
  verified: '自动核对：网址上的内容与三审通过的一致',
  differs: '自动核对：网址上的内容与三审通过的不一致',
  unreachable: '自动核对：网址打不开，或须登录才能看到内容',
}

/** Looks at the address that a person registered, whether it shows what was signed; later again while it shows nothing. */
export async function verifyOne(sending: Sending, held: InHand): Promise<void> {
  const { row: seen } = held
  const connection = await inSystem(sending, (work) => connectionState(work, seen.account_id))
  const page = seen.url === null ? null : await fetchPage(seen.url, { allowInner: connection?.allowInner ?? false })
  const verified = page ? verifiedBy(page, seen.outgoing) : 'unreachable'
  await settle(sending, held, async (work, row) => {
    const minutes = verified === 'unreachable' ? verifyAfter[row.attempts + 1] : undefined
    await changePublication(work.db, row.id, {
      verified,
      verified_at: work.now,
      attempts: row.attempts + 1,
      next_at: minutes === undefined ? null : new Date(work.now.getTime() + minutes * 60_000),
    })
    if (minutes !== undefined) return
    await noteEvent(work, row.id, { kind: 'verify', title: words[verified] })
    if (verified !== 'differs') return
    await tellPublishers(work, { id: row.id, hostUnitId: row.host_unit_id }, 'publication.failed', {
      title: `${whereOf(row)}上的内容与三审通过的不一致：${row.title}`,
      body: '请核对所登记的网址和平台上的内容。已发布的内容与三审通过的不一致的，请立即更正或删除（指南§8.2.1）。',
    })
  })
}
