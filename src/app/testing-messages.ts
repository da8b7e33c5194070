import { newId } from '../core/ids.ts'
import type { TestApp } from './testing.ts'

/** A message of one person, its delivery that failed, and what she has chosen. */
export async function addMessages(
  t: TestApp,
  given: { userId: string; messageId: string; name: string },
): Promise<void> {
  const { root } = t.database
  const { now } = t.clock
  const user_id = given.userId
  const title = `${given.name}的消息`
  await root
    .insertInto('message')
    .values({ id: given.messageId, user_id, kind: 'test', title, created_at: now })
    .execute()
  await root
    .insertInto('message_delivery')
    .values({
      id: newId(),
      message_id: given.messageId,
      user_id,
      channel: 'email',
      urgency: 'normal',
      dispatch_id: null,
      state: 'failed',
      attempts: 1,
      next_try_at: now,
      error: '网络不通',
      created_at: now,
      ended_at: null,
    })
    .execute()
  await root
    .insertInto('message_preference')
    .values({ user_id, kind: 'other', channels: ['email'], updated_at: now })
    .execute()
}
