import { expect, test } from '@playwright/test'
import { enter, type Login, logins, ready, signIn } from './people.ts'

const office = [
  ...['工作台', '账号台账', '区域与单位', '账号申请', '待我审核', '承诺考核', '清理工作台', '值班值守'],
  ...['稿件', '栏目与策划', '发布日历', '素材库', '分级分类审核', '三审放行', '发布登记'],
  ...['文本检查', '问题', '周期与排名', '方案', '文件中心', '词库与规则'],
]
/** Who answers for no account hears of no clean-up either, nor of what was let pass. */
const desk = office.filter((entry) => entry !== '清理工作台' && entry !== '三审放行')
const regulator = [
  ...['工作台', '账号台账', '区域与单位', '账号申请', '待我审核', '承诺考核', '清理工作台', '报送对账'],
  ...['发布登记', '文本检查', '问题', '周期与排名', '方案', '沙盘推演', '文件中心', '词库与规则'],
]
const supervisor = [
  ...['工作台', '账号台账', '区域与单位', '人员与职责', '委托合同'],
  ...['账号申请', '待我审核', '承诺考核', '清理工作台', '报送对账', '值班值守'],
  ...['稿件', '栏目与策划', '发布日历', '素材库', '分级分类审核', '三审放行'],
  ...[
    '发布登记',
    '文本检查',
    '问题',
    '周期与排名',
    '方案',
    '沙盘推演',
    '文件中心',
    '数据导入',
    '词库与规则',
    '平台对接',
  ],
]
const accountManager = supervisor.filter((entry) => entry !== '沙盘推演')
const contractor = [
  ...['工作台', '账号台账', '区域与单位', '委托合同'],
  ...['值班值守', '稿件', '栏目与策划', '发布日历', '素材库'],
  ...['发布登记', '文本检查', '问题', '周期与排名', '方案', '文件中心', '数据导入', '词库与规则'],
]

/** 数据导入 stands between 文件中心 and what follows it. */
function withImports(menu: readonly string[]): string[] {
  return menu.flatMap((entry) => (entry === '文件中心' ? [entry, '数据导入'] : [entry]))
}

/** 宣传网信 reads manuscripts and what was let pass, the other regulators do not. */
const publicity = withImports(regulator).flatMap((entry) =>
  entry === '发布登记' ? ['稿件', '栏目与策划', '发布日历', '素材库', '三审放行', entry] : [entry],
)

/** What stands in whose menu, and one page that is not theirs, with what they would need for it. */
const people: Readonly<Record<string, { menu: readonly string[]; closed: string; missing: string }>> = {
  linxi: { menu: supervisor, closed: '/audit', missing: '查询审计日志' },
  publicity: { menu: publicity, closed: '/users', missing: '查看人员与职责' },
  business: { menu: regulator, closed: '/imports', missing: '使用数据导入' },
  industry: {
    menu: regulator.filter((entry) => entry !== '报送对账' && entry !== '清理工作台'),
    closed: '/contracts',
    missing: '查看委托合同',
  },
  manager: { menu: accountManager, closed: '/what-if', missing: '沙盘推演' },
  editor: { menu: withImports(desk), closed: '/users', missing: '查看人员与职责' },
  officehead: { menu: office, closed: '/imports/new', missing: '使用数据导入' },
  unitleader: {
    menu: [...office.slice(0, 3), '委托合同', ...office.slice(3)],
    closed: '/what-if',
    missing: '沙盘推演',
  },
  responder: { menu: desk, closed: '/contracts', missing: '查看委托合同' },
  contractor: { menu: contractor, closed: '/what-if', missing: '沙盘推演' },
  sysadmin: {
    menu: ['工作台', '区域与单位', '文件中心', '数据导入', '审核层级', '消息通道', '语言模型'],
    closed: '/accounts',
    missing: '查看账号台账',
  },
  secadmin: {
    menu: ['工作台', '区域与单位', '人员与职责', '文件中心', '数据导入'],
    closed: '/assessments',
    missing: '查看考核结果',
  },
  auditadmin: { menu: ['工作台', '文件中心', '审计日志'], closed: '/regions', missing: '查看区划与单位' },
}

test('somebody of every role is looked at', () => {
  const roles = (all: Login[]) => [...new Set(all.map(({ role }) => role))].sort()
  expect(roles(logins().filter(({ username }) => username in people))).toEqual(roles(logins()))
})

for (const [username, { menu, closed, missing }] of Object.entries(people)) {
  test(`${username} sees the own entries in the menu, and is told what the rest would take`, async ({ page }) => {
    await signIn(page, username)
    await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: '主菜单' }).getByRole('link')).toHaveText([...menu])
    await page.goto(closed)
    await expect(page.getByRole('heading', { level: 1, name: /^您不能打开/ })).toBeVisible()
    await expect(page.getByText(`缺少的权限：${missing}`, { exact: true })).toBeVisible()
    await expect(page.getByText('请联系本级主管单位的安全管理员')).toBeVisible()
  })
}

test('a contractor whose agreement has run out reads why nothing opens', async ({ page }) => {
  await signIn(page, 'contractor.lapsed')
  await expect(page.getByRole('alert').filter({ hasText: '没有有效的委托合同或保密协议' })).toBeVisible()
  await page.goto('/accounts')
  await expect(page.getByText('没有有效的委托合同或保密协议').first()).toBeVisible()
})

test('an account of another county is not there, by page or by interface', async ({ page }) => {
  const theirs = await enter(page, 'linxi')
  const { rows } = await theirs.get<{ rows: { id: string; name: string }[] }>('/api/accounts')
  const account = rows[0]!
  await page.context().clearCookies()

  await enter(page, 'wanghu')
  expect((await page.request.get(`/api/accounts/${account.id}`)).status()).toBe(404)
  await page.goto(`/accounts/${account.id}`)
  await ready(page)
  await expect(page.getByRole('alert')).toContainText('没有找到该账号，或不在您的管理范围内')
  await expect(page.getByText(account.name)).toHaveCount(0)
  await page.getByRole('link', { name: '返回账号台账' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '账号台账' })).toBeVisible()
})

test('an address that is no page says so, with a way home', async ({ page }) => {
  await enter(page, 'editor')
  await page.goto('/no-such-page')
  await expect(page.getByRole('heading', { level: 1, name: '没有这个页面' })).toBeVisible()
  await page.getByRole('link', { name: '回到工作台' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
})
