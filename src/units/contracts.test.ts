import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { addDays } from '../core/clock.rules.ts'
import { transact } from '../db/transact.ts'
import type { ContractView } from './contracts.contract.ts'
import { type ContractState, contractState, contractStates } from './contracts.rules.ts'
import { searchContracts, warnOfEndingContracts } from './contracts.service.ts'

const today = '2026-06-01'
let t: TestApp
afterEach(() => at(today))
beforeAll(async () => {
  t = await testApp({ now: new Date(`${today}T10:00:00+08:00`) })
})
afterAll(() => t.close())

/** The service itself, because days move here further than any session or password lasts. */
const onDay = async (day: string, state: ContractState) => {
  at(day)
  return searchContracts(await t.ctxOf('supervisorofficer.city'), { state, limit: 50 })
}

type Page = { rows: ContractView[]; total: number; expiring: number; lapsed: number; next: string | null }
const list = async (username: string, query = '') =>
  (await (await (await t.as(username)).get(`/api/contracts${query}`)).json()) as Page
const sound = () => ({
  contractorUnitId: t.world.units.contractor!,
  hostUnitId: t.world.units.host!,
  contractNo: 'WT-2026-01',
  duties: '协助编辑与预审',
  startsOn: '2026-06-01',
  endsOn: '2026-12-31',
  ndaSignedOn: '2026-05-20',
  ndaEndsOn: '2027-12-31',
})
const at = (day: string) => {
  t.clock.now = new Date(`${day}T10:00:00+08:00`)
}
const regionsSeen = async (caller: Awaited<ReturnType<TestApp['as']>>) => (await caller.get('/api/regions/tree')).status

describe('registering a contract (5.2.5)', () => {
  it('is for the host unit itself and its supervisors', async () => {
    expect((await t.anonymous.post('/api/contracts', sound())).status).toBe(401)
    for (const username of ['editor', 'contractorstaff', 'securityadmin', 'publicityofficer']) {
      expect((await (await t.as(username)).post('/api/contracts', sound())).status).toBe(403)
    }
    // Its neighbour does not even see the host unit.
    for (const username of ['accountmanager.sibling', 'supervisorofficer.sibling', 'supervisorofficer.othercity']) {
      expect((await (await t.as(username)).post('/api/contracts', sound())).status).toBe(404)
    }
  })

  it('never lets a contractor entrust another', async () => {
    const passedOn = { ...sound(), hostUnitId: t.world.units.contractor! }
    const refused = await (await t.as('supervisorofficer.city')).post('/api/contracts', passedOn)
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'NO_ONWARD_DELEGATION' }])
  })

  test.each([
    [
      'an office that is no host unit as the one who entrusts',
      () => ({ hostUnitId: t.world.units.county! }),
      'hostUnitId',
    ],
    ['a host unit as the one entrusted', () => ({ contractorUnitId: t.world.units.township! }), 'contractorUnitId'],
    ['an end before the beginning', () => ({ endsOn: '2026-05-31' }), 'endsOn'],
    ['an NDA not yet signed', () => ({ ndaSignedOn: '2026-06-02' }), 'ndaSignedOn'],
    ['no agreed duties', () => ({ duties: '' }), 'duties'],
    ['a day that does not exist', () => ({ endsOn: '2026-02-30' }), 'endsOn'],
  ])('is refused with %s', async (_case, change, path) => {
    const refused = await (await t.as('supervisorofficer')).post('/api/contracts', { ...sound(), ...change() })
    expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ path }] }])
  })

  it('is done by either, and seen by both parties and the supervisors alone', async () => {
    for (const username of ['accountmanager', 'supervisorofficer']) {
      const done = await (await t.as(username)).post('/api/contracts', sound())
      expect([done.status, await done.json()]).toMatchObject([
        200,
        {
          host: { name: '临溪县教育局' },
          contractor: { name: '青屿融媒运营公司' },
          state: 'valid',
          lastDay: '2026-12-31',
        },
      ])
    }
    for (const username of ['accountmanager', 'supervisorofficer', 'supervisorofficer.city', 'contractorstaff']) {
      expect((await list(username)).total).toBe(3)
    }
    expect((await list('accountmanager.sibling')).rows).toEqual([])
    expect((await list('supervisorofficer.othercity')).rows).toEqual([])
  })
})

