import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect as base, type Download, type Page, test } from '@playwright/test'
import { createChecker } from '../src/checker/checker.ts'
import { shippedTypos } from '../src/checker/command/typo-files.ts'
import { readDocx } from '../src/checker/documents/docx.ts'
import { writeMarkedDocx } from '../src/checker/documents/marked-docx.ts'
import type { Finding } from '../src/checker/finding.ts'
import type { Context } from '../src/checker/rule.ts'
import { allRules } from '../src/checker/rules/all-rules.ts'
import { beijingDay } from '../src/core/clock.rules.ts'
import { applyChange, changeOf } from '../web/console/checker/edits.ts'
import { exampleText } from '../web/console/checker/example.ts'
import { sureFindings } from '../web/console/checker/filters.ts'
import { findingsCsv } from '../web/console/checker/list-file.ts'
import type { Effective } from '../web/console/checker/protocol.ts'
import { type Api, enter, login, ready, watch } from './people.ts'

/** A check of a long text takes its time where several programs share a machine. */
const expect = base.configure({ timeout: 20_000 })

// Recording every step would keep a megabyte of text with each.
test.use({ trace: 'off' })

const editor = 'editor'
const today = beijingDay(new Date())
const context: Context = { on: today, unitName: login(editor).unit }

/** Made once: it is large. */
const typos = shippedTypos()

type Found = (text: string, given?: Partial<Context>) => Finding[]

/** What the page must find: the same rules and lists, put to the same text, here. */
async function checkerHere(api: Api): Promise<Found> {
  const { knowledge, disabledRules } = await api.get<Effective>('/api/lexicon/effective')
  const rules = allRules.filter(({ id }) => !disabledRules.includes(id))
  const checker = createChecker({ rules, knowledge, typos })
  return (text, given = {}) => checker.check(text, { ...context, ...given })
}

const texts = {
  'a notice with mistakes of many kinds': exampleText,
  'a text without any': '县政府办公室召开会议，研究部署政务新媒体管理工作。',
  'open typos': '各单位要加强组织领导，落实工作责认，确保各项任务按时完城。',
  'one long line': `${'各单位要管好帐号，'.repeat(30)}布署到位。`,
  'pictures, full width and rare characters': '😀帐号𠮷布署　Ａ\n\n👨‍👩‍👧帐户\u200b，布署。\n',
}

const field = (page: Page) => page.getByRole('textbox', { name: '待检查的文字' })
const list = (page: Page) => page.locator('[data-finding] .check-message')
const status = (page: Page) => page.locator('#check-status')
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function open(page: Page, at = '/check'): Promise<Found> {
  const here = await checkerHere(await enter(page, editor))
  await page.goto(at)
  await expect(page.locator('h1')).toBeVisible()
  await ready(page)
  await expect(status(page)).toHaveText('等待检查')
  await expect(page.getByText('错别字模型载入中')).toHaveCount(0, { timeout: 30_000 })
  return here
}

async function put(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await expect(status(page)).toHaveText(/^(发现|未发现)/)
}

test('the page finds what the checker finds elsewhere, place by place', async ({ page }) => {
  const watched = watch(page)
  const found = await open(page)
  for (const [name, text] of Object.entries(texts)) {
    await test.step(name, async () => {
      await put(page, text)
      const expected = found(text)
      await expect(status(page)).toHaveText(
        expected.length === 0 ? '未发现问题' : new RegExp(`^发现 ${expected.length} 处`),
      )
      await expect(list(page)).toHaveText(expected.map(({ message }) => message))
      await expect(page.locator('mark')).toHaveText(expected.map((one) => one.text))
      const csv = await exported(page, '问题清单（.csv）')
      expect(csv.toString('utf8')).toBe(findingsCsv(text, expected))
    })
  }
  expect(watched.faults).toEqual([])
})

test('the day and the source of a text change what is found, and stand in the address; the text does not', async ({
  page,
}) => {
  const found = await open(page, '/check?on=2020-05-01&origin=repost')
  await put(page, exampleText)
  const before = found(exampleText, { on: '2020-05-01', origin: { kind: 'repost' } })
  await expect(list(page)).toHaveText(before.map(({ message }) => message))
  await expect(page.getByText('按 2020-05-01 发布判断')).toBeVisible()
  await page.getByLabel('转载自').fill('临溪发布')
  await page.getByLabel('转载自').press('Enter')
  const after = found(exampleText, { on: '2020-05-01', origin: { kind: 'repost', sourceName: '临溪发布' } })
  await expect(list(page)).toHaveText(after.map(({ message }) => message))
  const url = new URL(page.url())
  expect(Object.fromEntries(url.searchParams)).toEqual({ on: '2020-05-01', origin: 'repost', source: '临溪发布' })
})

