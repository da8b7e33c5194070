import { readFile } from 'node:fs/promises'
import { type Download, expect, type Locator, type Page, test } from '@playwright/test'
import iconv from 'iconv-lite'
import { ready, signIn, watch } from './people.ts'

// Two months ago in Beijing: it is over, and the demonstration has its posts.
const assessed = new Date(Date.now() + 8 * 3_600_000)
assessed.setUTCMonth(assessed.getUTCMonth() - 2, 1)
const month = assessed.toISOString().slice(0, 7)
const monthZh = `${assessed.getUTCFullYear()}年${assessed.getUTCMonth() + 1}月`

/** The day of a county supervisor, from the first number to the signed-out page, in one browser. */
test('a county supervisor goes from the numbers of the day to a published ranking', async ({ page }) => {
  test.setTimeout(240_000)
  const watched = watch(page)
  await signIn(page, 'linxi')
  await expect(heading(page, '工作台')).toBeVisible()

  await test.step('every number of the dashboard opens a list of as many', () => numbersAgree(page))
  await test.step('the ledger keeps its filters, its view and its columns', () => useLedgerPage(page))
  await test.step('a month of figures comes from a file of GBK, the wrong row corrected', () => importFigures(page))
  await test.step('the month is assessed', () => assess(page))
  await test.step('the first place is explained down to a post', () => explain(page))
  await test.step('another weight is tried', () => tryWeights(page))
  await test.step('workbook and notice are whole files', () => exportBoth(page))
  await page.getByRole('button', { name: /打开个人菜单$/ }).click()
  await page.getByRole('button', { name: /退出$/ }).click()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  // That nobody is signed in yet is the server's first answer, and the browser reports it.
  expect(watched.faults.filter((fault) => !/sign-in.*401/.test(fault))).toEqual([])
})

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** `共 1,234 条` as a number, when it has been counted. */
async function total(list: Locator): Promise<number> {
  const status = list.getByRole('status').first()
  await expect(status).toHaveText(/^共 [\d,]+ 条$/)
  return Number((await status.textContent())?.replaceAll(/\D/g, ''))
}

async function numbersAgree(page: Page): Promise<void> {
  const tiles = page.locator('a.dashboard-tile')
  await expect(tiles.first()).toBeVisible()
  const count = await tiles.count()
  expect(count).toBeGreaterThanOrEqual(5)
  for (let n = 0; n < count; n++) {
    const label = (await tiles.nth(n).locator('.dashboard-label').textContent()) ?? ''
    const told = Number.parseInt(
      (await tiles.nth(n).locator('.dashboard-count').textContent())?.replaceAll(',', '') ?? '',
      10,
    )
    await tiles.nth(n).click()
    await ready(page)
    const queue = page.locator('.queue-list')
    // A queue is worked through, not counted: it shows what waits, row by row.
    if ((await queue.count()) > 0) await expect(queue.locator('.queue-row'), label).toHaveCount(told)
    else expect(await total(page.locator('.ledger')), label).toBe(told)
    await page.goBack()
    await expect(tiles.first()).toBeVisible()
  }
}

async function useLedgerPage(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '账号台账' }).click()
  const list = page.getByRole('region', { name: '账号台账' })
  await ready(page)
  const all = await total(list)
  await page.getByLabel('平台', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: '微信' }).click()
  await page.keyboard.press('Escape')
  await page.getByPlaceholder('名称、编号、ID 或主办单位').fill('临溪')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/platform=wechat.*q=|q=.*platform=wechat/)
  await ready(page)
  const found = await total(list)
  expect(found).toBeGreaterThan(0)
  expect(found).toBeLessThan(all)

  await page.getByRole('button', { name: /视图$/ }).click()
  await page.getByLabel('视图名称').fill('临溪的微信')
  await page.getByRole('button', { name: '保存当前条件' }).click()
  await expect(page.getByRole('button', { name: '临溪的微信', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /列设置$/ }).click()
  await page.getByRole('checkbox', { name: '主办单位' }).click()
  await page.keyboard.press('Escape')
  await expect(list.getByRole('columnheader', { name: '主办单位' })).toHaveCount(0)

  const first = list.getByRole('row').nth(1).getByRole('link').first()
  const name = (await first.textContent()) ?? ''
  await first.click()
  await expect(heading(page, name)).toBeVisible()
  await page.goBack()
  await ready(page)
  expect(await total(list)).toBe(found)
  await expect(page.getByPlaceholder('名称、编号、ID 或主办单位')).toHaveValue('临溪')

  await page.getByRole('button', { name: '重置' }).click()
  await expect(list.getByRole('status').first()).toHaveText(`共 ${all} 条`)
  await page.getByRole('button', { name: /视图$/ }).click()
  await page.getByRole('button', { name: '临溪的微信', exact: true }).click()
  await expect(list.getByRole('status').first()).toHaveText(`共 ${found} 条`)
  await page.reload()
  await ready(page)
  await expect(list.getByRole('columnheader', { name: '主办单位' })).toHaveCount(0)
}

