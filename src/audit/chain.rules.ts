/** What an audit entry's hash is made from: everything it says, and the hash of the entry before it. */
export type ChainedEntry = {
  seq: number
  at: Date
  user_id: string | null
  username: string
  user_name: string
  unit_id: string | null
  unit_name: string
  ip: string
  user_agent: string
  request_id: string
  action: string
  subject_type: string
  subject_id: string
  title: string
  before: unknown
  after: unknown
  prev_hash: string
}

/** The text that is hashed. `canonical` turns a value into its one canonical text. */
export function chainText(entry: ChainedEntry, canonical: (value: unknown) => string): string {
  return canonical({ v: 1, ...entry })
}
