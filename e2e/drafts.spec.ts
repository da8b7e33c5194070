import { AxeBuilder } from '@axe-core/playwright'
import { expect as base, type Page, test } from '@playwright/test'
import { enter, ready, watch } from './people.ts'

/** Checking and saving take their time where several programs share a machine. */
const expect = base.configure({ timeout: 30_000 })

const field = (page: Page) => page.getByRole('textbox', { name: '正文' })
const title = (page: Page) => page.getByLabel('标题', { exact: true })
const saved = (page: Page) => expect(page.locator('.draft-saving')).toHaveText(/已保存 \d\d:\d\d/)

type View = { version: number; class: string; content: { title: string; html: string }; [name: string]: unknown }

/** A manuscript of its own for each journey, begun behind the page's back. */
async function begun(page: Page, content: Record<string, unknown> = {}): Promise<{ id: string }> {
  const api = await enter(page, 'editor')
  const { id } = await api.post<{ id: string }>('/api/drafts')
  if (Object.keys(content).length > 0) await put(page, id, content)
  return { id }
}

/** Saves as whoever is signed in, on top of what is there. */
async function put(page: Page, id: string, content: Record<string, unknown>): Promise<void> {
  const session = await (await page.request.get('/api/session')).json()
  const view = (await (await page.request.get(`/api/drafts/${id}`)).json()) as View
  const answer = await page.request.put(`/api/drafts/${id}/content`, {
    headers: { 'x-csrf-token': session.csrfToken },
    data: {
      class: view.class,
      columnId: null,
      campaignId: null,
      reason: 'manual',
      version: view.version,
      content: { ...view.content, ...content },
    },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/drafts/${id}`)
  await expect(page.locator('h1')).toBeVisible()
  await expect(field(page)).toBeVisible()
}

/** Pastes as the browser does, with markup and plain text. */
async function paste(page: Page, html: string): Promise<void> {
  await field(page).evaluate((element, given) => {
    const data = new DataTransfer()
    data.setData('text/html', given)
    data.setData('text/plain', 'text')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, html)
}

test('a manuscript is begun from the list, checked while it is typed, corrected and kept', async ({ page }) => {
  test.setTimeout(180_000)
  const watched = watch(page)
  await enter(page, 'editor')
  await page.goto('/drafts')
  await page.getByRole('button', { name: '新建稿件' }).click()
  await page.getByRole('button', { name: '开始撰写' }).click()
  await expect(field(page)).toBeVisible()
  await title(page).fill('关于布署防汛工作的通知')
  await field(page).click()
  await page.keyboard.type('各学校要按排专人值守，看好雨量计。')

  await test.step('what is wrong is underlined, in the body and in the title', async () => {
    await expect(field(page).locator('.check-mark', { hasText: '按排' })).toBeVisible()
    await expect(page.locator('.check-entry', { hasText: '布署' })).toBeVisible()
  })
  await test.step('a click on it explains it, and the suggestion is taken', async () => {
    await field(page).locator('.check-mark', { hasText: '按排' }).click()
    const item = page.locator('.check-item-open')
    await expect(item).toContainText('依据')
    await item.getByRole('button', { name: '采纳：“按排”改为“安排”' }).click()
    await expect(field(page)).toHaveText(/安排专人/)
    await page.getByRole('button', { name: /采纳：“布署”改为“部署”/ }).click()
    await expect(title(page)).toHaveValue('关于部署防汛工作的通知')
  })
  await test.step('it is saved by itself and is there after a reload', async () => {
    await saved(page)
    await page.reload()
    await expect(title(page)).toHaveValue('关于部署防汛工作的通知')
    await expect(field(page)).toHaveText(/各学校要安排专人值守，看好雨量计。/)
  })
  await test.step('sent to review too early it is told what is missing, with the way there', async () => {
    await page.getByRole('button', { name: '送审', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '送审' })
    await dialog.getByRole('button', { name: '送审', exact: true }).click()
    await dialog.getByRole('link', { name: '请选择至少一个发布账号' }).click()
    await expect(page.locator('#draft-targets')).toBeFocused()
  })
  expect(watched.faults.filter((fault) => !/422/.test(fault))).toEqual([])
})

test('who saves second is told by whom and what differs, and nothing is overwritten unseen', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  const { id } = await begun(page, { title: '停水通知', html: '<p>周一停水。</p>' })
  await open(page, id)
  const colleague = await browser.newPage()
  await enter(colleague, 'manager')
  await put(colleague, id, { html: '<p>周二停水。</p>' })

  await title(page).fill('停水通知（一）')
  const dialog = page.getByRole('dialog', { name: '他人已保存新的版本' })
  await expect(dialog).toContainText('溪知远已于')
  await expect(dialog.locator('del', { hasText: '二' })).toBeVisible()
  await expect(dialog.locator('ins', { hasText: '一' }).first()).toBeVisible()
  await dialog.getByRole('button', { name: '以我的为准再保存' }).click()
  await expect(dialog).toBeHidden()
  await saved(page)

  await test.step('both are kept as versions, told apart word for word', async () => {
    await page.getByRole('tab', { name: '版本' }).click()
    await page.getByRole('button', { name: '比较选中的两个版本' }).click()
    const compared = page.getByRole('region', { name: /的差别$/ })
    await expect(
      compared
        .locator('del, ins')
        .filter({ hasText: /[一二]/ })
        .first(),
    ).toBeVisible()
  })
  await test.step('the colleague’s words are taken up again', async () => {
    const row = page.getByRole('row').filter({ hasText: '溪知远' }).first()
    await row.getByRole('button', { name: /^恢复第/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^恢复第/ })
      .click()
    await page.getByRole('tab', { name: '撰写' }).click()
    await expect(field(page)).toHaveText(/周二停水。/)
  })
  await colleague.close()
})

test('what is typed without a network stays in the browser until it is back', async ({ page, context }) => {
  const { id } = await begun(page, { title: '值守安排', html: '<p>一</p>' })
  await open(page, id)
  await context.setOffline(true)
  await title(page).fill('值守安排（离线时改）')
  await title(page).blur()
  await expect(page.locator('.draft-unsaved')).toContainText('内容已留存在本机')
  await context.setOffline(false)
  await saved(page)
  await page.reload()
  await expect(title(page)).toHaveValue('值守安排（离线时改）')
})

test('looking at a manuscript changes nothing in it: what was signed stays signed', async ({ page }) => {
  const table = '<table><tr><th colspan="2">时间</th></tr><tr><td>一</td><td>按排</td></tr></table>'
  const { id } = await begun(page, { title: '日程', html: `<section><p>见下表</p></section>${table}` })
  const version = async () => ((await (await page.request.get(`/api/drafts/${id}`)).json()) as View).version
  const before = await version()
  await open(page, id)
  await expect(field(page).locator('.check-mark', { hasText: '按排' })).toBeVisible()
  await field(page).click()
  await title(page).focus()
  await page.getByRole('button', { name: '立即保存' }).click()
  await expect(page.locator('.draft-saving')).toHaveText(/内容会自动保存/)
  expect(await version()).toBe(before)
})

const hostile = [
  '<img src=x onerror="window.broken=1">',
  '<svg onload="window.broken=1"><script>window.broken=1</script></svg>',
  '<a href="javascript:window.broken=1">点我</a>',
  '<iframe srcdoc="<script>parent.broken=1</script>"></iframe>',
  '<math><mtext><table><mglyph><style><img src=x onerror="window.broken=1"></style></mglyph></table></mtext></math>',
  '<p style="background:url(javascript:window.broken=1)" onclick="window.broken=1">段落</p>',
]

test('what is pasted does nothing, and what was taken out is told', async ({ page }) => {
  const { id } = await begun(page, { title: '粘贴', html: '<p>一</p>' })
  await open(page, id)
  await field(page).click()
  await paste(page, `${hostile.join('')}<p>留下的<b>文字</b></p><img src="https://mmbiz.example/a.png">`)
  await expect(field(page)).toHaveText(/留下的文字/)
  await expect(page.getByText('粘贴的内容有部分没有带入')).toBeVisible()
  await expect(page.locator('.draft-told')).toContainText('脚本')
  await expect(page.locator('.draft-told')).toContainText('https://mmbiz.example/a.png')
  await field(page).getByText('段落').click()
  await saved(page)
  await page.getByRole('tab', { name: '预览' }).click()
  expect(await page.evaluate(() => (window as { broken?: unknown }).broken)).toBeUndefined()
  await expect(page.locator('.draft-body [onclick], .draft-body a[href^="javascript"]')).toHaveCount(0)
})

test('two thousand pictures in one paste are asked about, and the page answers meanwhile', async ({ page }) => {
  test.setTimeout(180_000)
  const { id } = await begun(page, { title: '大量图片', html: '<p>一</p>' })
  await open(page, id)
  await field(page).click()
  await field(page).evaluate((element) => {
    const one = `<p>图</p><img src="data:image/png;base64,${'A'.repeat(2500)}">`
    const data = new DataTransfer()
    data.setData('text/html', `<p>正文开头</p>${one.repeat(2000)}`)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  const asked = page.getByRole('dialog', { name: '粘贴的内容带有 2000 张图片' })
  await asked.getByRole('button', { name: '只要文字' }).click()
  await expect(field(page)).toHaveText(/正文开头/)
  await expect(page.locator('.draft-picture')).toHaveCount(0)
})

for (const size of [
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
]) {
  test(`the pages can be read by everybody at ${size.width} px`, async ({ page }) => {
    test.setTimeout(180_000)
    await page.setViewportSize(size)
    const { id } = await begun(page, { title: '关于布署工作的通知', html: '<h2>一</h2><p>要按排人员。</p>' })
    const tabs = ['', '?tab=preview', '?tab=review', '?tab=versions', '?tab=publications'].map(
      (tab) => `/drafts/${id}${tab}`,
    )
    for (const at of ['/drafts', ...tabs, '/content-plan', '/content-calendar', '/media']) {
      await page.goto(at)
      await expect(page.locator('h1')).toBeVisible()
      await expect(page.locator('.ant-skeleton')).toHaveCount(0)
      await ready(page)
      if (at === `/drafts/${id}`) await expect(page.locator('.check-entry').first()).toBeAttached()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id: rule, nodes }) => `${at} ${rule} ${nodes[0]?.html}`)).toEqual([])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, `${at} is no wider than the screen`).toBeLessThanOrEqual(0)
    }
  })
}
