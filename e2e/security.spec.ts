import { expect, type Page, test } from '@playwright/test'
import { generateSync } from 'otplib'
import { type Api, enter, fillSignIn, login, signIn } from './people.ts'

const first = 'Linshi-1357'
// A test that is tried again must not meet the person of the first try.
const named = (name: string) => `${name}.${Date.now().toString(36)}`

test.describe('a new person', () => {
  test('is made by the security administrator and must change the password before anything else', async ({ page }) => {
    const username = named('newcomer')
    await signIn(page, 'secadmin')
    await page.getByRole('link', { name: '人员与职责' }).click()
    await page.getByRole('button', { name: '新增人员' }).click()
    const form = page.getByRole('dialog', { name: '新增人员' })
    await form.getByLabel('单位').fill('临溪县教育局')
    await page
      .getByRole('option', { name: /^临溪县教育局/ })
      .or(page.locator('.ant-select-item-option', { hasText: '临溪县教育局' }))
      .last()
      .click()
    await form.getByLabel('用户名').fill(username)
    await form.getByLabel('姓名').fill('溪新来')
    // A list that is still unfolding takes no click.
    await expect(async () => {
      await form.getByLabel('职责').click()
      await page.locator('.ant-select-item-option', { hasText: '编辑（一审）' }).click({ timeout: 2_000 })
      await expect(form.locator('.ant-select-selection-item', { hasText: '编辑（一审）' })).toBeVisible({
        timeout: 1_000,
      })
    }).toPass()
    await page.keyboard.press('Escape')
    await form.getByRole('button', { name: '保存' }).click()
    const told = page.getByRole('dialog', { name: '溪新来的临时密码' })
    const temporary = (await told.locator('.temporary-password').textContent())?.trim() ?? ''
    await told.getByRole('button', { name: '已转告本人，关闭' }).click()
    await expect(page.getByRole('button', { name: '溪新来' }).first()).toBeVisible()
    await page.context().clearCookies()

    await signIn(page, username, temporary)
    await expect(page.getByRole('heading', { name: '请先修改密码' })).toBeVisible()
    await page.goto('/accounts')
    await expect(page.getByRole('heading', { name: '请先修改密码' })).toBeVisible()
    await page.getByLabel('当前密码').fill(temporary)
    await page.getByLabel('新密码', { exact: true }).fill(`${username}-2026`)
    await page.getByLabel('再次输入新密码').fill(`${username}-2026`)
    await page.getByRole('button', { name: '修改密码' }).click()
    await expect(page.getByRole('alert').filter({ hasText: '用户名' }).first()).toBeVisible()
    await page.getByLabel('新密码', { exact: true }).fill(first)
    await page.getByLabel('再次输入新密码').fill(first)
    await page.getByRole('button', { name: '修改密码' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '账号台账' })).toBeVisible()
  })

  test('is locked out after five wrong passwords, until an administrator lets in again', async ({ page }) => {
    const username = named('forgetful')
    await newPerson(page, { username, name: '溪健忘' })
    await page.goto('/sign-in')
    for (let n = 1; n <= 5; n++) {
      await fillSignIn(page, username, `wrong-${n}`)
      await expect(page.getByRole('alert')).toContainText(n < 5 ? '用户名或密码不正确' : '锁定')
      await expect(page.getByLabel('密码', { exact: true })).toHaveValue(n < 5 ? '' : `wrong-${n}`)
    }
    await fillSignIn(page, username, first)
    await expect(page.getByRole('alert')).toContainText('锁定')

    await enter(page, 'secadmin')
    await page.goto(`/users?text=${username}`)
    await page.getByRole('button', { name: '溪健忘' }).click()
    await page.getByRole('button', { name: '解除锁定' }).click()
    await page.getByRole('dialog', { name: '解除锁定' }).getByRole('button', { name: '解除锁定' }).click()
    await expect(page.getByRole('dialog', { name: '解除锁定' })).toBeHidden()
    await page.context().clearCookies()
    await signIn(page, username, first)
    await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
  })

  test('binds a second factor and is asked for it at the next sign-in', async ({ page }) => {
    const username = named('careful')
    await newPerson(page, { username, name: '溪谨慎' })
    await signIn(page, username, first)
    await page.getByRole('button', { name: '溪谨慎，打开个人菜单' }).click()
    await page.getByRole('button', { name: '我的安全' }).click()
    await page.getByRole('button', { name: '绑定动态口令' }).click()
    const asking = page.getByRole('dialog', { name: '绑定动态口令' })
    await asking.getByLabel('当前密码').fill(first)
    await asking.getByRole('button', { name: '下一步' }).click()
    await expect(page.getByRole('img', { name: '动态口令二维码' })).toBeVisible()
    const secret = (await page.locator('.totp-key').textContent())?.trim() ?? ''
    await page.getByLabel('2. 输入应用显示的 6 位数字').fill(generateSync({ secret }))
    await page.getByRole('button', { name: '完成绑定' }).click()
    await expect(page.getByRole('button', { name: '解除绑定' })).toBeVisible()

    await page.getByRole('button', { name: '溪谨慎，打开个人菜单' }).click()
    await page.getByRole('button', { name: /退出$/ }).click()
    await fillSignIn(page, username, first)
    const code = page.getByLabel('动态口令')
    await code.fill('000000')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByRole('alert').filter({ hasText: '动态口令不正确' })).toBeVisible()
    // The step of the binding is used up; clocks may be half a minute apart, so the next one is taken already.
    await code.fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }))
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
  })
})

