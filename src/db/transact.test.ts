import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from './transact.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

describe('widening to the system scope', () => {
  it('ends with the part it was for, also when that part was refused and the refusal caught', async () => {
    await transact(await t.ctxOf('editor'), async (work) => {
      const scope = async () =>
        (await sql<{ scope: string }>`select app_scope() as scope`.execute(work.db)).rows[0]?.scope
      await asSystem(work, async () => expect(await scope()).toBe('system'))
      expect(await scope()).toBe('unit')
      await asSystem(work, async () => {
        throw new AppError('NOT_FOUND')
      }).catch(() => undefined)
      expect(await scope()).toBe('unit')
    })
  })

  it('lets the database’s own refusal through as it was', async () => {
    const failing = transact(await t.ctxOf('editor'), (work) =>
      asSystem(work, ({ db }) => sql`select 1 / 0`.execute(db)),
    )
    await expect(failing).rejects.toMatchObject({ code: '22012' })
  })
})
