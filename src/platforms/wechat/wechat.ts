import { refusalsOn } from '../limits.rules.ts'
import type { Publisher } from '../publisher.ts'
import { renewWechat } from './api.ts'
import { prepareWechat } from './prepare.ts'
import { findWechat, followAfter, followWechat, settledAfter, submitWechat, withdrawWechat } from './publish.ts'

/** 微信公众号: 发布, which gives an article its permanent address and sends it to nobody (contract §1.4). */
export const wechat: Publisher = {
  refusals: (out) => refusalsOn('wechat', out),
  prepare: prepareWechat,
  submit: submitWechat,
  find: findWechat,
  follow: followWechat,
  followAfter,
  settledAfter,
  withdraw: withdrawWechat,
  renew: renewWechat,
}
