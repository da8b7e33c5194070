import type { Rule } from '../../rule.ts'
import { isIdNumber, masked, passesLuhn } from './personal-numbers.ts'

const candidate = /(?<![\dA-Za-z*.-])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\dA-Za-z*]|\.\d)/g
/** Issuer prefixes: 62 银联, 4 Visa, 51–55 Mastercard, 35 JCB. */
const issuer = /^(?:62|4|5[1-5]|35)/
const said = /银行卡|卡号|账号|帐号|账户|帐户|储蓄卡|借记卡|信用卡|存折|打卡|转账|转入|汇入|收款/
const otherNumber = /发票|文号|信用代码|订单|流水|编号|单号|条码|条形码|批号|序列号|许可证|追溯码|物流|快递/
/** An account that is published so that people pay into it. */
const publicAccount =
  /捐款|捐赠|募捐|慈善|基金会|缴款|缴费|罚没|财政|专户|保证金|公司|单位|户名[:：]?[^,。;]{0,20}(?:局|中心|委员会|协会|学校|医院|公司|政府)|开标|投标/

export const bankCard: Rule = {
  id: 'privacy.bank-card',
  category: 'privacy',
  severity: 'grave',
  reach: 'paragraph',
  title: '公开个人银行卡号',
  why: '金融账户属于敏感个人信息，不得公开；校验位相符且以发卡机构代号开头的号码很可能真实存在。',
  basis: '《中华人民共和国个人信息保护法》第二十八条；《中华人民共和国政府信息公开条例》第十五条',
  examples: {
    fires: ['补贴已打入张三银行卡6222020000000000000。', '李四，卡号：6222 0200 0000 0000 000。'],
    quiet: [
      '张三，卡号6222***********0000。',
      '发票号码6222020000000000000。',
      '捐款账号：6222020000000000000，户名：云海省慈善总会。',
      '快递单号6222020000000000000。',
      '卡号6222020000000000001不能通过校验。',
      '投标保证金汇入账号6222020000000000000。',
    ],
  },
  find: ({ plain, spanOf }) =>
    [...plain.matchAll(candidate)]
      .map((match) => ({ written: match[0], at: match.index, digits: match[0].replace(/[ -]/g, '') }))
      .filter(({ digits }) => issuer.test(digits) && passesLuhn(digits) && !isIdNumber(digits))
      .filter(({ at, written }) => {
        const around = plain.slice(Math.max(0, at - 40), at + written.length + 30)
        return (
          said.test(around) && !publicAccount.test(around) && !otherNumber.test(plain.slice(Math.max(0, at - 12), at))
        )
      })
      .map(({ written, at, digits }) => ({
        ...spanOf(at, at + written.length),
        suggestions: [masked(digits, 4, 4)],
        message: `疑似公开了个人银行卡号（${masked(digits, 4, 4)}），应当删除或者遮盖`,
      })),
}
