import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A certificate for `localhost` that nobody else trusts; it protects nothing. */
export const localCertificate = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUP9hilA60od/Zei7kJf+b36LQJQAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzA2NTA0MVoYDzIxMjYxMTAz
MDY1MDQxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR5BPWmGFyxoMyBjxvqmmt9z7GZkyj9DMOvKMv7a5XeBNzJtRLnMgtt
GghwCnnP/6HbNUoXTMBZFGQFM3HC5+9po2kwZzAdBgNVHQ4EFgQUPiTn5yJ/hZTV
oUo7CKd+bojjo1owHwYDVR0jBBgwFoAUPiTn5yJ/hZTVoUo7CKd+bojjo1owDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAJEKjCzzBuTwrbYYZ1pkD7LOMwhXB/mz1TY6S17VI16BAiABxG+TqJ0e
VEkksJ4I4JV2/hO5hWdVlpUqqacdFCqWuw==
-----END CERTIFICATE-----
`
const localKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgp/k2obFr/kdi/Kfl
7wOiF0WsFNfQ9rUMV5L1fYdlUa2hRANCAAR5BPWmGFyxoMyBjxvqmmt9z7GZkyj9
DMOvKMv7a5XeBNzJtRLnMgttGghwCnnP/6HbNUoXTMBZFGQFM3HC5+9p
-----END PRIVATE KEY-----
`

export type Mail = { to: string[]; source: string; secure: boolean }

/** A real mail server in this process, with what it has taken in. `port` lets one come up again where it was. */
export async function mailServer(options: SMTPServerOptions = {}, port = 0) {
  const mails: Mail[] = []
  const server = new SMTPServer({
    cert: localCertificate,
    key: localKey,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    async onData(stream, session, done) {
      const source = await text(stream)
      mails.push({ source, secure: session.secure, to: session.envelope.rcptTo.map(({ address }) => address) })
      done()
    },
    ...options,
  })
  server.on('error', () => {}) // a client that hangs up is part of the tests
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    mails,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
