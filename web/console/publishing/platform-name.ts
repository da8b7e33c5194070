import { type PlatformName, platforms } from '../../../src/accounts/platforms.rules.ts'

/** A platform as people call it; one that this page does not know yet, by its own name. */
export function platformName(name: string): string {
  return platforms[name as PlatformName]?.zh ?? name
}
