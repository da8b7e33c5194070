import { describe, expect, it } from 'vitest'
import { AppError } from '../core/error.ts'
import {
  openPublicationActions,
  type PublicationAction,
  type PublicationState,
  publicationAfter,
  publicationMoves,
  publicationStateNames,
  publicationStates,
} from './publication.rules.ts'

/** Where each action leads from each state, written down apart from the table that is tested; `-` is refused. */
// biome-ignore format: a table is read by columns
const expected: Record<PublicationState, Record<PublicationAction, PublicationState | '-'>> = {
  scheduled: { begin: 'sending', postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: 'failed', vanish: '-',       retry: '-',         byHand: 'handOver', register: '-',         cancel: 'cancelled', withdraw: '-' },
  sending:   { begin: '-',       postpone: 'scheduled', doubt: 'unsure', accept: 'accepted', absent: '-',         appear: 'published', fail: 'failed', vanish: '-',       retry: '-',         byHand: '-',        register: '-',         cancel: '-',         withdraw: '-' },
  unsure:    { begin: '-',       postpone: '-',         doubt: '-',      accept: 'accepted', absent: 'scheduled', appear: 'published', fail: 'failed', vanish: '-',       retry: '-',         byHand: '-',        register: 'published', cancel: '-',         withdraw: '-' },
  accepted:  { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: 'published', fail: 'failed', vanish: '-',       retry: '-',         byHand: '-',        register: '-',         cancel: '-',         withdraw: '-' },
  handOver:  { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: '-',      vanish: '-',       retry: '-',         byHand: '-',        register: 'published', cancel: 'cancelled', withdraw: '-' },
  published: { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: '-',      vanish: 'removed', retry: '-',         byHand: '-',        register: '-',         cancel: '-',         withdraw: 'withdrawn' },
  failed:    { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: '-',      vanish: '-',       retry: 'scheduled', byHand: 'handOver', register: '-',         cancel: 'cancelled', withdraw: '-' },
  withdrawn: { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: '-',      vanish: '-',       retry: '-',         byHand: '-',        register: '-',         cancel: '-',         withdraw: '-' },
  removed:   { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: '-',      vanish: '-',       retry: '-',         byHand: '-',        register: '-',         cancel: '-',         withdraw: '-' },
  cancelled: { begin: '-',       postpone: '-',         doubt: '-',      accept: '-',        absent: '-',         appear: '-',         fail: '-',      vanish: '-',       retry: '-',         byHand: '-',        register: '-',         cancel: '-',         withdraw: '-' },
}

const actions = [...new Set(publicationMoves.map(({ action }) => action))]
const cells = publicationStateNames.flatMap((from) =>
  actions.map((action) => [from, action, expected[from][action]] as const),
)

describe('the life of a publication', () => {
  it.each(cells)('%s, %s: %s', (from, action, to) => {
    if (to !== '-') return expect(publicationAfter(from, action)).toBe(to)
    const refused = expect(() => publicationAfter(from, action))
    refused.toThrow(AppError)
    refused.toThrow(publicationStates[from].zh)
  })

  it('offers people only what the table has and what is theirs', () => {
    const persons = new Set(['retry', 'byHand', 'register', 'cancel', 'withdraw'])
    for (const from of publicationStateNames) {
      const offered = actions.filter((action) => persons.has(action) && expected[from][action] !== '-')
      expect([from, openPublicationActions(from).sort()]).toEqual([from, offered.sort()])
    }
  })

  it('leads back to sending only over the word of the platform, or a person’s after a known failure', () => {
    const ways = publicationMoves.filter(({ to }) => to === 'scheduled').map(({ action, from }) => [action, ...from])
    expect(ways).toEqual([
      ['postpone', 'sending'],
      ['absent', 'unsure'],
      ['retry', 'failed'],
    ])
    const begun = publicationMoves.filter(({ to }) => to === 'sending')
    expect(begun.map(({ action, from }) => [action, ...from])).toEqual([['begin', 'scheduled']])
  })
})
