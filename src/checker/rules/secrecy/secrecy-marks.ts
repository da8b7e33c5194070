import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

const secrecyBasis = '《中华人民共和国保守国家秘密法》；《党政机关公文格式》（GB/T 9704—2012）7.2.2“密级和保密期限”'

/** 机密★10年, as documents carry it. */
const levelMark = /(?:绝密|机密|秘密)\s?[★☆]\s?(?:\d{1,3}\s?(?:年|个月|月|天|日)|长期|[\p{Script=Han}]{1,10}前)?/gu
/** Texts about how documents are marked. */
const aboutMarks =
  /标志|标识|(?:应|须|要|如何|怎样|需|可)[^。\n]{0,14}(?:标注|标明)|(?:标注|标明)(?:为|形式|方法|规范|要求|“?密级)|形式为|例如|比如|表示|分为|保密期限|定密|解密/

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
      '材料扉页标注“机密★3年”，请妥善传阅。',
      '（秘密）关于专项行动的请示',
      '据有关部门机密级通报显示，情况如下。',
    ],
    quiet: [
      '国家秘密的密级分为绝密、机密、秘密三级。',
      '国家秘密标志形式为“密级★保密期限”，例如“机密★10年”。',
      '保守国家秘密是公民的义务，保护商业秘密。',
      '密级：公开',
      '机密级文件应当由专人保管，不得擅自复制。',
      '涉密载体应当标注“秘密★5年”等字样。',
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
    ...[...text.plain.matchAll(bracketedLevel), ...text.plain.matchAll(toldLevel)]
      .filter(({ index }) => !aboutMarks.test(around(text, index)) && !aboutSecrecy.test(around(text, index)))
      .map(({ 0: written, index }) => markHit(text, index, written)),
    ...headMarks(text),
  ],
}

/** （机密） before a title, as where it was copied together with its mark. */
const bracketedLevel = /(?<=^|[:：]\s?)[(【[〔](?:绝密|机密|秘密)(?:级|件|文件)?[)】\]〕](?=\s?[\p{Script=Han}《])/gmu
/** 据…秘密级通报, 机密级文件《…》: what a classified paper says is told. */
const toldLevel =
  /(?:绝密|机密|秘密)级(?:文件|通报|电报|明电|报告|材料|资料|会议纪要|纪要|简报|信息|方案|图纸|函)(?=\s?《|[^,。\n]{0,8}(?:显示|指出|披露|摘登|如下|要求|透露|获悉|明确)|[^。\n]{0,30}(?:摘登|全文如下|内容如下|现将))/g
/** Who teaches or administers secrecy names its levels. */
const aboutSecrecy =
  /应当|必须|不得|严禁|禁止|管理|保管|培训|宣传|制度|规定|条例|保密法|以上|测试|试题|考题|答题|销毁|知悉范围|传递/

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
  '(?:注意保存|注意保密|妥善保管|严格保密|不得外传|严禁外传|请勿外传|禁止外传|不得翻印|严禁翻印|不得复印|严禁复制|阅后收回|阅后销毁|会后收回|用后收回|请勿转发|不得公开|不得转载|(?:不得|严禁|请勿|禁止|不准|切勿|勿)(?:转发|外泄|泄露|上网|扩散|传播|对外提供|拍照|翻拍|摘抄|复印|复制|外传|公开|外借)|阅后即(?:焚|毁|删)|阅后退回|阅后清退|限时清退|仅限内部(?:传阅|使用|掌握)|不对外公开|不宜公开|暂不公开)'

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
  { pattern: new RegExp(`^[ \\t]*${handling}[,、 ]{1,2}${handling}(?=[:。!\\s]|$)`, 'gm') },
  { pattern: new RegExp(`^[ \\t]*${handling}[:：]`, 'gm') },
  {
    pattern: new RegExp(
      `(?:本|此|该)(?:文件?|件|资料|材料|名单|通知|稿|课件|方案|表)[^。\\n]{0,10}仅供[^,。\\n]{1,16}[,、 ]{0,2}${handling}`,
      'g',
    ),
  },
  { pattern: /内部(?:明电|传真电报)(?![〔([]|系统|管理|办理|登记|收发|形式|网)/g, severity: 'minor' },
  {
    pattern: /^[ \t]*(?:仅?供(?:领导|内部)(?:参阅|参考|传阅|使用)|内部参考|内参)[ \t]*(?:[,、][^\n]{0,12})?$/gm,
    severity: 'minor',
  },
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
    fires: [
      '内部资料　注意保存',
      '内部文件，不得外传',
      '工作方案（讨论稿，会后收回）',
      '（此件不公开）',
      '内部材料',
      '本材料仅供与会人员使用，严禁外传。',
      '阅后即焚，请勿转发。',
      '内部资料 不得上网',
    ],
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

const insideMilitaryArea =
  /(?:军事禁区|军用机场|导弹阵地|军港|军事基地|弹药库|雷达站)[^,。;\n]{0,8}(?:内部|实景|航拍|全景|卫星)?(?:照片|图片|视频|影像|坐标|布局图|位置图|航拍)/g
const aboutProtection = /禁止|严禁|不得|请勿|切勿|警示|标志|保护法|规定|违法|举报|处罚|查处|泄密/

export const militaryPicture: Rule = {
  id: 'secrecy.military-picture',
  category: 'secrecy',
  severity: 'minor',
  reach: 'paragraph',
  title: '涉及军事设施影像',
  why: '军事禁区、军事管理区的影像和位置未经批准不得拍摄、公开。',
  basis: '《中华人民共和国军事设施保护法》',
  examples: {
    fires: ['附图为军用机场航拍照片，由摄影爱好者提供。', '军事基地布局图见下。'],
    quiet: ['严禁拍摄军事禁区内部照片。', '军事禁区周边设置了警示牌。', '组织学生参观军事主题公园照片展。'],
  },
  find: ({ plain, spanOf }) =>
    aboutProtection.test(plain)
      ? []
      : [...plain.matchAll(insideMilitaryArea)].map(({ 0: written, index }) => ({
          ...spanOf(index, index + written.length),
          suggestions: [],
          message: `“${written}”涉及军事设施，未经批准不得公开，请核实`,
        })),
}
