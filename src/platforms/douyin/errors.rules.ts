import type { FaultClass } from '../faults.rules.ts'

type Known = { class: FaultClass; zh: string }

/** What the error codes of 抖音 mean for whoever publishes, of both families and of OAuth (contract §3.1, §3.6, §8). */
// biome-ignore format: a table is read by columns
const known: Readonly<Record<string, Known>> = {
  10002:    { class: 'config',       zh: '抖音应用的设置不正确，请系统管理员核对 Client Key 和 Secret' },
  10003:    { class: 'config',       zh: '抖音应用的 Client Key 不正确，请系统管理员核对' },
  10004:    { class: 'noCapability', zh: '抖音应用没有此项权限' },
  10005:    { class: 'config',       zh: '调用抖音接口时缺少必填项，请系统管理员核对对接设置' },
  10008:    { class: 'tokenExpired', zh: '抖音授权令牌已过期' },
  10010:    { class: 'reauthorise',  zh: '抖音授权已到期，请账号管理员重新扫码授权' },
  10020:    { class: 'reauthorise',  zh: '抖音授权续期次数已满，请账号管理员重新扫码授权' },
  28001005: { class: 'transient',    zh: '抖音系统繁忙，稍后会自动再试' },
  28001006: { class: 'transient',    zh: '抖音网络异常，稍后会自动再试' },
  28001007: { class: 'input',        zh: '抖音不接受这份内容' },
  28001008: { class: 'tokenExpired', zh: '抖音授权令牌已过期' },
  28001012: { class: 'reauthorise',  zh: '账号没有授权此项能力，请账号管理员重新扫码授权' },
  28001014: { class: 'noCapability', zh: '抖音应用没有代发能力（video.create.bind），请在抖音开放平台申请' },
  28001015: { class: 'reauthorise',  zh: '抖音授权与账号不符，请账号管理员重新扫码授权' },
  28001016: { class: 'banned',       zh: '抖音应用已被封禁，请登录抖音开放平台查看' },
  28001018: { class: 'noCapability', zh: '抖音应用没有代发能力（video.create.bind），请在抖音开放平台申请' },
  28001019: { class: 'noCapability', zh: '抖音应用的此项能力已被封禁，请登录抖音开放平台查看' },
  28001045: { class: 'banned',       zh: '该抖音账号已注销' },
  28001046: { class: 'banned',       zh: '该抖音账号已被封禁' },
  28001047: { class: 'banned',       zh: '该抖音账号已设为私密' },
  28001056: { class: 'noCapability', zh: '抖音已停止此接口' },
  28003017: { class: 'quotaDay',     zh: '该抖音账号当天的调用次数已用完，次日零时后再试' },
  28003018: { class: 'rate',         zh: '调用抖音接口过于频繁，稍后会自动再试' },
  2100004:  { class: 'transient',    zh: '抖音系统繁忙，稍后会自动再试' },
  2100005:  { class: 'input',        zh: '抖音不接受这份内容' },
  2100007:  { class: 'noCapability', zh: '抖音应用没有此项权限' },
  2100009:  { class: 'banned',       zh: '该抖音账号已被封禁' },
  2190001:  { class: 'quotaDay',     zh: '该抖音账号当天的调用次数已用完，次日零时后再试' },
  2190002:  { class: 'tokenExpired', zh: '抖音不认可授权令牌' },
  2190003:  { class: 'reauthorise',  zh: '账号没有授权此项能力，请账号管理员重新扫码授权' },
  2190004:  { class: 'noCapability', zh: '抖音应用没有代发能力（video.create.bind），请在抖音开放平台申请' },
  2190005:  { class: 'input',        zh: '文件超过抖音的大小限制' },
  2190006:  { class: 'input',        zh: '视频超过 15 分钟' },
  2190007:  { class: 'input',        zh: '抖音上没有这个视频，请重新上传' },
  2190008:  { class: 'tokenExpired', zh: '抖音授权令牌已过期' },
  2190015:  { class: 'reauthorise',  zh: '抖音授权与账号不符，请账号管理员重新扫码授权' },
  2190016:  { class: 'banned',       zh: '抖音应用已被封禁，请登录抖音开放平台查看' },
}

/** An unknown code is for whoever looks after the interface. */
export function douyinFault(code: number | string): { class: FaultClass; code: string; zh: string } {
  const row = known[String(code)]
  return row
    ? { ...row, code: String(code) }
    : { class: 'config', code: String(code), zh: `抖音返回错误 ${code}，请系统管理员核对` }
}

/** `video_status` (contract §3.3): only the owner sees a work that is under review. */
// biome-ignore format: a table is read by columns
export const videoStatuses = {
  1: { state: 'published', zh: '已发布' },
  2: { state: 'unfit',     zh: '没有通过抖音的审核，不适宜公开' },
  4: { state: 'accepted',  zh: '审核中' },
  5: { state: 'published', zh: '已公开' },
} as const
export type VideoStatus = keyof typeof videoStatuses

export function isVideoStatus(status: number | null): status is VideoStatus {
  return status !== null && status in videoStatuses
}
