import { maskPhone } from '../core/mask.rules.ts'
import { type AccountFacts, type AccountField, accountFields, type Change } from './account-fields.rules.ts'
import { platforms, variants } from './platforms.rules.ts'

/** What differs, in the words of the history: Chinese field names, phones masked. Without `before`: what is filled in. */
export function changesBetween(
  before: AccountFacts | null,
  after: AccountFacts,
  host: { before?: string; after: string },
): (Change & { key: AccountField })[] {
  const keys = Object.keys(accountFields) as AccountField[]
  return keys
    .filter((key) => comparable(before?.[key] ?? null) !== comparable(after[key]))
    .map((key) => ({
      key,
      field: accountFields[key].zh,
      before: before ? inWords(before, key, host.before ?? '') : null,
      after: inWords(after, key, host.after),
    }))
}

function comparable(value: AccountFacts[AccountField]): string {
  return JSON.stringify(Array.isArray(value) ? (value.length === 0 ? null : [...value].sort()) : value)
}

function inWords(facts: AccountFacts, key: AccountField, hostName: string): string | null {
  switch (key) {
    case 'platform':
      return platforms[facts.platform].zh
    case 'variant':
      return facts.variant && variants[facts.variant]
    case 'hostUnitId':
      return hostName
    case 'accountContactPhone':
    case 'unitContactPhone':
      return facts[key] && maskPhone(facts[key])
    case 'tags':
      return facts.tags.join('、') || null
    default:
      return facts[key]
  }
}