describe('the list of contracts', () => {
  it('says on every day the same state as the rule, and counts the same', async () => {
    const { rows } = await list('supervisorofficer.city')
    for (const day of [
      '2024-12-31',
      '2025-01-01',
      '2026-05-31',
      '2026-12-01',
      '2026-12-31',
      '2027-01-01',
      '2027-12-02',
      '2028-01-01',
    ]) {
      at(day)
      let total = 0
      for (const state of Object.keys(contractStates) as ContractState[]) {
        const expected = rows
          .filter((row) => contractState({ ...row, ended: false }, day) === state)
          .map((row) => row.id)
        const found = await onDay(day, state)
        expect([day, state, found.rows.map((row) => row.id), found.total]).toEqual([
          day,
          state,
          expected,
          expected.length,
        ])
        expect(found.rows.every((row) => row.state === state)).toBe(true)
        total += found.total
      }
      expect(total).toBe(rows.length)
    }
  })

  it('pages by key', async () => {
    const first = await list('supervisorofficer.city', '?limit=2')
    const rest = await list('supervisorofficer.city', `?limit=2&cursor=${encodeURIComponent(first.next!)}`)
    expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(
      (await list('supervisorofficer.city')).rows.map((row) => row.id),
    )
    expect(rest.next).toBeNull()
  })
})

describe('the warning before a contract ends', () => {
  it('reaches the host unit’s account managers 30, 7 and 1 days before, and once a day', async () => {
    const titles = async () =>
      (await t.database.root.selectFrom('message').selectAll().orderBy('id').execute()).map((row) => [
        row.user_id,
        row.title,
      ])
    const manager = t.world.users.accountmanager
    for (const [day, expected] of [
      ['2027-11-30', 0],
      ['2027-12-01', 1],
      ['2027-12-24', 2],
      ['2027-12-30', 3],
      ['2027-12-31', 3],
    ] as const) {
      at(day)
      await warnOfEndingContracts(await t.ctxOf('system'))
      await warnOfEndingContracts(await t.ctxOf('system'))
      expect([day, (await titles()).length]).toEqual([day, expected])
    }
    expect(await titles()).toEqual([30, 7, 1].map((n) => [manager, `委托合同还有 ${n} 天到期：青屿融媒运营公司`]))
  })
})

describe('a contractor’s access', () => {
  const seenAccounts = async () =>
    transact(await t.ctxOf('contractorstaff'), async ({ db }) =>
      (await db.selectFrom('account').select('name').orderBy('ledger_no').execute()).map((row) => row.name),
    )

  it('is the accounts of the host unit while contract and NDA hold, not a day before or after', async () => {
    expect(await seenAccounts()).toEqual(['临溪教育', '临溪教育'])
    const caller = await t.as('contractorstaff')
    expect(await regionsSeen(caller)).toBe(200)
    for (const [day, names] of [
      ['2024-12-31', []],
      ['2025-01-01', ['临溪教育', '临溪教育']],
      ['2027-12-31', ['临溪教育', '临溪教育']],
      [addDays('2027-12-31', 1), []],
    ] as const) {
      at(day)
      expect([day, await seenAccounts()]).toEqual([day, names])
    }
  })

  it('ends at once when the last contract is ended, with the session still open', async () => {
    const contractor = await t.as('contractorstaff')
    expect(await regionsSeen(contractor)).toBe(200)
    const host = await t.as('accountmanager')
    const { rows } = await list('accountmanager')
    for (const row of rows) {
      const ended = await host.post(`/api/contracts/${row.id}/ending`, { reason: '机构违约', version: row.version })
      expect(await ended.json()).toMatchObject({ state: 'ended', endedReason: '机构违约' })
    }
    expect(await seenAccounts()).toEqual([])
    const refused = await contractor.get('/api/regions/tree')
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'CONTRACT_INVALID' }])
    const again = await host.post(`/api/contracts/${rows[0]!.id}/ending`, { reason: '机构违约', version: 2 })
    expect(again.status).toBe(409)
  })

  it('begins again with a new contract, and ends with the contractor itself', async () => {
    await (await t.as('accountmanager')).post('/api/contracts', sound())
    expect(await seenAccounts()).toHaveLength(2)
    const { root } = t.database
    const contractor = await t.ctxOf('contractorstaff')
    await root.updateTable('unit').set({ active: false }).where('id', '=', t.world.units.contractor!).execute()
    const seen = await transact(contractor, ({ db }) => db.selectFrom('account').select('id').execute())
    expect(seen).toEqual([])
    await root.updateTable('unit').set({ active: true }).where('id', '=', t.world.units.contractor!).execute()
  })

  it('cannot be prolonged or ended by the contractor', async () => {
    const { rows } = await list('contractorstaff', '?state=valid')
    const caller = await t.as('contractorstaff')
    const body = { reason: '自行终止', version: 1 }
    expect((await caller.post(`/api/contracts/${rows[0]!.id}/ending`, body)).status).toBe(403)
    const write = transact(await t.ctxOf('contractorstaff'), ({ db }) =>
      db.updateTable('contract').set({ ends_on: '2099-12-31' }).execute(),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })
})
