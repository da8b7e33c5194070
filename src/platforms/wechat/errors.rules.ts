import type { FaultClass } from '../faults.rules.ts'

type Known = { class: FaultClass; zh: string }

/** What the error codes of 微信公众号 mean for whoever publishes (contract §1, §8). */
// biome-ignore format: a table is read by columns
const known: Readonly<Record<string, Known>> = {
  '-1':  { class: 'transient',    zh: '微信系统繁忙，稍后会自动再试' },
  40001: { class: 'tokenExpired', zh: '微信不认可授权令牌' },
  40014: { class: 'tokenExpired', zh: '微信不认可授权令牌' },
  42001: { class: 'tokenExpired', zh: '微信授权令牌已过期' },
  41001: { class: 'config',       zh: '调用微信接口时缺少授权令牌，请系统管理员核对对接设置' },
  41002: { class: 'config',       zh: '没有填写公众号的 AppID，请系统管理员补填' },
  41004: { class: 'config',       zh: '没有填写公众号的 AppSecret，请系统管理员补填' },
  40002: { class: 'config',       zh: '微信不认可取令牌的方式，请系统管理员核对对接设置' },
  40013: { class: 'config',       zh: '公众号的 AppID 不正确，请系统管理员核对' },
  40125: { class: 'config',       zh: '公众号的 AppSecret 不正确或已重置，请系统管理员重新填写' },
  40164: { class: 'config',       zh: '本系统出口 IP 不在公众号的 IP 白名单内，请到公众平台“设置与开发”中添加' },
  40243: { class: 'config',       zh: '公众号的 AppSecret 已被冻结，请到公众平台解冻' },
  43002: { class: 'config',       zh: '微信接口地址不正确，请系统管理员核对' },
  40066: { class: 'config',       zh: '微信接口地址不正确，请系统管理员核对' },
  89503: { class: 'config',       zh: '本系统出口 IP 调用须由公众号管理员在微信上确认' },
  89506: { class: 'config',       zh: '公众号管理员拒绝了本系统出口 IP，24 小时后才能再申请' },
  89507: { class: 'config',       zh: '公众号管理员拒绝了本系统出口 IP，1 小时后才能再申请' },
  61023: { class: 'reauthorise',  zh: '公众号的授权已失效，请管理员重新授权' },
  42007: { class: 'reauthorise',  zh: '公众号的授权已失效（可能修改过微信密码），请管理员重新授权' },
  48001: { class: 'noCapability', zh: '该公众号没有发布接口权限：须为已认证且认证未过期的单位账号，请核对微信认证' },
  61007: { class: 'noCapability', zh: '公众号没有把“群发与通知”权限授权给本系统' },
  48004: { class: 'banned',       zh: '该公众号的接口被微信封禁，请登录公众平台查看通知' },
  50002: { class: 'banned',       zh: '该公众号受限，请登录公众平台查看通知' },
  50007: { class: 'banned',       zh: '该公众号已被冻结，请登录公众平台查看通知' },
  45011: { class: 'rate',         zh: '调用微信接口过于频繁，稍后会自动再试' },
  45009: { class: 'quotaDay',     zh: '该公众号当天的接口调用次数已用完，次日零时后再试' },
  40004: { class: 'input',        zh: '微信不接受这种文件' },
  40005: { class: 'input',        zh: '微信不接受这种图片，请换成 JPG 或 PNG' },
  40006: { class: 'input',        zh: '文件大小超过微信的限制' },
  40009: { class: 'input',        zh: '图片大小超过微信的限制' },
  40113: { class: 'input',        zh: '微信不接受这种文件' },
  45001: { class: 'input',        zh: '文件大小超过微信的限制' },
  40007: { class: 'input',        zh: '微信上的草稿或封面已不存在，请重新发布' },
  44001: { class: 'input',        zh: '图片是空文件' },
  44002: { class: 'input',        zh: '微信没有收到内容' },
  44003: { class: 'input',        zh: '微信没有收到图文内容' },
  44004: { class: 'input',        zh: '正文为空' },
  45002: { class: 'input',        zh: '正文超过微信的长度限制' },
  45003: { class: 'input',        zh: '标题超过微信的长度限制，请缩短（建议不超过 32 字）' },
  45004: { class: 'input',        zh: '摘要超过微信的长度限制，请缩短' },
  45110: { class: 'input',        zh: '作者名超过微信的长度限制，请缩短' },
  45166: { class: 'input',        zh: '正文含有微信不接受的内容' },
  47001: { class: 'input',        zh: '微信不接受这份内容的格式' },
  53503: { class: 'input',        zh: '草稿没有通过微信的发布检查，请登录公众平台查看原因' },
  53504: { class: 'input',        zh: '微信要求在公众平台网页上处理这篇草稿' },
  53505: { class: 'input',        zh: '微信要求先在公众平台网页上保存这篇草稿' },
  53600: { class: 'input',        zh: '微信上没有这篇文章' },
  61450: { class: 'transient',    zh: '微信系统繁忙，稍后会自动再试' },
  61503: { class: 'notReady',     zh: '微信尚未处理完' },
}

export type WechatFault = { class: FaultClass; code: string; zh: string }

/** The fault of an error code. Of the platform's own words only the caller's address is passed on (40164). */
export function wechatFault(code: number | string, message = ''): WechatFault {
  const row = known[String(code)]
  if (!row)
    return { class: unknownClass(String(code)), code: String(code), zh: `微信返回错误 ${code}，请系统管理员核对` }
  const [ip] = String(code) === '40164' ? (/\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(message) ?? []) : []
  return { class: row.class, code: String(code), zh: ip ? row.zh.replace('出口 IP', `出口 IP ${ip}`) : row.zh }
}

/** 53xxx concerns the content (contract §8); anything else that we do not know is for whoever looks after the interface. */
function unknownClass(code: string): FaultClass {
  return /^53\d{3}$/.test(code) ? 'input' : 'config'
}

/** `publish_status` (contract §1.4). 5 and 6 come after it was out. */
// biome-ignore format: a table is read by columns
export const publishStatuses = {
  0: { state: 'published', zh: '已发布' },
  1: { state: 'accepted',  zh: '发布中' },
  2: { state: 'failed',    zh: '原创声明没有通过微信的校验' },
  3: { state: 'failed',    zh: '微信发布失败，请登录公众平台查看原因' },
  4: { state: 'failed',    zh: '没有通过微信的平台审核' },
  5: { state: 'removed',   zh: '文章在公众平台上被本账号删除', by: 'account' },
  6: { state: 'removed',   zh: '文章被微信封禁，属应当报告的情况', by: 'platform' },
} as const
export type PublishStatus = keyof typeof publishStatuses

export function isPublishStatus(status: number | null): status is PublishStatus {
  return status !== null && status in publishStatuses
}