const header = '账号名称,平台,统计月份,粉丝数,发布篇数,原创篇数,发布天数,阅读总数'
// Other figures at every run: the same ones again would change nothing.
const followers = 60_000 + (Date.now() % 1_000)
const right = `临溪教育,微信,${month},${followers},31,20,22,88000`
const wrong = `临溪文旅,微信,${month},很多,30,18,20,66000`
const corrected = `临溪文旅,微信,${month},${followers},30,18,20,66000`

async function importFigures(page: Page): Promise<void> {
  await upload(page, [header, right, wrong])
  await expect(page.getByText('1 行有误，不会导入')).toBeVisible()
  const errors = page.getByRole('region', { name: '逐行结果' })
  await expect(errors.getByRole('row').filter({ hasText: '很多' })).toContainText('粉丝数')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: /下载有误的行$/ }).click()
  expect(await officeFile(await downloading)).toContain('xl/workbook.xml')
  await page.getByRole('button', { name: '放弃导入' }).click()
  await page.getByRole('dialog', { name: '放弃导入' }).getByRole('button', { name: '放弃导入' }).click()
  await expect(page.getByText('该导入已放弃，没有写入任何数据。')).toBeVisible()

  await upload(page, [header, right, corrected])
  await expect(page.getByText('没有有误的行')).toBeVisible()
  await page.getByRole('button', { name: '确认导入' }).click()
  await page.getByRole('dialog', { name: '确认导入' }).getByRole('button', { name: '确认导入' }).click()
  await expect(page.getByRole('region', { name: '导入结果' })).toContainText(
    /新增 [02] 条，更新 [02] 条，0 条与已有数据相同/,
  )
}

/** Uploads the lines as a spreadsheet program of old would save them, and has them tried. */
async function upload(page: Page, lines: readonly string[]): Promise<void> {
  await page.goto('/imports/new?kind=figures')
  await ready(page)
  const buffer = iconv.encode(`${lines.join('\r\n')}\r\n`, 'gbk')
  await page.locator('input[type="file"]').setInputFiles({ name: '账号数据.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: '上传并识别' }).click()
  await page.getByRole('button', { name: '试导入', exact: true }).click()
  await expect(page.getByText('试导入完成，还没有写入')).toBeVisible({ timeout: 30_000 })
}

async function assess(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '周期与排名' }).click()
  await page.getByRole('button', { name: '开展考核' }).click()
  const dialog = page.getByRole('dialog', { name: '开展考核' })
  await dialog.getByLabel('考核周期').fill(month)
  await dialog.getByLabel('考核周期').press('Enter')
  await dialog.getByRole('button', { name: '开始计算' }).click()
  await expect(heading(page, `临溪县${monthZh}考核`)).toBeVisible()
  await expect(page.getByRole('region', { name: '账号排名' })).toBeVisible({ timeout: 60_000 })
}

async function explain(page: Page): Promise<void> {
  const ranking = page.getByRole('region', { name: '账号排名' })
  await ready(page)
  await ranking.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(heading(page, new RegExp(`：${monthZh}得分$`))).toBeVisible()
  await page
    .getByRole('button', { name: /为什么/ })
    .first()
    .click()
  await expect(page.getByText('五项指数按指南9.2 表2的权重加权平均')).toBeVisible()
  await page.keyboard.press('Escape')
  for (const index of ['运营指数', '勤勉指数', '健康指数', '集群指数', '成长指数']) {
    await expect(page.getByRole('region', { name: index })).toBeVisible()
  }
  const posts = page.getByRole('region', { name: '本期作品' })
  await expect(posts.getByRole('row').nth(1)).toContainText(`${month}-`)
  await page.goBack()
  await expect(heading(page, `临溪县${monthZh}考核`)).toBeVisible()
}

async function tryWeights(page: Page): Promise<void> {
  const back = page.url()
  await page.getByRole('link', { name: '沙盘推演' }).last().click()
  await expect(heading(page, '沙盘推演')).toBeVisible()
  const weights = page.getByRole('region', { name: '指标及权重' })
  await weights.getByRole('spinbutton', { name: '政务微信 运营指数权重' }).fill('5')
  await expect(page.getByRole('button', { name: '推演', exact: true })).toBeDisabled()
  await weights.getByRole('spinbutton', { name: '政务微信 勤勉指数权重' }).fill('50')
  await page.getByRole('button', { name: '推演', exact: true }).click()
  const outcome = page.getByRole('region', { name: '推演结果' })
  await expect(outcome.getByRole('status')).toContainText('个得分变化')
  await expect(outcome.getByRole('row').nth(1)).toBeVisible()
  await page.goto(back)
}

async function exportBoth(page: Page): Promise<void> {
  for (const [button, part] of [
    [/导出结果$/, 'xl/workbook.xml'],
    [/生成通报$/, 'word/document.xml'],
  ] as const) {
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    expect(await officeFile(await downloading)).toContain(part)
  }
}

/** The names in a file of the office formats: a ZIP archive whose directory is where its end says it is. */
async function officeFile(download: Download): Promise<string[]> {
  const bytes = await readFile(await download.path())
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from('PK\x03\x04'))
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const count = bytes.readUInt16LE(end + 10)
  const names: string[] = []
  for (let at = bytes.readUInt32LE(end + 16); names.length < count; ) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
    const [name, extra, comment] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ]
    names.push(bytes.toString('utf8', at + 46, at + 46 + name))
    at += 46 + name + extra + comment
  }
  return names
}
