import type { TestApp } from './testing.ts'
import { addPublication } from './testing-register.ts'

type Place = { accountId: string; userId: string; name: string }

/** What the county's account has published, with the manuscript it was, and how the account is reached. */
export async function addPublications(
  t: TestApp,
  { accountId, userId, name }: Place,
): Promise<{ publication: string; signedDraft: string }> {
  const { root } = t.database
  const { now } = t.clock
  const publication = await addPublication(
    root,
    { accountId, authorId: userId, at: now },
    {
      state: 'published',
      title: `${name}的登记`,
      published_at: now,
      url: 'https://www.toutiao.com/article/7300000000000000001/',
    },
  )
  const { draft_id } = await root
    .selectFrom('publication')
    .select('draft_id')
    .where('id', '=', publication)
    .executeTakeFirstOrThrow()
  await root
    .insertInto('platform_connection')
    .values({
      account_id: accountId,
      app_id: `${name}的应用`,
      secret_cipher: t.ground.box.seal('not-to-be-seen', `platform_connection.secret_cipher:${accountId}`),
      state: 'ready',
      updated_by_name: '测试',
      updated_at: now,
    })
    .execute()
  return { publication, signedDraft: draft_id }
}
