import { describe, expect, it } from 'vitest'
import { hashPassword, temporaryPassword, verifyPassword } from './hashing.service.ts'
import { sourceOf } from './lockout.rules.ts'
import { passwordRefusals } from './password.rules.ts'
import { isLocalPath } from './return-to.rules.ts'

const owner = { username: 'zhangsan', unitNames: ['临溪县教育局', '县教育局'] }

describe('a new password', () => {
  it.each([
    ['ten characters of three classes', 'Kx7qwmzptv', []],
    ['a passphrase with Chinese', '春眠不觉晓处处闻 Kx', []],
    ['nine characters', 'Kx7qwmzpt', ['密码至少 10 个字符']],
    ['two classes', 'kx7qwmzptv', ['须包含大写字母、小写字母、数字、符号中的至少 3 类']],
    ['few different characters', 'aaaaBBBB1111', ['重复字符过多']],
    ['the user name', 'X9-ZhangSan-71', ['不能包含用户名']],
    ['the user name in full width', 'X9-ｚｈａｎｇｓａｎ-71', ['不能包含用户名']],
    ['the unit', '县教育局Kx7q2026', ['不能包含单位名称']],
    ['the product', 'ZwXmt-2026-kQ', ['不能包含本系统名称']],
    ['a common word with trimmings', 'Password123!', ['密码过于常见，容易被猜中']],
    ['a common word in disguise', 'P@ssw0rd2026!', ['密码过于常见，容易被猜中']],
    ['a walk on the keyboard', '!QAZ2wsx3EDC', ['密码过于常见，容易被猜中']],
    ['an administrator’s habit', 'Admin@123456', ['密码过于常见，容易被猜中']],
  ])('%s', (_case, password, refusals) => {
    expect(passwordRefusals(password, owner)).toEqual(refusals)
  })

  it('made by the system keeps to the policy and differs each time', () => {
    const made = Array.from({ length: 50 }, () => temporaryPassword(owner))
    expect(new Set(made).size).toBe(50)
    for (const password of made) expect(passwordRefusals(password, owner)).toEqual([])
  })
})

describe('checking a password', () => {
  it('is done for four at a time; the fifth is asked to come back, and may when one is through', async () => {
    const passwordHash = await hashPassword('right')
    const checks = [passwordHash, passwordHash, null, null, passwordHash].map((hash, n) =>
      verifyPassword(hash, n === 0 ? 'right' : 'wrong').catch((error: { code: string }) => error.code),
    )
    expect(await Promise.all(checks)).toEqual([true, false, false, false, 'TOO_MANY_REQUESTS'])
    expect(await verifyPassword(passwordHash, 'right')).toBe(true)
  })

  it('costs what OWASP advises', async () => {
    expect(await hashPassword('right')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('the source of an attempt', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s → %s', (ip, source) => {
    expect(sourceOf(ip)).toBe(source)
  })
})

describe('where a sign-in may lead back to', () => {
  it.each(['/', '/accounts?platform=wechat#top', '/a//b'])('%s is ours', (to) => expect(isLocalPath(to)).toBe(true))
  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil',
    'javascript:1',
    '',
    '/\t/evil.example',
  ])('%j is not', (to) => expect(isLocalPath(to)).toBe(false))
})
