import type { Rule } from '../../rule.ts'
import { masked } from './personal-numbers.ts'

const mobile = /(?<![\dA-Za-z*.-])(?:\+?86[ -]?)?(1[3-9]\d(?:[ -]?\d{4}){2})(?![\dA-Za-z*]|\.\d)/g

/** Published so that people call it: an office, a contact of an activity. */
const contact =
  /联系电话|联系方式|联系人|咨询|热线|监督电话|举报|投诉|传真|值班|报名|服务电话|办公电话|客服|来电|致电|拨打|请拨|请联系|预约|受理电话|应急电话|救援电话|电话[:：]|电话[(（]|手机[(（]微信同号|订购|采购|招标|代理机构|征集|邮箱|法律援助|供稿|值守/
/** Whose number it is, where it is nobody's office. */
const personal =
  /身份证|家庭住址|家庭地址|监护人|户主|患者|病人|受害人|被害人|举报人|投诉人|报警人|信访人|当事人|家长|确诊|密切接触|银行卡|个人手机|私人/
/** Whose number it is, said directly before it; an office's contact is not described so. */
const ownNumber =
  /(?:救助对象|受助人|中奖者|获奖者|得奖人|家属|亲属|低保户|贫困户|脱贫户|特困户|困难群众|失主|事主|伤者|死者|逝者|隔离人员|感染者|考生|学生|患者|车主|房主|业主|租户|户主|嫌疑人|违法人员|老人)(?:\p{Script=Han}{1,4}(?:女士|先生|某某?))?(?:的|本人)?[,:]?(?:联系电话|联系方式|电话|手机号?码?|手机)(?:号码?)?[是为:]?\s*$/u
const otherNumber =
  /(?:编号|单号|订单号?|序号|代码|证号|编码|批号|文号|许可证|备案号?|账号|帐号|卡号|流水号?|QQ号?|ID)[:：为]?\s*$/i

export const phoneNumber: Rule = {
  id: 'privacy.phone',
  category: 'privacy',
  severity: 'grave',
  reach: 'document',
  title: '公开个人手机号码',
  why: '个人手机号码属于个人信息，未经本人同意不得公开；对外公布的办公、咨询、报名电话不在此列。',
  basis: '《中华人民共和国个人信息保护法》第十条、第二十五条；《中华人民共和国政府信息公开条例》第十五条',
  examples: {
    fires: [
      '获奖名单：张三，手机13812345678。',
      '村民李四（138-1234-5678）领取了补贴。',
      '患者家属联系电话：138 1234 5678。',
      '救助对象联系电话：13812345678。',
      '中奖者王先生，联系方式：138 1234 5678。',
      '走失老人家属的电话是13812345678。',
      '王五 １３８１２３４５６７８ 已转账。',
    ],
    quiet: [
      '咨询电话：13812345678，联系人：李科长。',
      '请于6月30日前拨打13812345678报名。',
      '张三，手机138****5678。',
      '受理编号：13812345678。',
      '面积13812345678.5平方米。',
      '联系人及联系电话\n城东社区 张三 13812345678\n城西社区 李四 13912345678',
      '服务热线12345、0571-87654321。',
    ],
  },
  find: ({ plain, spanOf }) =>
    [...plain.matchAll(mobile)]
      .filter(({ 0: written, index }) => !isPublic(plain, index, index + written.length))
      .filter(({ index }) => !otherNumber.test(plain.slice(Math.max(0, index - 10), index)))
      .map(({ 0: written, 1: number = '', index }) => {
        const shown = masked(number.replace(/[ -]/g, ''), 3, 4)
        return {
          ...spanOf(index, index + written.length),
          suggestions: [shown],
          message: `疑似公开了个人手机号码（${shown}），应当删除或者遮盖；属于对外公布的联系电话的，请写明“联系电话”`,
        }
      }),
}

/** A heading a few lines above speaks for the rows of a table below it. */
const headingReach = 300

function isPublic(text: string, start: number, end: number): boolean {
  const left = text.slice(Math.max(0, start - headingReach), start)
  const lineBreak = left.lastIndexOf('\n')
  const near = left.slice(lineBreak + 1).slice(-120) + text.slice(end, end + 60).replace(/\n[\s\S]*/, '')
  const above = left.slice(0, Math.max(0, lineBreak))
  if (personal.test(near) || ownNumber.test(text.slice(Math.max(0, start - 40), start))) return false
  return (
    contact.test(near) || (/联系电话|联系方式|咨询电话|办公电话|服务电话|联系人/.test(above) && !personal.test(above))
  )
}
