import { randomBytes } from 'node:crypto'

/** What no text of a caller can hold. */
const mark = randomBytes(12).toString('hex')
const marked = new RegExp(`"${mark}(-?\\d+)"`, 'g')

/** A number that is written as it stands, however many digits it has. */
export function rawNumber(digits: string): string {
  return mark + digits
}

/** JSON as the platforms write it: numbers beyond 2^53 stay whole. */
export function encode(body: unknown): string {
  return JSON.stringify(body).replace(marked, '$1')
}

export function json(body: unknown, status = 200): Response {
  return new Response(encode(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } })
}

export type Platform = 'wechat' | 'weibo' | 'douyin'

/** What each platform answers where a fault switch asks for it (contract §8). */
export const faultCodes = {
  wechat: { expiredToken: 42001, quota: 45009, rate: 45011, error: -1, delayed: -1 },
  weibo: { expiredToken: 21327, quota: 10023, rate: 10024, error: 10001, delayed: 20032 },
  douyin: { expiredToken: 28001008, quota: 28003017, rate: 28003018, error: 28001005, delayed: 28001005 },
} as const satisfies Record<Platform, Record<string, number>>

// biome-ignore format: one line per platform
const messages: Record<Platform, Record<number, string>> = {
  wechat: { [-1]: 'system error', 40001: 'invalid credential, access_token is invalid or not latest', 40007: 'invalid media_id', 40009: 'invalid image size', 40013: 'invalid appid', 40125: 'invalid appsecret', 40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist', 41001: 'access_token missing', 42001: 'access_token expired', 43002: 'require POST method', 44002: 'empty post data', 45002: 'content size out of limit', 45003: 'title size out of limit', 45004: 'description size out of limit', 45009: 'reach max api daily quota limit', 45011: 'api minute-quota reach limit, must slower, retry next minute', 45110: 'author size out of limit', 47001: 'data format error', 48001: 'api unauthorized', 48004: 'api forbidden for irregularities', 53600: 'invalid article_id' },
  weibo: { 10001: 'system error', 10008: 'param error, see doc for more info', 10014: 'insufficient app permissions!', 10016: 'miss required parameter, see doc for more info', 10023: 'user requests out of rate limit!', 10024: 'user requests for this api out of rate limit!', 20005: 'unsupported image type, only support JPG, GIF, PNG!', 20006: 'image too large!', 20008: 'content is null!', 20012: 'text too long, please input text less than 140 characters!', 20017: 'similar content!', 20019: 'repeat content!', 20032: 'success, but the server may be delayed', 20101: 'target weibo does not exist!', 20102: 'not your own weibo!', 21315: 'token expired', 21316: 'token revoked', 21327: 'expired_token', 21332: 'invalid_access_token' },
  douyin: { 28001005: '系统繁忙，请稍后再试', 28001007: '参数不合法', 28001008: 'access_token 过期', 28001012: '用户未授权该 api', 28001014: '应用未获得该能力', 28003017: 'quota 已用完', 28003018: '请求过于频繁', 2100005: '参数不合法', 2190002: 'access_token 无效', 2190004: '应用未获得该能力', 2190005: '视频文件过大', 2190007: '无效的 video_id', 2190008: 'access_token 过期', 2190015: 'access_token 与 open_id 不匹配', 10002: '参数错误', 10003: '无效的 client_key', 10008: 'access_token 过期', 10010: 'refresh_token 过期', 10020: 'refresh_token 续期次数超过上限' },
}

export type ErrorContext = { path: string; loose: boolean; now: Date }

/** An application's error as each platform tells it: WeChat and Douyin with HTTP 200, Weibo with 400 or 403. */
export function errorOf(platform: Platform, code: number, { path, loose, now }: ErrorContext): Response {
  const message = messages[platform][code] ?? 'error'
  if (platform === 'wechat')
    return json({ errcode: code, errmsg: `${message} rid: ${now.getTime().toString(16)}-emulator` })
  if (platform === 'weibo') {
    const status = [10014, 10023, 10024].includes(code) || code >= 21000 ? 403 : 400
    return json(
      { error: message, error_code: loose ? String(code) : code, request: path.replace('/weibo', '') },
      status,
    )
  }
  const logid = `${now.getTime()}emulator`
  return json({
    data: { error_code: code, description: message },
    extra: { error_code: code, description: message, sub_error_code: 0, logid, now: now.getTime() },
    message: 'error',
  })
}
