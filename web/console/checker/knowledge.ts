import { shippedKnowledge } from '../../../src/checker/lexicon/shipped.ts'
import type { Effective } from './protocol.ts'

/** The rules and lists that hold for this person's unit. */
export async function loadKnowledge(): Promise<Effective> {
  return { version: '自带', knowledge: shippedKnowledge, disabledRules: [] }
}
