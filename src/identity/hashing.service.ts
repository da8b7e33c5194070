import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../core/error.ts'
import { type PasswordOwner, passwordRefusals } from './password.rules.ts'

/** argon2id (the library's default kind) as OWASP advises: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each check takes 19 MiB and a thread, so a flood of sign-ins must not take them all. */
const most = 4
let running = 0
let nobody: Promise<string> | undefined

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Whether the password fits. Without a hash (no such user) it works as long and says no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (running >= most) throw new AppError('TOO_MANY_REQUESTS', { reason: '当前登录人数较多，请稍后再试' })
  running++
  try {
    nobody ??= hashPassword('')
    const fits = await verify(passwordHash ?? (await nobody), password)
    return fits && passwordHash !== null
  } finally {
    running--
  }
}

const letters = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789', '-+=?%'] as const

/** A random password that the policy admits, without letters that look alike: read out once, then changed. */
export function temporaryPassword(owner: PasswordOwner): string {
  const pick = (from: string) => from.charAt(randomInt(from.length))
  for (;;) {
    const password = Array.from({ length: 14 }, (_, n) => pick(letters[n % letters.length] ?? letters[0])).join('')
    if (passwordRefusals(password, owner).length === 0) return password
  }
}
