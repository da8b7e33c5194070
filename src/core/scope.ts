/**
 * What an actor may see, as data. The database repeats the same rule as row-level security
 * (`src/db/migrations`), so a forgotten condition shows nothing rather than everything.
 */
export type Scope =
  | { kind: 'system' }
  | { kind: 'none' }
  /** Everything in a region and below it: supervisors, 宣传网信, 业务主管, the three administrators. */
  | { kind: 'region'; regionPath: string; unitId: string }
  /** Units of one industry in a region (§5.2.4). */
  | { kind: 'industry'; regionPath: string; industry: string; unitId: string }
  /** One host unit's own (§5.2.3). */
  | { kind: 'unit'; unitId: string; regionPath: string }
  /** What valid contracts entrust to a contractor (§5.2.5). */
  | { kind: 'contract'; unitId: string }
