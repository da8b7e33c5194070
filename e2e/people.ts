import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type APIResponse, expect, type Page } from '@playwright/test'

export type Login = { username: string; password: string; name: string; role: string; unit: string }

/** The logins that the demonstration was made with; the server writes them beside its data. */
export function logins(): Login[] {
  const folder = process.env.E2E_DATA_DIR
  if (!folder) throw new TypeError('global-setup.ts starts the server and says where its data is')
  return JSON.parse(readFileSync(path.join(folder, 'demo-logins.json'), 'utf8')) as Login[]
}

export function login(username: string): Login {
  const found = logins().find((one) => one.username === username)
  if (!found) throw new RangeError(`no demo login is called ${username}`)
  return found
}

/** Signs in as a person does, on the page that is open. */
export async function signIn(page: Page, username: string, password = login(username).password): Promise<void> {
  await page.goto('/sign-in')
  await fillSignIn(page, username, password)
}

export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

export type Api = {
  get: <T>(path: string) => Promise<T>
  post: <T>(path: string, data?: unknown) => Promise<T>
  upload: <T>(
    path: string,
    multipart: Record<string, string | { name: string; mimeType: string; buffer: Buffer }>,
  ) => Promise<T>
}

/** Signs in behind the page's back, for tests that are about something else; gives calls with its session. */
export async function enter(
  page: Pick<Page, 'request'>,
  username: string,
  password = login(username).password,
): Promise<Api> {
  const signedIn = await page.request.post('/api/session', { data: { username, password } })
  expect(signedIn.ok(), `${username} signs in`).toBe(true)
  const { csrfToken } = (await signedIn.json()) as { csrfToken: string }
  const headers = { 'x-csrf-token': csrfToken }
  return {
    get: async <T>(at: string) => answerOf<T>(await page.request.get(at)),
    post: async <T>(at: string, data: unknown = {}) => answerOf<T>(await page.request.post(at, { headers, data })),
    upload: async <T>(at: string, multipart: Parameters<Api['upload']>[1]) =>
      answerOf<T>(await page.request.post(at, { headers, multipart })),
  }
}

async function answerOf<T>(response: APIResponse): Promise<T> {
  expect(response.ok(), `${response.url()} answers ${response.status()}`).toBe(true)
  return (await response.json()) as T
}

/** The page's own words are there, and nothing is still on its way. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('.ant-skeleton, [aria-busy="true"], .ant-spin-spinning')).toHaveCount(0)
}

/** What no page may do: speak to another host, break its security policy, or report an error. */
export function watch(page: Page): { faults: string[] } {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    const ours = protocol === 'data:' || protocol === 'blob:' || origin === new URL(page.url()).origin
    if (!ours && page.url() !== 'about:blank') faults.push(`${page.url()} asks ${request.url()}`)
  })
  return { faults }
}
