import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { record } from '../audit/audit.service.ts'
import { transact } from '../db/transact.ts'
import { relayOutbox } from './outbox.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

async function happen(action: string, id: string): Promise<void> {
  await transact(await t.ctxOf('system'), (work) =>
    record(work, { action, subject: { type: 'test', id }, title: action }),
  )
}

describe('the outbox', () => {
  it('hands each event to its listener once, oldest first, and passes over what nobody listens to', async () => {
    const heard: string[] = []
    const listeners = { 'test.heard': async (_: unknown, { id }: { id: string }) => void heard.push(id) }
    await happen('test.heard', '1')
    await happen('test.unheard', '2')
    await happen('test.heard', '3')
    const system = await t.ctxOf('system')
    expect(await relayOutbox(system, listeners)).toBe(2)
    expect(await relayOutbox(system, listeners)).toBe(0)
    expect(heard).toEqual(['1', '3'])
  })

  it('keeps an event whose listener failed, with nothing of what it wrote', async () => {
    await happen('test.fails', '4')
    const system = await t.ctxOf('system')
    const failing = {
      'test.fails': async (work: Parameters<typeof record>[0]) => {
        await work.db
          .updateTable('unit')
          .set({ short_name: '不应留下' })
          .where('id', '=', t.world.units.host as string)
          .execute()
        throw new Error('not now')
      },
    }
    await expect(relayOutbox(system, failing)).rejects.toThrow('not now')
    const unit = await t.ground.root
      .selectFrom('unit')
      .select('short_name')
      .where('id', '=', t.world.units.host as string)
      .executeTakeFirstOrThrow()
    expect(unit.short_name).not.toBe('不应留下')
    const heard: string[] = []
    await relayOutbox(system, { 'test.fails': async (_, { id }) => void heard.push(id) })
    expect(heard).toEqual(['4'])
  })
})
