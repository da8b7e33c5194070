import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts what must not be read in the database: telephone numbers, second-factor keys, platform tokens. */
export type SecretBox = {
  /** `place` is table, column and record: a ciphertext copied elsewhere does not open. */
  seal: (text: string, place: string) => string
  open: (sealed: string, place: string) => string
  /** A keyed hash to find a value by equality without storing it. */
  index: (text: string) => string
}

const algorithm = 'aes-256-gcm'

/** `key` is the installation's 32-byte secret. The format is `v1|nonce|ciphertext|tag`, base64url. */
export function secretBox(key: Uint8Array): SecretBox {
  if (key.length !== 32) throw new RangeError('the key must be 32 bytes')
  const sealing = derive(key, 'seal')
  const indexing = derive(key, 'index')
  return {
    seal(text, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, sealing, nonce).setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['v1', nonce, sealed, cipher.getAuthTag()]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('|')
    },
    open(text, place) {
      const [version, nonce, sealed, tag] = text.split('|')
      if (version !== 'v1' || !nonce || sealed === undefined || !tag) throw new RangeError('not a sealed text')
      const cipher = createDecipheriv(algorithm, sealing, Buffer.from(nonce, 'base64url'))
        .setAAD(Buffer.from(place))
        .setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([cipher.update(Buffer.from(sealed, 'base64url')), cipher.final()]).toString('utf8')
    },
    index: (text) => createHmac('sha256', indexing).update(text).digest('base64url'),
  }
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `zhengmei/${purpose}`, 32))
}
