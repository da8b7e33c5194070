import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

const secrecyBasis = '《中华人民共和国保守国家秘密法》；《党政机关公文格式》（GB/T 9704—2012）7.2.2“密级和保密期限”'

/** 机密★10年, as documents carry it. */
const levelMark = /(?:绝密|机密|秘密)\s?[★☆]\s?(?:\d{1,3}\s?(?:年|个月|月|天|日)|长期|[\p{Script=Han}]{1,10}前)?/gu
/** Texts about how documents are marked. */
const aboutMarks = /标志|标注|标识|标明|形式为|例如|比如|表示|分为|保密期限|定密|解密/

export const levelOfSecrecy: Rule = {
  id: 'secrecy.level-mark',
  category: 'secrecy',
  severity: 'grave',
  reach: 'document',
  title: '带有国家秘密标志',
  why: '标有密级的文件、资料属于国家秘密，不得在互联网上公开发布。',
  basis: secrecyBasis,
  examples: {
    fires: [
      '机密★10年\n关于有关工作的通知',
      '秘密★\n云海省会议纪要',
      '机密\n特急\n云委发〔2024〕3号',
      '关于专项工作的报告\n密级：秘密',
      '本文件密级：机密。',
    ],
    quiet: [
      '国家秘密的密级分为绝密、机密、秘密三级。',
      '国家秘密标志形式为“密级★保密期限”，例如“机密★10年”。',
      '保守国家秘密是公民的义务，保护商业秘密。',
      '密级：公开',
      '封面应当标明密级：秘密、机密或者绝密。',
      '秘密花园开园了。',
      '秘密\n作者：一名小学生\n我有一个秘密。',
    ],
  },
  find: (text) => [
    ...[...text.plain.matchAll(levelMark)]
      .filter(({ index }) => !aboutMarks.test(around(text, index)))
      .map(({ 0: written, index }) => markHit(text, index, written)),
    ...[...text.plain.matchAll(/密级\s?[:：]\s?(?:绝密|机密|秘密|内部)(?![、或和及级])/g)]
      .filter(({ index }) => !aboutMarks.test(around(text, index)))
      .map(({ 0: written, index }) => markHit(text, index, written)),
    ...headMarks(text),
  ],
}

/** 机密 alone in one of the first lines of what has the head of an official document. */
function headMarks(text: CheckedText): Hit[] {
  const head = text.plain.slice(0, 300)
  if (!/〔\d{4}〕|特急|加急|第?\d{1,6}号$/m.test(head)) return []
  return [...head.matchAll(/^[ \t]*(?:绝密|机密|秘密)级?[ \t]*$/gm)]
    .slice(0, 1)
    .map(({ 0: written, index }) => markHit(text, index, written))
}

function markHit(text: CheckedText, at: number, written: string): Hit {
  return {
    ...text.spanOf(at, at + written.length),
    suggestions: [],
    message: `文中有国家秘密标志“${written.trim()}”，请立即停止发布并报本单位保密工作机构核实`,
  }
}

/** The words around a place, not beyond its line. */
function around(text: CheckedText, at: number): string {
  const [before = ''] = text.plain
    .slice(Math.max(0, at - 60), at)
    .split('\n')
    .slice(-1)
  const [after = ''] = text.plain.slice(at, at + 60).split('\n')
  return before + after
}

const internal = '内部(?:文件|资料|材料|刊物|通报|情况|参考|使用|掌握|传阅)'
const handling =
  '(?:注意保存|注意保密|妥善保管|严格保密|不得外传|严禁外传|请勿外传|禁止外传|不得翻印|严禁翻印|不得复印|严禁复制|阅后收回|阅后销毁|会后收回|用后收回|请勿转发|不得公开|不得转载)'

/** 内部资料 注意保存; （会后收回）; （此件不公开）. */
const restrictions: readonly { pattern: RegExp; severity?: 'minor' }[] = [
  { pattern: new RegExp(`${internal}[ ,，、;:(（—-]{0,2}${handling}`, 'g') },
  {
    pattern: new RegExp(
      `[(（【\\[](?:[^()（）【】\\[\\]\\n]{0,12}[,、;])?${handling}(?:[,、;][^()（）\\n]{0,12})?[)）】\\]]`,
      'g',
    ),
  },
  { pattern: new RegExp(`^[ \\t]*(?:${internal}|${handling})[ \\t]*$`, 'gm') },
  { pattern: /[(（]此件不(?:予)?公开[)）]/g },
  { pattern: /[(（]此件依申请公开[)）]/g, severity: 'minor' },
]

export const restrictedUse: Rule = {
  id: 'secrecy.restricted',
  category: 'secrecy',
  severity: 'grave',
  reach: 'paragraph',
  title: '带有内部文件标记',
  why: '标明“内部”“不得外传”“此件不公开”的材料不得公开发布。',
  basis: '《中华人民共和国政府信息公开条例》第十六条、第十七条；《中华人民共和国保守国家秘密法》关于工作秘密的规定',
  examples: {
    fires: ['内部资料　注意保存', '内部文件，不得外传', '工作方案（讨论稿，会后收回）', '（此件不公开）', '内部材料'],
    quiet: [
      '（此件公开发布）',
      '考生信息严格保密，不得外传。',
      '不得擅自将内部资料提供给他人。',
      '请妥善保管个人证件，注意保存票据。',
      '单位内部文件管理制度进一步健全，内部使用的系统已升级。',
      '做好保密工作，防止失泄密。',
    ],
  },
  find: (text) =>
    restrictions.flatMap(({ pattern, severity }) =>
      [...text.plain.matchAll(pattern)].map(
        ({ 0: written, index }): Hit => ({
          ...text.spanOf(index, index + written.length),
          suggestions: [],
          message: `文中有不得公开的标记“${written.trim()}”，请核实能否发布`,
          ...(severity ? { severity } : {}),
        }),
      ),
    ),
}
