import { chromium } from 'playwright-core'

const [base, user, ...paths] = process.argv.slice(2)
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
for (const [w, h, tag] of [
  [1366, 768, 'd'],
  [390, 844, 'm'],
]) {
  const ctx = await b.newContext({ viewport: { width: w, height: h }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const p = await ctx.newPage()
  p.on('console', (m) => {
    if (m.type() === 'error') console.log('CONSOLE', p.url(), m.text().slice(0, 200))
  })
  p.on('pageerror', (e) => console.log('PAGEERROR', p.url(), String(e).slice(0, 300)))
  await p.goto(base + '/sign-in')
  await p.getByLabel('用户名').fill(user)
  await p.getByLabel('密码', { exact: true }).fill('Yanshi-2468')
  await p.keyboard.press('Enter')
  await p.waitForURL((u) => !u.pathname.startsWith('/sign-in'), { timeout: 15000 })
  for (const path of paths) {
    await p.goto(base + path)
    await p.waitForLoadState('networkidle').catch(() => {})
    await p.waitForTimeout(400)
    const name = path.replace(/[^a-z0-9]+/gi, '_').slice(0, 40) || 'home'
    await p.screenshot({ path: `/tmp/shots/${user}_${name}_${tag}.png` })
    const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) console.log('OVERFLOW', path, tag, over)
  }
  await ctx.close()
}
await b.close()
