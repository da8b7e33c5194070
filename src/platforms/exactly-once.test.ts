import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { douyin } from './douyin/douyin.ts'
import type { Connection, Kept, Outgoing, Publisher, Token } from './publisher.ts'
import { connectionTo, type Emulated, emulate, outgoing } from './testing.ts'
import { wechat } from './wechat/wechat.ts'
import { weibo } from './weibo/weibo.ts'

/** What may go wrong with one call; `work`: the platform has done it all the same. */
const faults = [
  null,
  { kind: 'halfClosed', work: true },
  { kind: 'halfClosed', work: false },
  { kind: 'truncatedJson', work: true },
  { kind: 'truncatedJson', work: false },
  { kind: 'http502', work: true },
  { kind: 'http502', work: false },
  { kind: 'error', work: true },
  { kind: 'error', work: false },
  { kind: 'rate', work: false },
  { kind: 'expiredToken', work: false },
] as const
type Trouble = (typeof faults)[number]
const trouble = fc.constantFrom(...faults)

/** One try after another: what goes wrong with the call, with the questions after it, and how long is waited between. */
const story = fc.array(
  fc.record({ submit: trouble, find: fc.array(trouble, { maxLength: 2 }), wait: fc.constantFrom(1, 20, 400, 2000) }),
  { maxLength: 4 },
)
type Story = readonly { submit: Trouble; find: readonly Trouble[]; wait: number }[]

type Place = {
  emulated: Emulated
  at: Connection
  publisher: Publisher
  out: Outgoing
  call: string
  asks: readonly string[]
}

const places = {
  wechat: async (emulated: Emulated): Promise<Place> => ({
    emulated,
    at: connectionTo(emulated, { platform: 'wechat', publisher: wechat }),
    publisher: wechat,
    out: outgoing(),
    call: 'freepublish/submit',
    asks: ['draft/get', 'freepublish/batchget'],
  }),
  weibo: async (emulated: Emulated): Promise<Place> => ({
    emulated,
    at: connectionTo(emulated, {
      platform: 'weibo',
      publisher: weibo,
      token: await tokenOf(emulated, 'weibo'),
      openId: '501',
    }),
    publisher: weibo,
    out: outgoing({ pictures: [], text: '正文' }),
    call: 'statuses/share',
    asks: ['statuses/user_timeline'],
  }),
  douyin: async (emulated: Emulated): Promise<Place> => ({
    emulated,
    at: connectionTo(emulated, {
      platform: 'douyin',
      publisher: douyin,
      token: await tokenOf(emulated, 'douyin'),
      openId: '501',
    }),
    publisher: douyin,
    out: outgoing({ link: null }),
    call: 'create_image_text',
    asks: ['video_list'],
  }),
}

async function tokenOf(emulated: Emulated, platform: string): Promise<Token> {
  const given = await emulated.post('/tokens', { platform, account: '501' })
  const refreshToken = typeof given.refresh_token === 'string' ? given.refresh_token : null
  return { accessToken: String(given.access_token), expiresAt: new Date(8e15), refreshToken, refreshExpiresAt: null }
}

const open: Emulated[] = []
afterEach(async () => {
  for (const emulated of open.splice(0)) await emulated.close()
})

/**
 * Whoever publishes by the rule of the interface: sends, asks where no answer came, and sends again only where the
 * platform refused or has shown that it does not have it. After the story nothing goes wrong any more.
 */
async function publish(place: Place, tale: Story): Promise<void> {
  const { emulated, at, publisher, out } = place
  const prepared = await publisher.prepare(at, out, {})
  if (!prepared.ok) throw new Error(prepared.fault.zh)
  let kept: Kept = prepared.value
  for (let tries = 0; tries < 20; tries++) {
    const step = tale[tries] ?? { submit: null, find: [], wait: 2000 }
    if (step.submit) await emulated.fault(step.submit.kind, place.call, step.submit)
    const since = emulated.now()
    const answer = await publisher.submit(at, out, kept)
    await fetch(`${emulated.url}/emulator/faults`, { method: 'DELETE' })
    if (answer.state === 'accepted' || answer.state === 'published') return followed(place, answer.kept)
    if (answer.state === 'unsure') {
      const found = await findIt(place, { kept, since, step })
      if (found !== 'absent') return followed(place, found)
    }
    kept = (answer.state === 'refused' && answer.kept) || kept
    await emulated.advance(step.wait)
  }
  throw new Error('never came to an end')
}

async function findIt(place: Place, given: { kept: Kept; since: Date; step: Story[number] }): Promise<Kept | 'absent'> {
  const { emulated, at, publisher, out } = place
  for (let asked = 0; asked < 10; asked++) {
    const fault = given.step.find[asked] ?? null
    if (fault) await emulated.fault(fault.kind, place.asks[asked % place.asks.length] ?? '', fault)
    const found = await publisher.find(at, out, given)
    await fetch(`${emulated.url}/emulator/faults`, { method: 'DELETE' })
    if (found.state === 'absent') return 'absent'
    if (found.state === 'accepted' || found.state === 'published') return found.kept
    if (found.state === 'failed') throw new Error(found.fault.zh)
    await emulated.advance(asked < 3 ? given.step.wait : 900)
  }
  throw new Error('never found')
}

async function followed({ emulated, at, publisher }: Place, kept: Kept): Promise<void> {
  for (let asked = 0; asked < 5; asked++) {
    const state = await publisher.follow(at, kept)
    if (state.state === 'published') return
    if (state.state === 'failed' || state.state === 'removed') throw new Error(state.state)
    await emulated.advance(publisher.followAfter[asked] ?? 60)
  }
  throw new Error('never out')
}

describe.each([
  ['微信公众号, whose draft stays until the article is out', 'wechat', { draftLeaves: 'whenOut' }],
  ['微信公众号, whose draft leaves at once', 'wechat', { draftLeaves: 'onSubmission' }],
  ['微博', 'weibo', {}],
  ['抖音', 'douyin', {}],
] as const)('%s', (_case, platform, options) => {
  it('has it exactly once, whatever goes wrong', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (tale) => {
        const emulated = await emulate({ ...options, publishSeconds: 60 })
        open.push(emulated)
        await publish(await places[platform](emulated), tale)
        expect(await emulated.published()).toHaveLength(1)
        await open.pop()?.close()
      }),
      { numRuns: 40 },
    )
  })
})
