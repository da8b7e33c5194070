import { remember, remembered } from '../../ui/memory.ts'

/** The region that a person last narrowed the lists to, for the links of the menu. */
export function regionOf(userId: string): { region?: string } {
  const code = remembered(`region.${userId}`, '')
  return /^\d{6}(\d{3})?$/.test(code) ? { region: code } : {}
}

export function keepRegion(userId: string, code: string | undefined): void {
  remember(`region.${userId}`, code ?? null)
}