test('one is accepted, one ignored, the rest at once, and all of it taken back', async ({ page }) => {
  const text = '各帐号要布署，帐户不得停更。'
  const found = await open(page)
  await put(page, text)
  await button(page, '采纳：“布署”改为“部署”').click()
  await expect(field(page)).toHaveValue('各帐号要部署，帐户不得停更。')
  await expect(list(page)).toHaveCount(2)
  await button(page, '撤销').click()
  await expect(field(page)).toHaveValue(text)
  await expect(list(page)).toHaveCount(3)

  await button(page, '忽略“帐户”').click()
  await expect(list(page)).toHaveCount(2)
  await field(page).press('Control+End')
  await page.keyboard.insertText('请转发。')
  await expect(status(page)).toHaveText(/^发现 2 处/)
  await page.getByText('已忽略 1 处').click()
  await button(page, '恢复').click()
  await expect(list(page)).toHaveCount(3)

  const sure = sureFindings(found(text))
  await button(page, `全部采纳（${sure.length}）`).click()
  const dialog = page.getByRole('dialog', { name: /^全部采纳/ })
  await expect(dialog).toContainText(`将修改 ${sure.length} 处：易混用词 ${sure.length} 处`)
  await dialog.getByRole('button', { name: /^全部采纳/ }).click()
  await expect(field(page)).toHaveValue('各账号要部署，账户不得停更。请转发。')
  await expect(status(page)).toHaveText('未发现问题')
  await field(page).press('Control+z')
  await expect(field(page)).toHaveValue(`${text}请转发。`)
  await field(page).press('Control+z')
  await expect(field(page)).toHaveValue(text)
  await field(page).press('Control+y')
  await field(page).press('Control+Shift+z')
  await expect(field(page)).toHaveValue('各账号要部署，账户不得停更。请转发。')
})

test('everything can be done by keyboard', async ({ page }) => {
  const text = '各帐号要布署，帐户不得停更。'
  await open(page)
  await put(page, text)
  await page.locator('[data-finding]').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-finding]').nth(1)).toBeFocused()
  await expect(page.locator('[data-finding]').nth(1)).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('各帐号要部署，帐户不得停更。')
  await expect(page.locator('[data-finding]').nth(1)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(list(page)).toHaveCount(1)
  await expect(page.locator('[data-finding]').first()).toBeFocused()
  await page.keyboard.press('Space')
  await expect(field(page)).toBeFocused()
  await page.keyboard.insertText('账号')
  await expect(field(page)).toHaveValue('各账号要部署，帐户不得停更。')
  await expect(status(page)).toHaveText('未发现问题')
})

test('an input method is left in peace, and what it composed is one step back', async ({ page }) => {
  const before = '县政府办公室要求各单位管好'
  const found = await open(page)
  await put(page, before)
  await field(page).press('Control+End')
  const keys = await page.context().newCDPSession(page)
  for (const part of ['z', 'zh', 'zhang', "zhang'hao"]) {
    await keys.send('Input.imeSetComposition', { text: part, selectionStart: part.length, selectionEnd: part.length })
  }
  await expect(field(page)).toHaveValue(`${before}zhang'hao`)
  await keys.send('Input.insertText', { text: '帐号' })
  await expect(field(page)).toHaveValue(`${before}帐号`)
  await expect(list(page)).toHaveText(found(`${before}帐号`).map(({ message }) => message))
  await field(page).press('Control+z')
  await expect(field(page)).toHaveValue(before)
})

