import type { Rule } from '../../rule.ts'
import { isBirthday, isIdNumber, looksLikeIdNumber, masked } from './personal-numbers.ts'

const candidate = /(?<![0-9A-Za-z*.])[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?![0-9A-Za-z*])/g
const firstGeneration = /(?<![0-9A-Za-z*.])[1-9]\d{14}(?![0-9A-Za-z*])/g
const said = /身份证|身份号码|证件号码|证件号/
const otherNumber = /(?:信用代码|机构代码|税号|编号|单号|流水号|订单号|标准号|发票号码?)[:：为]?\s*$/

export const idNumber: Rule = {
  id: 'privacy.id-number',
  category: 'privacy',
  severity: 'grave',
  reach: 'paragraph',
  title: '公开身份证号码',
  why: '身份证号码属于个人信息，公开发布须遮盖中间各位；校验码相符的号码几乎可以断定是真实号码。',
  basis:
    '《中华人民共和国个人信息保护法》第十条、第二十五条；《中华人民共和国政府信息公开条例》第十五条；GB 11643—1999《公民身份号码》',
  examples: {
    fires: [
      '张三，身份证号11010519491231002X。',
      '获补助人员：李四（１１０１０５１９４９１２３１００２Ｘ）。',
      '身份证号码：110105 19491231 0021。',
      '身份证号：110105491231002，请核对。',
    ],
    quiet: [
      '张三，身份证号110105********002X。',
      '统一社会信用代码：91350100M000100Y43。',
      '订单号110105194912310021，请查收。',
      '项目编号：330500202206010012。',
      '总投资110105194912310023元。',
    ],
  },
  find: ({ plain, spanOf }) => {
    const full = [...plain.matchAll(candidate)].filter(({ 0: written, index }) => {
      const digits = written.replace(/[ -]/g, '')
      if (otherNumber.test(before(plain, index))) return false
      return isIdNumber(digits) || (looksLikeIdNumber(digits) && said.test(before(plain, index)))
    })
    const old = [...plain.matchAll(firstGeneration)].filter(
      ({ 0: digits, index }) => isBirthday(`19${digits.slice(6, 12)}`) && said.test(before(plain, index)),
    )
    return [...full, ...old].map(({ 0: written, index }) => {
      const digits = written.replace(/[ -]/g, '')
      const shown = masked(digits, 6, 4)
      const span = spanOf(index, index + written.length)
      // A wrong check character: mistyped, made up or a specimen. It may still point at somebody.
      if (digits.length === 18 && !isIdNumber(digits)) {
        const message = `疑似身份证号码（${shown}），但校验码不符；如为真实号码，请核对并遮盖`
        return { ...span, suggestions: [shown], message, severity: 'minor' as const }
      }
      return {
        ...span,
        suggestions: [shown],
        message: `疑似公开了身份证号码（${masked(digits, 6, 4)}），应当删除或者遮盖`,
      }
    })
  },
}

const before = (text: string, at: number) => text.slice(Math.max(0, at - 16), at)
