import type { Hit, Rule } from '../../rule.ts'
import {
  foreignEndings,
  foreignHosts,
  hostOf,
  isHostUnder,
  paymentCodes,
  personalCodes,
  shopHosts,
  shorteners,
} from './hosts.ts'

type LinkKind = 'dangerous' | 'shop' | 'short' | 'foreign' | 'payment' | 'personal'
type Verdict = { kind: LinkKind; what: string }

const said: Readonly<Record<LinkKind, string>> = {
  dangerous: '可在读者设备上执行代码或冒充其他网站的地址',
  shop: '电商平台',
  short: '看不出去向的短链接',
  foreign: '境外网站',
  payment: '收款码',
  personal: '个人或群聊名片',
}

/** What is wrong with where an address leads; undefined where nothing is known against it. */
export function judgeLink(address: string): Verdict | undefined {
  const kind = kindOf(address.trim())
  return kind && { kind, what: said[kind] }
}

function kindOf(address: string): LinkKind | undefined {
  if (/^(?:vbscript:|data:text\/html|intent:|file:\/\/)/i.test(address)) return 'dangerous'
  if (/^javascript:.{0,200}(?:location|document\.|eval\(|https?:)/i.test(address)) return 'dangerous'
  if (/^https?:\/\/[^/?#\s]{0,200}@/i.test(address)) return 'dangerous'
  if (paymentCodes.test(address)) return 'payment'
  if (personalCodes.test(address)) return 'personal'
  const host = hostOf(address)
  if (!host) return undefined
  if (shopHosts.some((shop) => isHostUnder(host, shop))) return 'shop'
  if (shorteners.some((short) => host === short || host === `www.${short}`)) return 'short'
  const ending = host.slice(host.lastIndexOf('.') + 1)
  const abroad = foreignEndings.has(ending) || foreignHosts.some((foreign) => isHostUnder(host, foreign))
  return abroad ? 'foreign' : undefined
}

/** Addresses as they stand in Chinese text: they end at the first character that is none of theirs. */
const addresses =
  /(?:https?:\/\/|www\.|javascript:|vbscript:|data:text\/html|intent:\/\/|file:\/\/\/)[\w\-./?%&=#:@~+!$'*,;()]{1,2000}/gi

/** A text that warns of links names them. */
const warning = /诈骗|反诈|钓鱼|谨防|警惕|切勿|不要点击|请勿点击|假冒|仿冒|冒充|虚假网站|曝光|木马/

function linkRule(rule: Omit<Rule, 'find' | 'reach'>, kinds: readonly LinkKind[]): Rule {
  return {
    ...rule,
    reach: 'paragraph',
    find(text): Hit[] {
      if (!/[:.]/.test(text.plain) || warning.test(text.plain)) return []
      return [...text.plain.matchAll(addresses)].flatMap(({ 0: found, index }) => {
        const address = found.replace(/[.,;:!?'()]+$/, '')
        const verdict = judgeLink(/^www\./i.test(address) ? `http://${address}` : address)
        if (!verdict || !kinds.includes(verdict.kind)) return []
        return [{ ...text.spanOf(index, index + address.length), message: `链接指向${verdict.what}，请核实后再发布` }]
      })
    },
  }
}

const guide = '《浙江省基层政务新媒体规范化建设指南》'

export const shopLink = linkRule(
  {
    id: 'advertising.shop-link',
    category: 'advertising',
    severity: 'hint',
    title: '链接电商平台',
    why: '政务新媒体不得刊登商业广告或链接商业广告页面；助农等公益活动须经核实。',
    basis: `${guide}7.1`,
    examples: {
      fires: [
        '购买请点击https://item.taobao.com/item.htm?id=1。',
        '详情见 www.jd.com 页面。',
        '领取地址：https://m.tb.cn/h.abc',
      ],
      quiet: [
        '办理请登录https://www.zjzwfw.gov.cn。',
        '平台地址：<http://47.114.141.101/>',
        '谨防诈骗：假冒页面https://a.tmall.com.example.com',
      ],
    },
  },
  ['shop', 'payment'],
)

export const foreignLink = linkRule(
  {
    id: 'source.foreign-link',
    category: 'source',
    severity: 'hint',
    title: '链接境外网站',
    why: '境外网站内容不受控，链接前应当核实来源渠道是否合法正规。',
    basis: `${guide}8.1.2`,
    examples: {
      fires: ['视频见https://www.youtube.com/watch?v=1', '资料来自https://www.example.co.uk/a。'],
      quiet: [
        '全文见https://www.news.cn/politics/1.htm。',
        '投稿邮箱a@example.com.cn。',
        '下载地址：https://www.python.org/',
      ],
    },
  },
  ['foreign'],
)

export const hiddenLink = linkRule(
  {
    id: 'source.hidden-link',
    category: 'source',
    severity: 'hint',
    title: '去向不明的链接',
    why: '短链接和个人名片的去向读者看不到、也可能改变，应当写出完整的网址。',
    basis: `${guide}8.1.2`,
    examples: {
      fires: ['报名请点击https://t.cn/A6abc。', '戳链接：https://dwz.cn/xyz'],
      quiet: ['报名请登录https://www.hangzhou.gov.cn/apply。', '地址：http://t.cnnic.cn/'],
    },
  },
  ['short', 'personal'],
)

export const dangerousLink = linkRule(
  {
    id: 'source.dangerous-link',
    category: 'source',
    severity: 'minor',
    title: '危险的链接',
    why: '此类地址可以执行代码，或者以“@”之前的文字冒充其他网站。',
    basis: `${guide}8.1.2`,
    examples: {
      fires: ['点击http://www.gov.cn@203.0.113.7/login领取。', '打开javascript:location.href=1即可。'],
      quiet: ['课程：JavaScript:从入门到精通。', '请发送至data@hangzhou.gov.cn。'],
    },
  },
  ['dangerous'],
)

/** What is in pictures and behind words has no place in the characters, so the findings stand at the beginning. */
export const unseenLink: Rule = {
  id: 'advertising.unseen-link',
  category: 'advertising',
  severity: 'hint',
  reach: 'document',
  title: '二维码、超链接的去向',
  why: '不得刊登商业广告或链接商业广告页面，图片中的二维码和文字上的超链接同样适用。',
  basis: `${guide}7.1`,
  examples: {
    context: { qrCodes: ['https://u.wechat.com/abc'], links: ['https://shop.tmall.com/'] },
    fires: ['扫描下方二维码了解详情。'],
    quiet: [],
  },
  find(_text, { qrCodes = [], links = [] }) {
    const told = (where: string) => (address: string) => {
      const verdict = judgeLink(address)
      if (!verdict) return []
      const shown = address.length > 80 ? `${address.slice(0, 80)}…` : address
      return [{ start: 0, end: 0, message: `${where}指向${verdict.what}（${shown}），请核实后再发布` }]
    }
    return [...qrCodes.flatMap(told('图片中的二维码')), ...links.flatMap(told('文字上的超链接'))]
  },
}
