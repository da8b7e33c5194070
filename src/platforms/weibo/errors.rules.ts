import type { FaultClass } from '../faults.rules.ts'

type Known = { class: FaultClass; zh: string }

/** What the error codes of 微博 mean for whoever publishes (contract §2.5, §8). */
// biome-ignore format: a table is read by columns
const known: Readonly<Record<string, Known>> = {
  10001: { class: 'transient',    zh: '微博系统繁忙，稍后会自动再试' },
  10002: { class: 'transient',    zh: '微博服务暂不可用，稍后会自动再试' },
  10003: { class: 'transient',    zh: '微博服务暂不可用，稍后会自动再试' },
  10009: { class: 'transient',    zh: '微博系统繁忙，稍后会自动再试' },
  10010: { class: 'transient',    zh: '微博处理超时，稍后会自动再试' },
  10011: { class: 'transient',    zh: '微博系统繁忙，稍后会自动再试' },
  10004: { class: 'config',       zh: '微博限制了本系统的出口 IP，请系统管理员核对' },
  10005: { class: 'noCapability', zh: '该微博应用没有此接口的权限' },
  10014: { class: 'noCapability', zh: '该微博应用没有此接口的权限' },
  10020: { class: 'noCapability', zh: '微博没有此接口，或已不再开放' },
  21321: { class: 'noCapability', zh: '微博应用尚未通过审核，只能由登记的测试账号使用' },
  10006: { class: 'config',       zh: '没有填写微博应用的 App Key，请系统管理员补填' },
  21322: { class: 'config',       zh: '微博应用的授权回调地址不一致，请系统管理员核对' },
  10021: { class: 'config',       zh: '微博接口地址不正确，请系统管理员核对' },
  10007: { class: 'input',        zh: '微博不接受这种图片' },
  10008: { class: 'input',        zh: '微博不接受这条内容：须带安全域名下的链接，且不能带话题' },
  10012: { class: 'input',        zh: '微博不接受这条内容' },
  10016: { class: 'config',       zh: '调用微博接口时缺少必填项，请系统管理员核对对接设置' },
  10017: { class: 'input',        zh: '微博不接受这条内容：须带安全域名下的链接，且不能带话题' },
  10018: { class: 'input',        zh: '内容超过微博的长度限制' },
  10013: { class: 'banned',       zh: '该微博账号状态异常，请登录微博查看' },
  20003: { class: 'banned',       zh: '该微博账号状态异常，请登录微博查看' },
  10022: { class: 'rate',         zh: '调用微博接口过于频繁，稍后会自动再试' },
  10023: { class: 'rate',         zh: '调用微博接口过于频繁，稍后会自动再试' },
  10024: { class: 'rate',         zh: '发微博过于频繁，稍后会自动再试' },
  20016: { class: 'rate',         zh: '发微博过于频繁，稍后会自动再试' },
  20005: { class: 'input',        zh: '微博只接受 JPG、PNG、GIF 图片' },
  20006: { class: 'input',        zh: '图片须小于 5 MB' },
  20008: { class: 'input',        zh: '微博内容为空' },
  20012: { class: 'input',        zh: '微博超过 140 字，请缩短' },
  20017: { class: 'input',        zh: '微博认为与刚发过的内容相似' },
  20019: { class: 'input',        zh: '微博认为与刚发过的内容重复' },
  20111: { class: 'input',        zh: '微博认为与刚发过的内容重复' },
  20031: { class: 'input',        zh: '微博要求输入验证码，请在微博网页上发布' },
  20032: { class: 'notReady',     zh: '微博已受理，稍后显示' },
  20101: { class: 'input',        zh: '微博上没有这条内容' },
  20102: { class: 'input',        zh: '这条微博不是本账号的' },
  20112: { class: 'input',        zh: '这条微博不公开' },
  21314: { class: 'tokenExpired', zh: '微博授权已失效' },
  21315: { class: 'tokenExpired', zh: '微博授权已过期' },
  21327: { class: 'tokenExpired', zh: '微博授权已过期' },
  21332: { class: 'tokenExpired', zh: '微博不认可授权令牌' },
  21316: { class: 'reauthorise',  zh: '微博授权已被收回，请管理员重新授权' },
  21317: { class: 'reauthorise',  zh: '微博授权被拒绝，请管理员重新授权' },
  21318: { class: 'reauthorise',  zh: '微博授权已失效，请管理员重新授权' },
  21319: { class: 'reauthorise',  zh: '账号已在微博上取消授权，请管理员重新授权' },
  21325: { class: 'reauthorise',  zh: '微博授权码已失效，请管理员重新授权' },
}

/** An unknown code is for whoever looks after the interface. */
export function weiboFault(code: string): { class: FaultClass; code: string; zh: string } {
  const row = known[code]
  return row ? { ...row, code } : { class: 'config', code, zh: `微博返回错误 ${code}，请系统管理员核对` }
}

/** The platform says that it has it already: perhaps from an answer that was lost, so it has to be looked for. */
export const repeatedCodes: readonly string[] = ['20017', '20019', '20111']
