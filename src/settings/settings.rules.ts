/**
 * Whether an administrator of this region answers for the whole installation: no other administrator's region
 * contains it. An installation is one, whoever's county it serves.
 */
export function isOutermost(regionPath: string, administered: readonly string[]): boolean {
  return !administered.some((other) => other !== regionPath && regionPath.startsWith(other))
}
