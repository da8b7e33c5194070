import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'
import { type MarkFault, markFaults } from './marks.data.ts'

const standard = '《标点符号用法》（GB/T 15834—2011）'

/** Marks doubled, in the wrong order or of the wrong shape. */
export const markForms: Rule = {
  id: 'punctuation.marks',
  category: 'punctuation',
  severity: 'minor',
  reach: 'paragraph',
  title: '标点符号误用',
  why: '公文标点按国家标准使用；重复、错位的标点影响断句，计入一般表述错误。',
  basis: standard,
  examples: {
    fires: [
      '请认真贯彻执行。。',
      '请，，认真贯彻执行。',
      '请认真贯彻执行，。',
      '包括咨询、投诉、、举报等。',
      '服务人民群众。。。。。。',
      '坚持下去...就会有收获。',
      '服务人民--记一位基层干部',
      '一，总体要求',
      '二.工作任务',
      '（一）、加强组织领导。',
      '第一、要提高认识。',
      '包括通知、公告等……',
      '关于印发《〈意见〉》和《转发《意见》的通知》',
      '县（市、区、）政府',
      '欢迎参加！！！！',
      '<<网络安全法>>施行。',
      '张三、李四、和王五参加。',
    ],
    quiet: [
      '一、总体要求',
      '（一）加强组织领导。',
      '第（一）、（二）项规定的情形。',
      '第一、第二产业。',
      '第一，要提高认识。',
      '他说：“好。”……',
      '1.适用范围.....1',
      '国务院办公厅转发《〈条例〉解读》',
      '《中华人民共和国〈预算法〉释义》',
      '2021—2025年，北京——上海',
    ],
  },
  find: (text) => markFaults.flatMap((fault) => hitsOf(fault, text)),
}

function hitsOf({ find, right, say, severity, clause }: MarkFault, { raw }: CheckedText): Hit[] {
  return [...raw.matchAll(find)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    message: say,
    basis: clause,
    ...(severity && { severity }),
    ...(right !== undefined && { suggestions: [right] }),
  }))
}

const fullWidth: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' }

/** A half-width mark between Chinese characters where the rest of the paragraph is full width: a slip, not a style. */
export const mixedWidth: Rule = {
  id: 'punctuation.half-width',
  category: 'punctuation',
  severity: 'hint',
  reach: 'paragraph',
  title: '全角半角标点混用',
  why: '中文行文用全角标点；同一段里夹杂半角标点，多为输入法切换所致。',
  basis: `${standard}5.1`,
  examples: {
    fires: [
      '各单位要高度重视,加强领导，明确责任，抓好落实。',
      '县长说,要抓好落实，务求实效。',
      '活动时间:5月1日上午，地点另行通知。',
    ],
    quiet: [
      '各单位要高度重视，加强领导。',
      '全部用半角,整段一致,不算混用.',
      '访问https://www.gov.cn，时间9:30，共1,200人。',
    ],
  },
  find: ({ raw }) => {
    const slips = [...raw.matchAll(/(?<=[一-龥”》）])[,;:?!](?=[一-龥“《（]|\d{1,4}[年月日个名人件项]|$)/g)]
    const right = raw.match(/[，。；：？！、]/g)?.length ?? 0
    // Who writes half width throughout has a style of their own; one or two among several are slips.
    if (slips.length === 0 || slips.length > 2 || right < 2) return []
    return slips.map(({ 0: mark, index }) => ({
      start: index,
      end: index + 1,
      message: `此处为半角“${mark}”，应为全角“${fullWidth[mark]}”`,
      suggestions: [fullWidth[mark] ?? mark],
    }))
  },
}
