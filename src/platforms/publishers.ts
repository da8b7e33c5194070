import type { PlatformName } from '../accounts/platforms.rules.ts'
import { douyin } from './douyin/douyin.ts'
import type { Publisher } from './publisher.ts'
import { wechat } from './wechat/wechat.ts'
import { weibo } from './weibo/weibo.ts'

export type Entry =
  | { publisher: Publisher; baseUrl: string; whyNot: null }
  | { publisher: null; baseUrl: null; whyNot: string }

export type Publishers = Readonly<Record<PlatformName, Entry>>

const byHand = (whyNot: string): Entry => ({ publisher: null, baseUrl: null, whyNot })

/**
 * Which platforms can be published to by their own interface, and why the others cannot (contract §4, §5, §9). What
 * cannot goes out as a hand-over package (交接包): a person publishes it and enters the address.
 */
export const publishers: Publishers = {
  wechat: { publisher: wechat, baseUrl: 'https://api.weixin.qq.com', whyNot: null },
  weibo: { publisher: weibo, baseUrl: 'https://api.weibo.com', whyNot: null },
  douyin: { publisher: douyin, baseUrl: 'https://open.douyin.com', whyNot: null },
  toutiao: byHand('头条号的开放接口不支持图文和微头条，请用交接包在头条号后台发布'),
  channels: byHand('视频号没有对外的发布接口，请用交接包在视频号助手发布'),
  kuaishou: byHand('快手的发布接口须由快手单独开通，本系统未接入，请用交接包在快手后台发布'),
  bilibili: byHand('B站的发布接口只对签约的企业应用开放，请用交接包在创作中心发布'),
  miniProgram: byHand('小程序的内容在自己的后台发布，请用交接包'),
  app: byHand('移动客户端的内容在自己的后台发布，请用交接包'),
  other: byHand('该平台没有可用的发布接口，请用交接包'),
}
