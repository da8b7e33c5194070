import type { SecretBox } from '../core/secret-box.ts'

export type SealedColumn = 'secret_cipher' | 'token_cipher' | 'refresh_cipher'

/** Where a connection's secret is sealed for: it opens for no other column and no other account. */
const placeOf = (column: SealedColumn, accountId: string) => `platform_connection.${column}:${accountId}`

export function sealFor(box: SecretBox, column: SealedColumn, accountId: string, text: string): string {
  return box.seal(text, placeOf(column, accountId))
}

export function openFrom(box: SecretBox, column: SealedColumn, accountId: string, sealed: string): string {
  return box.open(sealed, placeOf(column, accountId))
}
