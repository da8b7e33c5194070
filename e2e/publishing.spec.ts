import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, expect as base, type Page, test } from '@playwright/test'
import { type Person, somebody } from './case-work.ts'

/** The checker and the emulated platforms take their time; the sender looks again every minute. */
const expect = base.configure({ timeout: 30_000 })
const picture = readFileSync(path.resolve('docs/images/check.png'))
const portal = 'https://linxi.yanshi.example/jyj/'

const field = (page: Page) => page.getByRole('textbox', { name: '正文' })
const saved = (page: Page) => expect(page.locator('.draft-saving')).toHaveText(/已保存 \d\d:\d\d/)

type Draft = { version: number; hash: string; reviewId: string; state: string; content: Record<string, unknown> }
type Row = { id: string; platform: string; state: string; url: string | null }

/** §8.2: written with errors, signed by three people, published on three platforms, registered; one changed character is refused. */
test('what three people signed goes out on three platforms and is registered, and nothing else does', async ({
  browser,
}) => {
  test.setTimeout(420_000)
  // A journey that is tried again must not publish what a platform knows already.
  const words = `临溪县教育局部署防汛工作（${Date.now().toString(36).slice(-4)}）`
  const editor = await somebody(browser, 'editor')
  const draft = await test.step('a manuscript is written, and what is wrong is seen while typing', () =>
    write(editor, words))
  const reviewId = await test.step('it is sent to review for three accounts', () => submit(editor, draft))
  await test.step('一审 and 二审 judge the seven elements', async () => {
    await judge(browser, 'editor.first', reviewId)
    await judge(browser, 'officehead', reviewId)
  })
  await test.step('三审 signs on a phone, with two touches', () => sign(browser, reviewId))
  const rows = await test.step('it is published, and each platform has it', () => publish(editor, draft))
  await test.step('each address shows what was signed', async () => {
    for (const { url } of rows) {
      await editor.page.goto(url ?? '')
      await expect(editor.page.locator('body')).toContainText('安排专人')
    }
  })
  await test.step('the register tells who signed it, and gives the evidence', () => evidence(editor, rows, words))
  await test.step('one changed character is not what was signed', () => change(editor, draft))
})

async function write({ page, api }: Person, words: string): Promise<string> {
  const { id } = await api.post<{ id: string }>('/api/drafts')
  const file = { name: '会议.png', mimeType: 'image/png', buffer: picture }
  const media = await api.upload<{ id: string }>('/api/media', { kind: 'picture', alt: '会议现场', file })
  const session = await (await page.request.get('/api/session')).json()
  const html = `<p><img data-picture="${media.id}" alt="会议现场" /></p>`
  const content = {
    title: '防汛',
    html,
    coverId: media.id,
    link: portal,
    author: '临溪县教育局',
    digest: '各校做好值守',
  }
  const answer = await page.request.put(`/api/drafts/${id}/content`, {
    headers: { 'x-csrf-token': session.csrfToken },
    data: { class: 'ordinary', columnId: null, campaignId: null, reason: 'manual', version: 1, content },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  await page.goto(`/drafts/${id}`)
  await expect(field(page)).toBeVisible()
  await page.getByLabel('标题', { exact: true }).fill(words.replace('部署', '布署'))
  await field(page).press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('各学校要按排专人值守，看好雨量计。')
  await field(page).locator('.check-mark', { hasText: '按排' }).click()
  await page.locator('.check-item-open').getByRole('button', { name: '采纳：“按排”改为“安排”' }).click()
  await expect(field(page)).toContainText('安排专人')
  await page.getByRole('button', { name: /采纳：“布署”改为“部署”/ }).click()
  await expect(page.getByLabel('标题', { exact: true })).toHaveValue(words)
  await page.getByText('发布设置', { exact: true }).click()
  for (const platform of ['微信公众号', '微博', '抖音']) {
    const row = page.locator('.draft-targets li').filter({ hasText: platform }).filter({ hasText: '接口发布' })
    await row.getByRole('checkbox', { name: '临溪教育' }).check()
  }
  await saved(page)
  return id
}

async function submit({ page, api }: Person, id: string): Promise<string> {
  await page.getByRole('button', { name: '送审', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '送审' })
  await dialog.getByRole('button', { name: '送审', exact: true }).click()
  await expect(dialog).toBeHidden()
  return (await api.get<Draft>(`/api/drafts/${id}`)).reviewId
}

async function judge(browser: Browser, who: string, reviewId: string): Promise<void> {
  const { page, faults } = await somebody(browser, who)
  await page.goto(`/reviews?review=${reviewId}`)
  const bar = page.getByRole('region', { name: '办理', exact: true })
  await bar.getByRole('button', { name: '同意', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^同意：/ })
  await dialog.getByRole('button', { name: /项均已核查，合格$/ }).click()
  await dialog.getByLabel(/^意见/).fill('内容准确，同意')
  await dialog.getByRole('button', { name: '同意', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(faults).toEqual([])
  await page.context().close()
}

async function sign(browser: Browser, reviewId: string): Promise<void> {
  const { page, faults } = await somebody(browser, 'unitleader')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/sign/${reviewId}`)
  await page.getByRole('checkbox', { name: /项均已核查，合格$/ }).check()
  await page.getByRole('button', { name: '同意并签发' }).click()
  await expect(page.getByText(/已签/).first()).toBeVisible()
  expect(faults).toEqual([])
  await page.context().close()
}

async function publish({ page, api }: Person, id: string): Promise<Row[]> {
  await page.goto(`/drafts/${id}`)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '立即发布到 3 个账号' }).click()
  await expect(page.getByRole('dialog', { name: '发布' })).toBeHidden()
  const states = async () => (await api.get<{ rows: Row[] }>(`/api/publications?draftId=${id}`)).rows
  // The platforms look at it first; the sender asks them again every minute.
  await expect
    .poll(async () => (await states()).map(({ state }) => state), { timeout: 200_000 })
    .toEqual(['published', 'published', 'published'])
  return states()
}

async function evidence({ page }: Person, rows: readonly Row[], words: string): Promise<void> {
  await page.goto('/publications')
  await expect(page.getByRole('row').filter({ hasText: words })).toHaveCount(3)
  await page.goto(`/publications/${rows[0]?.id}`)
  for (const name of ['溪照临', '溪怀瑾', '溪秉章']) await expect(page.getByText(name).first()).toBeVisible()
  const coming = page.waitForEvent('download')
  await page
    .getByRole('button', { name: '发布凭证（Word）' })
    .or(page.getByRole('link', { name: '发布凭证（Word）' }))
    .click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/\.docx$/)
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK')
}

async function change({ page, api, faults }: Person, id: string): Promise<void> {
  await page.goto(`/drafts/${id}`)
  await page.getByRole('button', { name: '仍要修改' }).click()
  await field(page).press('Control+End')
  await page.keyboard.type('！')
  await saved(page)
  await expect(page.getByText('撰写中', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: '发布', exact: true })).toHaveCount(0)
  const { hash, version } = await api.get<Draft>(`/api/drafts/${id}`)
  const session = await (await page.request.get('/api/session')).json()
  const refused = await page.request.post(`/api/drafts/${id}/publications`, {
    headers: { 'x-csrf-token': session.csrfToken },
    data: { hash, version, now: true },
  })
  expect(refused.status()).toBe(409)
  expect(await refused.text()).toContain('内容与三审通过的版本不一致，须重新送审')
  // The emulated platforms' own pages are not ours.
  expect(faults.filter((fault) => !fault.includes('/emulator/'))).toEqual([])
}
