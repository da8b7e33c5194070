import { systemCtx } from '../core/context.ts'
import { secretBox } from '../core/secret-box.ts'
import { openPostgres } from '../db/open.ts'
import { publishers as real } from '../platforms/publishers.ts'
import { sendDue } from './send.service.ts'

/**
 * A sender as a process of its own, for whoever kills it: told how far its clock is ahead, it sends whatever is due. It
 * says when it is about to make the call that cannot be undone, and when nothing is left to do.
 */
const { wechat } = real
const say = (what: string) => process.send?.(what)
const publishers: typeof real = {
  ...real,
  wechat: wechat.publisher
    ? {
        ...wechat,
        publisher: {
          ...wechat.publisher,
          submit: async (at, out, kept) => {
            say('submitting')
            return wechat.publisher.submit(at, out, kept)
          },
        },
      }
    : wechat,
}

process.once('message', async (given: { url: string; ahead: number }) => {
  const database = openPostgres(given.url)
  const now = () => new Date(Date.now() + given.ahead)
  const queue = { send: async () => {} }
  const ctx = systemCtx({ root: database.root, box: secretBox(new Uint8Array(32).fill(7)), queue, demo: false }, now())
  await sendDue(ctx, { now, publishers })
  await database.close()
  say('done')
  process.disconnect()
})
say('ready')
