import { expect, test } from '@playwright/test'
import { addYears } from '../src/core/clock.rules.ts'
import { idOf, type Person, shutDown, somebody, takeSteps, today } from './case-work.ts'
import { ready } from './people.ts'

const broken = '粉丝数和阅读量远低于承诺，且无改进计划，不再保留'
const reason = '陈述所称恢复更新情况不实，受众过少，不再保留'

test('a broken promise closes an account, and its host unit hears of it', async ({ browser }) => {
  const county = await somebody(browser, 'linxi')
  const host = await somebody(browser, 'manager.culture')
  await test.step('the county sees promised against real, and decides', () => decideOnPromise(county))
  await test.step('the account manager finds the ordered closing, with its cause', () => findClosing(host))
  for (const { faults } of [county, host]) expect(faults).toEqual([])
})

test('an account is cleaned up: heard, decided, closed in four steps, archived, its host unit barred', async ({
  browser,
}) => {
  const county = await somebody(browser, 'linxi')
  const host = await somebody(browser, 'manager.zhuwu')
  const account = await test.step('the county reads what the host unit says, and decides', () => decideOnCase(county))
  const closing = await test.step('a closing has begun by itself, with its clause', () => openClosing(county, host))
  await test.step('the host unit takes the four steps, each with its day and its proof', () => takeSteps(host))
  await test.step('the county completes it in its queue', () => complete(county))
  await test.step('the shutdown in the national system is on record', () => shutDown(host, closing))
  await test.step('the account is closed, and can be read', () => lookBack(county, account))
  await test.step('its host unit may not open another for a year', () => refuseOpening(host))
  for (const { faults } of [county, host]) expect(faults).toEqual([])
})

/** What was to be refused has been, and nothing else: the browser reports the answer as an error. */
async function refusedWith({ faults }: Person, status: number): Promise<void> {
  await expect.poll(() => faults).toEqual([expect.stringContaining(`status of ${status} `)])
  faults.length = 0
}

async function decideOnPromise(county: Person): Promise<void> {
  const { page } = county
  await page.goto('/pledges?state=due&outcome=unmet')
  await ready(page)
  await page.getByRole('button', { name: '临溪文旅', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: '开设承诺考核：临溪文旅' })
  const facts = drawer.getByRole('region', { name: '承诺与实际' })
  await expect(facts.getByRole('img', { name: /粉丝数承诺 90,000，实际/ })).toBeVisible()
  await facts.getByText('表', { exact: true }).click()
  await expect(facts.getByRole('row', { name: /粉丝数 90,000/ })).toContainText('未实现')
  const form = drawer.getByRole('region', { name: '考核结论' })
  await form.getByRole('radio', { name: '启动注销' }).check()
  await expect(form.getByText(/主办单位一年内不可再申请新开账号（§6.1.2）/)).toBeVisible()
  await form.getByLabel('理由', { exact: true }).fill('不再保留')
  await form.getByRole('button', { name: '启动注销' }).click()
  await expect(form.getByText(/请写明理由（至少 10 个字）/).first()).toBeVisible()
  await refusedWith(county, 422)
  await form.getByLabel('理由', { exact: true }).fill(broken)
  await form.getByRole('button', { name: '启动注销' }).click()
  await expect(drawer.getByRole('region', { name: '已作结论' })).toContainText(broken)
  await expect(form).toHaveCount(0)
}

async function findClosing({ page }: Person): Promise<void> {
  await page.goto('/applications')
  await page.getByRole('link', { name: '账号注销：临溪文旅' }).click()
  await expect(page.getByText('原因：未实现开设承诺（指南§6.1.2）')).toBeVisible()
  await expect(page.getByLabel('注销原因', { exact: true })).toHaveValue(new RegExp(broken))
}

async function decideOnCase({ page }: Person): Promise<string> {
  await page.goto('/cleanup')
  await page.getByRole('button', { name: /^等待决定 \d+$/ }).click()
  // Its other account still waits to be heard: that one leaves the list.
  const heard = page.getByRole('button', { name: '竹坞之声', exact: true })
  await expect(heard).toHaveCount(1)
  await heard.click()
  const drawer = page.getByRole('dialog', { name: '竹坞之声' })
  await expect(drawer.getByText(/^陈述：该账号近期已安排专人运营/)).toBeVisible()
  await drawer.getByRole('radio', { name: '注销', exact: true }).check()
  await expect(drawer.getByText(/^将以（6）乡镇（街道）为由启动注销/)).toBeVisible()
  await drawer.getByLabel('理由', { exact: true }).fill(reason)
  await drawer.getByRole('button', { name: '决定注销' }).click()
  await expect(drawer.getByText(`决定注销：${reason}`)).toBeVisible()
  return new URL(page.url()).searchParams.get('account') ?? ''
}

async function openClosing(county: Person, { page }: Person): Promise<string> {
  await county.page.getByRole('link', { name: '查看注销办理' }).click()
  await expect(county.page.getByText('原因：符合清理标准（指南§6.5.1）')).toBeVisible()
  const closing = idOf(county.page)
  await page.goto(`/applications/${closing}`)
  await expect(page.getByText('原因：符合清理标准（指南§6.5.1）')).toBeVisible()
  await expect(page.getByLabel('注销原因', { exact: true })).toHaveValue(`符合清理标准（指南§6.5.1(6)）：${reason}`)
  return closing
}

async function complete({ page }: Person): Promise<void> {
  await page.goto('/reviews')
  await page.getByRole('button', { name: /^账号注销：竹坞之声/ }).click()
  await expect(page.getByRole('article', { name: '账号注销：竹坞之声' })).toContainText(reason)
  await page
    .getByRole('region', { name: '办理', exact: true })
    .getByRole('button', { name: '同意', exact: true })
    .click()
  const dialog = page.getByRole('dialog', { name: /^同意：/ })
  await dialog.getByLabel(/^意见/).fill('注销材料齐全，同意完成注销')
  await dialog.getByRole('button', { name: '同意', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /^账号注销：竹坞之声/ })).toHaveCount(0)
}

async function lookBack({ page }: Person, account: string): Promise<void> {
  await page.goto(`/accounts/${account}`)
  await expect(page.getByRole('heading', { level: 1, name: '竹坞之声' })).toBeVisible()
  await expect(page.getByText('已注销', { exact: true }).first()).toBeVisible()
  await page.goto(`/accounts/${account}?tab=history`)
  await expect(page.getByText(/清理：决定注销/).first()).toBeVisible()
}

async function refuseOpening(host: Person): Promise<void> {
  const { page } = host
  await page.goto('/applications')
  await page.getByRole('button', { name: '申请开设账号' }).click()
  const refusal = page.getByRole('alert').filter({ hasText: '暂不能申请开设账号' })
  await expect(refusal).toContainText(`${addYears(today, 1)} 以前不可再申请新开账号（指南§6.1.2）`)
  await expect(page).toHaveURL(/\/applications$/)
  await refusedWith(host, 403)
}
