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
      test(`${username}'s pages can be read by everybody, in every way`, async ({ page }) => {
        test.setTimeout(180_000)
        const api = await enter(page, username)
        const watched = watch(page)
        for (const path of pathsOf(duty)) {
          await test.step(path, async () => {
            await page.goto(await addressOf(api, path))
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

/** A page's address with the ids of something real in it. */
async function addressOf(api: Api, path: string): Promise<string> {
  const first = async (list: string) => (await api.get<{ rows: { id: string }[] }>(list)).rows[0]?.id ?? ''
  switch (path) {
    case '/accounts/$id':
      return `/accounts/${await first('/api/accounts')}`
    case '/imports/$id':
      return `/imports/${await anImport(api)}`
    case '/assessments/$id':
      return `/assessments/${await first('/api/assessments')}`
    case '/assessments/$id/accounts/$accountId': {
      const run = await first('/api/assessments')
      return `/assessments/${run}/accounts/${await first(`/api/assessments/${run}/ranking`)}`
    }
    case '/schemes/$id':
      return `/schemes/${await first('/api/schemes')}`
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
