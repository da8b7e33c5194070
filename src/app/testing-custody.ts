import type { TestApp } from './testing.ts'

type Given = {
  accountId: string
  unitId: string
  userId: string
  successorId: string
  transferId: string
  name: string
}

/** What a person keeps of an account, what of it she is handing over, and a day on which she is on duty. */
export async function addCustody(t: TestApp, given: Given): Promise<void> {
  const { root } = t.database
  const { now } = t.clock
  const account_id = given.accountId
  const kept = { account_id, keeper_user_id: given.userId, since: '2026-01-01', told_at: null, updated_at: now }
  await root
    .insertInto('account_custody')
    .values([
      { item: 'password', place: `${given.name}保密柜`, phone_cipher: null, phone_mask: null, note: null, ...kept },
      {
        item: 'phone',
        place: null,
        phone_cipher: t.ground.box.seal('13900003456', `account_custody.phone_cipher.${account_id}`),
        phone_mask: '139****3456',
        note: null,
        ...kept,
      },
    ])
    .execute()
  await root
    .insertInto('custody_transfer')
    .values({
      id: given.transferId,
      account_id,
      from_user_id: given.userId,
      to_user_id: given.successorId,
      items: ['phone'],
      reason: `${given.name}轮岗`,
      state: 'open',
      made_by: '测试',
      created_at: now,
      ended_at: null,
    })
    .execute()
  await root
    .insertInto('duty_shift')
    .values({ unit_id: given.unitId, day: '2026-11-24', role: 'officer', user_id: given.userId })
    .execute()
}
