import type { DraftView } from '../../../src/publishing/drafts.contract.ts'

/** What the page changes of a manuscript and saves as one. */
export type DraftForm = Pick<DraftView, 'class' | 'columnId' | 'campaignId' | 'content'>

export function formOf({ class: kind, columnId, campaignId, content }: DraftForm): DraftForm {
  return { class: kind, columnId, campaignId, content }
}

export function isSameForm(a: DraftForm, b: DraftForm): boolean {
  return JSON.stringify(formOf(a)) === JSON.stringify(formOf(b))
}

/** Where a field stands on the page, by its path in the contract. */
export function placeOf(path: string): string {
  return `draft-${path.replace(/^content\./, '').replace(/\.\d+.*$/, '')}`
}

/** Which side of the page a field is on: the text, or the settings beside it. */
export function sideOf(path: string): 'text' | 'settings' {
  return /^(content\.)?(title|html|digest)$/.test(path) ? 'text' : 'settings'
}