test('a reload loses nothing, clearing does, and nothing is sent', async ({ page }) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`)
  })
  await open(page)
  sent.length = 0
  await put(page, '各帐号要布署。')
  await page.reload()
  await expect(field(page)).toHaveValue('各帐号要布署。')
  await expect(page.getByText('已恢复本标签页暂存的文字')).toBeVisible()
  await expect(list(page)).toHaveCount(2)
  await button(page, '清空').click()
  await page.reload()
  await expect(button(page, '试一段示例')).toBeVisible()
  await expect(field(page)).toHaveValue('')
  expect(sent).toEqual([])

  await put(page, '各帐号要布署。')
  await button(page, /打开个人菜单$/).click()
  await button(page, /退出$/).click()
  await expect(button(page, '登录')).toBeVisible()
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

test('documents are read, and a marked one comes back', async ({ page }) => {
  const found = await open(page)
  const lines = '关于检查的通知\n各帐号要布署，帐户不得停更。'
  const chooser = page.getByLabel('选择要检查的文件')
  const files = {
    'notice.docx': Buffer.from(await writeMarkedDocx(lines, [], today)),
    'notice.html': Buffer.from('<p>关于检查的通知</p><p>各<b>帐号</b>要布署，帐户不得停更。</p>'),
    'notice.txt': Buffer.from([0xd5, 0xca, 0xba, 0xc5]), // 帐号 in GBK
  }
  for (const [name, buffer] of Object.entries(files)) {
    await chooser.setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await expect(page.getByText(`已载入“${name}”`)).toBeVisible()
    await expect(field(page)).toHaveValue(name === 'notice.txt' ? '帐号' : lines)
  }
  await chooser.setInputFiles({ name: 'cut.docx', mimeType: 'x/x', buffer: files['notice.docx'].subarray(0, 900) })
  await expect(page.getByRole('alert').filter({ hasText: 'cut.docx' })).toBeVisible()
  await chooser.setInputFiles({ name: 'old.pdf', mimeType: 'x/x', buffer: Buffer.from('%PDF-1.4') })
  await expect(page.getByRole('alert').filter({ hasText: '请先另存为 .docx' })).toBeVisible()
  await expect(field(page)).toHaveValue('帐号')

  await put(page, exampleText)
  const expected = found(exampleText)
  const marked = readDocx(await exported(page, '标注文档（.docx）'))
  const tracked = expected
    .filter(({ suggestions }) => suggestions.length === 1)
    .map(({ start, end, suggestions }) => ({ start, end, insert: suggestions[0] ?? '' }))
  expect(marked.text.trim()).toBe(applyChange(exampleText, changeOf(tracked)).trim())
})

test('a file is dropped onto the text', async ({ page }) => {
  await open(page)
  const transfer = await page.evaluateHandle(() => {
    const given = new DataTransfer()
    given.items.add(new File(['各帐号要布署。'], 'notice.md'))
    return given
  })
  await field(page).dispatchEvent('dragover', { dataTransfer: transfer })
  await field(page).dispatchEvent('drop', { dataTransfer: transfer })
  await expect(field(page)).toHaveValue('各帐号要布署。')
  await expect(list(page)).toHaveCount(2)
})

test('a megabyte in one line is checked in parts that stay quick to type in', async ({ page }) => {
  test.setTimeout(180_000)
  const line = `${'各单位要加强政务新媒体管理，'.repeat(75_000)}不得停更。`
  await open(page)
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.getElementById('check-text')?.dispatchEvent(paste)
  }, `各帐号要布署，${line}`)
  await expect(page.getByText(/^文字较长，分段显示/)).toContainText(`共 ${(line.length + 7).toLocaleString('en')} 字`)
  await expect(status(page)).toHaveText(/^发现 2 处/, { timeout: 120_000 })
  await button(page, '后一部分').click()
  await expect(field(page)).not.toHaveValue(/^各帐号/)
  await field(page).press('Control+Home')
  await page.keyboard.insertText('帐户')
  await expect(status(page)).toHaveText(/^发现 3 处/, { timeout: 120_000 })
  await page.locator('[data-finding]').first().click()
  await expect(page.locator('mark').first()).toHaveText('帐号')
  await button(page, '采纳：“布署”改为“部署”').click()
  // The next one stands at the other end.
  await expect(page.locator('mark')).toHaveText('帐户')
  await button(page, '撤销').click()
  await expect(page.locator('mark')).toHaveText(['帐号', '布署'])
})

test('a finding is excused for the unit with a reason, and not told again', async ({ page }) => {
  const text = '各单位要按装设备，不得停更。'
  await open(page)
  await put(page, text)
  await page.locator('[data-finding]').first().click()
  await button(page, '“按装”此处无误').click()
  const dialog = page.getByRole('dialog', { name: '此处无误' })
  await expect(dialog.getByRole('button', { name: '提交' })).toBeDisabled()
  await dialog.getByLabel(/^理由/).fill('这是本地一处地名的写法')
  await dialog.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已登记为此处无误，今后不再提示')).toBeVisible()
  await expect(list(page)).toHaveCount(0)
  const found = await checkerHere(await enter(page, editor))
  expect(found(text)).toEqual([])
})

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 911, height: 512 },
  { width: 390, height: 844 },
]) {
  test(`findings can be read by everybody on ${viewport.width} px`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await open(page)
    await put(page, `${exampleText}${'Aaaa'.repeat(60)}帐号`)
    await page.locator('[data-finding]').first().click()
    await expect(page.getByText('依据', { exact: true })).toBeVisible()
    await expect(page.locator('.check-mark-here')).toBeInViewport()
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))).toEqual([])
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await wide()).toBe(0)
  })
}

async function exported(page: Page, kind: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download')
  await button(page, /导出$/).click()
  await page.getByRole('menuitem', { name: kind }).click()
  return contentOf(await downloading)
}

async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path())
}
