import { readFile } from 'node:fs/promises'
import { type Browser, type Download, expect, type Page } from '@playwright/test'
import { type Api, enter, watch } from './people.ts'

/** The day in Beijing, as forms want it. */
export const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])

export type Person = { page: Page; api: Api; faults: string[] }

/** Signed in, in a browser of her own. */
export async function somebody(browser: Browser, username: string): Promise<Person> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const api = await enter(page, username)
  return { page, api, faults: watch(page).faults }
}

/** A reviewer decides where the application stands. */
export async function decide({ page }: Person, id: string, action: string, opinion = ''): Promise<void> {
  await page.goto(`/applications/${id}`)
  const bar = page.getByRole('region', { name: '办理', exact: true })
  await bar.getByRole('button', { name: action, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${action}：`) })
  await dialog.getByLabel(/^意见/).fill(opinion)
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(bar.getByRole('button', { name: action, exact: true })).toHaveCount(0)
}

export const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? ''

/** Everything that was typed has arrived. */
export const saved = (page: Page) =>
  expect(page.getByRole('status').filter({ hasText: /已自动保存 \d\d:\d\d$/ })).toBeVisible()

export async function choose(page: Page, label: string, option: string): Promise<void> {
  // A list that is still unfolding takes no click.
  await expect(async () => {
    await page.getByLabel(label, { exact: true }).click()
    await page.locator('.ant-select-item-option', { hasText: option }).click({ timeout: 2_000 })
  }).toPass()
}

export async function fillDay(page: Page, label: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(today)
  await page.keyboard.press('Enter')
}

export async function prove(page: Page, kind: string, fileName: string): Promise<void> {
  const part = page.getByRole('region', { name: kind, exact: true })
  await part.locator('input[type="file"]').setInputFiles({ name: fileName, mimeType: 'image/png', buffer: png })
  await expect(part.getByText(fileName, { exact: true })).toBeVisible()
}

export async function step(page: Page, words: string, note?: string): Promise<void> {
  await page.getByRole('button', { name: words, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: words })
  if (note) await dialog.getByLabel('本次修改说明').fill(note)
  await dialog.getByRole('button', { name: words, exact: true }).click()
  await expect(dialog).toBeHidden()
}

export async function word(page: Page, button: string): Promise<string> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return whole(await coming)
}

async function whole(file: Download): Promise<string> {
  expect(file.suggestedFilename()).toMatch(/\.docx$/)
  const bytes = await readFile(await file.path())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  return bytes.toString('latin1')
}

/** §6.4(1)–(4), as far as the host unit goes. */
export async function takeSteps({ page }: Person): Promise<void> {
  await fillDay(page, '公告发布日期')
  await saved(page)
  await prove(page, '停更公告截图', '公告.png')
  await step(page, '登记停更公告')
  await fillDay(page, '向平台申请注销的日期')
  await saved(page)
  await prove(page, '平台注销申请截图', '申请.png')
  await step(page, '登记平台注销申请')
  await prove(page, '停更公告或注销流程截图', '流程.png')
  await step(page, '提交拟注销申请')
  await fillDay(page, '平台注销通过的日期')
  await saved(page)
  await prove(page, '平台注销通过截图', '通过.png')
  await step(page, '登记平台注销通过')
  await expect(page.getByText('待主管单位完成注销').first()).toBeVisible()
}

/** §6.4(4): the host unit's word that the national system has been asked. */
export async function shutDown({ page }: Person, closing: string): Promise<void> {
  await page.goto(`/applications/${closing}`)
  await fillDay(page, '全国系统关停申请日期')
  await saved(page)
  await step(page, '登记全国系统关停')
  await expect(page.getByText('已办结。')).toBeVisible()
}
