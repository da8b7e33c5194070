/** A failure that its message explains to the person who typed the command; anything else is a bug. */
export function explained(message: string): Error {
  return Object.assign(new Error(message), { name: 'Explained' })
}

export function isExplained(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Explained'
}