test('a session that ends over a half-filled form leaves the form as it is', async ({ page, browser, baseURL }) => {
  await signIn(page, 'linxi')
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
  const account = (await answer<{ rows: { id: string }[] }>(page, '/api/accounts')).rows[0]!
  await page.goto(`/accounts/${account.id}`)
  await page.getByRole('button', { name: '修改资料' }).click()
  const form = page.getByRole('dialog', { name: '修改资料' })
  await form.getByLabel('简介').fill('会话过期前填写的内容')

  const elsewhere = await browser.newPage({ ...(baseURL ? { baseURL } : {}) })
  await endOtherSessions(elsewhere)
  await elsewhere.close()

  await form.getByRole('button', { name: '保存' }).click()
  const again = page.getByRole('dialog', { name: '登录已过期，请重新登录' })
  await expect(again.getByLabel('用户名')).toHaveValue('linxi')
  await again.getByLabel('密码', { exact: true }).fill(login('linxi').password)
  await again.getByRole('button', { name: '登录', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(form).toBeHidden() // what was sent is sent again, and saved
  await page.reload()
  await expect(page.getByText('会话过期前填写的内容')).toBeVisible()
})

test('a change that does not come from the own page is refused', async ({ page }) => {
  await enter(page, 'linxi')
  const data = { page: 'accounts', name: '外来的视图', query: {} }
  const withoutToken = await page.request.post('/api/saved-views', { data })
  expect(withoutToken.status()).toBe(403)
  expect(await withoutToken.json()).toMatchObject({ code: 'CSRF_REFUSED' })
  const { csrfToken } = await answer<{ csrfToken: string }>(page, '/api/session')
  const headers = { 'x-csrf-token': csrfToken }
  const foreign = await page.request.post('/api/saved-views', {
    data,
    headers: { ...headers, origin: 'https://elsewhere.example' },
  })
  expect(foreign.status()).toBe(403)
  expect(await answer(page, '/api/saved-views?page=accounts')).not.toMatchObject({ rows: [{ name: '外来的视图' }] })
  expect((await page.request.post('/api/saved-views', { data, headers })).status()).toBe(200)
})

test('without a network the page says so, until it is back', async ({ page, context }) => {
  await enter(page, 'linxi')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText('网络已断开')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('网络已断开')).toHaveCount(0)
})

/** A person of the education bureau, signed in once before, with `first` as the password. Leaves the page signed out. */
async function newPerson(page: Page, { username, name }: { username: string; name: string }): Promise<void> {
  const api = await enter(page, 'secadmin')
  const unitId = await unitOf(api, '临溪县教育局')
  const made = await api.post<{ temporaryPassword: string }>('/api/users', {
    ...{ username, name, unitId, duties: ['editor'] },
    ...{ email: null, oidcIssuer: null, oidcSubject: null, phone: null },
  })
  await enter(page, username, made.temporaryPassword)
  const { csrfToken } = await answer<{ csrfToken: string }>(page, '/api/session')
  const changed = await page.request.put('/api/session/password', {
    headers: { 'x-csrf-token': csrfToken },
    data: { current: made.temporaryPassword, next: first },
  })
  expect(changed.ok()).toBe(true)
  await page.context().clearCookies()
}

async function unitOf(api: Api, name: string): Promise<string> {
  const { rows } = await api.get<{ rows: { id: string; name: string }[] }>(
    `/api/units?text=${encodeURIComponent(name)}`,
  )
  return rows.find((unit) => unit.name === name)?.id ?? ''
}

async function endOtherSessions(page: Page): Promise<void> {
  await enter(page, 'linxi')
  const { csrfToken } = await answer<{ csrfToken: string }>(page, '/api/session')
  const { rows } = await answer<{ rows: { id: string; current: boolean }[] }>(page, '/api/session/all')
  for (const { id } of rows.filter(({ current }) => !current)) {
    const ended = await page.request.delete(`/api/session/all/${id}`, { headers: { 'x-csrf-token': csrfToken } })
    expect(ended.ok()).toBe(true)
  }
}

async function answer<T>(page: Page, at: string): Promise<T> {
  return (await (await page.request.get(at)).json()) as T
}
