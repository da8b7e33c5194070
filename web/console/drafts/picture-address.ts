import { showMedia } from '../../../src/publishing/media.contract.ts'
import { addressOf } from '../../ui/api.ts'

/** A picture that is still on its way carries such an id, and is no part of what is saved. */
export const pendingMark = 'pending-'

export const isPending = (id: unknown) => String(id).startsWith(pendingMark)

/** Where the browser finds a picture, a video or a paper of the store. */
export function mediaAddress(id: string): string {
  return addressOf(showMedia, { params: { id } })
}

/** What is saved: pictures that have not arrived yet are left out. */
export function withoutPending(html: string): string {
  return html.replaceAll(/<img data-picture="pending-[^"]*"[^>]*>/g, '')
}
