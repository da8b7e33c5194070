/** A PostgreSQL of our own that is thrown away by `stop()`, or why there is none. */
export type StartedPostgres =
  | { url: string; version: string; stop: () => Promise<void>; skipped?: never }
  | { skipped: string }

export function startPostgres(options?: {
  /** fsync on, as in production: for anything whose speed is reported. */
  durable?: boolean
  /** Further server settings, e.g. `{ max_connections: 300 }`. */
  settings?: Record<string, string | number>
}): Promise<StartedPostgres>

/** The folder of `initdb` and `postgres`, if they are on this machine. */
export function findPostgres(): string | undefined
