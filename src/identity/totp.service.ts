import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Ctx } from '../core/context.ts'

const issuer = '政媒通'
const stepSeconds = 30

/** A new key and the address that an authenticator app scans. */
export function newTotp(username: string): { secret: string; uri: string } {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer, label: username, secret }) }
}

/** The time step whose code this is, one step early or late allowed (RFC 6238 §5.2); null when it is wrong. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const epoch = Math.floor(now.getTime() / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: stepSeconds })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/** The place that a user's key is sealed to: copied to another user it does not open. */
const placeOf = (userId: string) => `app_user.totp_cipher.${userId}`

export function sealTotp({ box }: Pick<Ctx, 'box'>, userId: string, secret: string): string {
  return box.seal(secret, placeOf(userId))
}

export function openTotp({ box }: Pick<Ctx, 'box'>, userId: string, cipher: string): string {
  return box.open(cipher, placeOf(userId))
}
