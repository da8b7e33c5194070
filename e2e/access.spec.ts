import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { may } from '../src/units/permissions.rules.ts'
import { pages } from '../web/console/pages.ts'
import { type Api, enter, ready, watch } from './people.ts'

const sizes = [
  { name: 'a 1366 × 768 screen', viewport: { width: 1366, height: 768 } },
  { name: 'a phone of 390 px', viewport: { width: 390, height: 844 } },
]
const soft = expect.configure({ soft: true })
const zoomed = { width: 911, height: 512 } // 1366 × 768 at 150 %

// Recording every step would cost more than the steps.
test.use({ trace: 'off' })

/** Who opens which pages; somebody's second look where his own buttons differ. */
const visitors = [
  { username: 'linxi', duty: 'supervisorOfficer', again: [] },
  { username: 'manager', duty: 'accountManager', again: ['/applications', '/applications/$id', '/accounts/$id'] },
  { username: 'sysadmin', duty: 'systemAdmin', again: ['/', '/regions'] },
  { username: 'secadmin', duty: 'securityAdmin', again: ['/users'] },
  { username: 'auditadmin', duty: 'auditAdmin', again: ['/'] },
] as const

function pathsOf(duty: (typeof visitors)[number]['duty']): string[] {
  const mayOpen = (by: (typeof visitors)[number]['duty']) =>
    pages.filter(({ permission }) => !permission || may([by], permission)).map(({ path }) => path)
  const before = new Set(
    visitors
      .slice(
        0,
        visitors.findIndex((one) => one.duty === duty),
      )
      .flatMap((v) => mayOpen(v.duty)),
  )
  const again: readonly string[] = visitors.find((one) => one.duty === duty)?.again ?? []
  return mayOpen(duty).filter((path) => !before.has(path) || again.includes(path))
}

test('the visitors open every page between them', () => {
  expect(visitors.flatMap(({ duty }) => pathsOf(duty)).sort()).toEqual(
    expect.arrayContaining(pages.map(({ path }) => path).sort()),
  )
})

for (const { name, viewport } of sizes) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } })

    for (const { username, duty } of visitors) {
      test(`${username}'s pages can be read by everybody, in every way`, async ({ page, request }) => {
        test.setTimeout(240_000)
        await prepareApplications(await enter({ request }, 'manager'))
        const api = await enter(page, username)
        const watched = watch(page)
        const addresses = await Promise.all(pathsOf(duty).map((path) => addressesOf(api, path)))
        for (const path of addresses.flat()) {
          await test.step(path, async () => {
            await page.goto(path)
            await ready(page)
            soft(await violations(page), path).toEqual([])
            await soft.poll(() => overflow(page), `${path} scrolls sideways`).toBe(0)
            if (viewport.width > zoomed.width) {
              await page.setViewportSize(zoomed)
              await ready(page)
              await soft.poll(() => overflow(page), `${path} scrolls sideways at 150 %`).toBe(0)
              await page.setViewportSize(viewport)
            }
          })
        }
        expect(watched.faults).toEqual([])
      })
    }

    test('the sign-in page and the dead ends can be read by everybody, in every way', async ({ page }) => {
      await page.goto('/sign-in')
      await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await soft.poll(() => overflow(page)).toBe(0)
      await enter(page, 'editor')
      for (const path of ['/audit', '/no-such-page']) {
        await page.goto(path)
        await ready(page)
        soft(await violations(page), path).toEqual([])
        await soft.poll(() => overflow(page), path).toBe(0)
      }
    })
  })
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)}`),
  )
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
}

/** One application of each kind that can be begun at any time, for its pages to be looked at. */
async function prepareApplications(manager: Api): Promise<void> {
  const { rows } = await manager.get<Rows<{ kind: string; accountId: string | null }>>(`${running}&limit=200`)
  const busy = new Set(rows.map(({ accountId }) => accountId))
  const accounts = (await manager.get<Rows<{ state: string }>>('/api/accounts')).rows
  const free = accounts.filter(({ id, state }) => state === 'active' && !busy.has(id))
  for (const kind of ['opening', 'change', 'closure']) {
    if (rows.some((row) => row.kind === kind)) continue
    const account = kind === 'opening' ? {} : { accountId: free.pop()?.id }
    await manager.post('/api/applications', { kind, ...account })
  }
}

type Rows<T> = { rows: (T & { id: string })[] }
const running = '/api/applications?open=1'

/** A page's addresses with the ids of something real in them. */
async function addressesOf(api: Api, path: string): Promise<string[]> {
  if (path === '/applications/$id') {
    const kinds = ['opening', 'change', 'closure']
    return Promise.all(kinds.map(async (kind) => `/applications/${await first(api, `${running}&kind=${kind}`)}`))
  }
  if (path === '/accounts/$id') {
    const account = `/accounts/${await first(api, '/api/accounts')}`
    return [account, `${account}?tab=applications`, `${account}?tab=asOf`]
  }
  return [await addressOf(api, path)]
}

async function first(api: Api, list: string): Promise<string> {
  return (await api.get<Rows<object>>(list)).rows[0]?.id ?? ''
}

async function addressOf(api: Api, path: string): Promise<string> {
  switch (path) {
    case '/applications/$id/paper':
      return `/applications/${await first(api, `${running}&kind=opening`)}/paper`
    case '/drafts/$id':
      return `/drafts/${await first(api, '/api/drafts')}`
    case '/publications/$id':
      return `/publications/${await first(api, '/api/publications')}`
    case '/sign/$id':
      return `/sign/${await first(api, '/api/reviews?box=all&kind=draft')}`
    case '/imports/$id':
      return `/imports/${await anImport(api)}`
    case '/assessments/$id':
      return `/assessments/${await first(api, '/api/assessments')}`
    case '/assessments/$id/accounts/$accountId': {
      const run = await first(api, '/api/assessments')
      return `/assessments/${run}/accounts/${await first(api, `/api/assessments/${run}/ranking`)}`
    }
    case '/schemes/$id':
      return `/schemes/${await first(api, '/api/schemes')}`
    default:
      return path
  }
}

async function anImport(api: Api): Promise<string> {
  const file = {
    name: '十月数据.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('账号名称,周期,粉丝数\n没有这个账号,2026-10,1\n'),
  }
  return (await api.upload<{ id: string }>('/api/imports', { kind: 'figures', options: '{}', file })).id
}
