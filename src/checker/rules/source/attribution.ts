import type { Knowledge, SourceUnit } from '../../knowledge.ts'
import type { Context, Rule } from '../../rule.ts'
import { hostOf, isHostUnder } from './hosts.ts'

/** Ways in which a text says where it was taken from, half width. */
const attribution =
  /(?:来源|稿源|出处|原载|转自|转载自|转发自|摘自|摘编自|选自|综合自|原标题)\s*(?::|于|自|[《“「]|\p{Script=Han})|(?:据|综合)[^,。;!?\n]{2,30}(?:报道|消息|网站|公众号|客户端|新闻办)|(?:新华社|中新社|人民日报|央视)[^。\n]{0,12}(?:电|讯|记者|报道)/u

/** Zhejiang's Guide, the clauses on reposts. */
const guide = '《浙江省基层政务新媒体规范化建设指南》'

export const unattributedRepost: Rule = {
  id: 'source.unattributed-repost',
  category: 'source',
  severity: 'minor',
  reach: 'document',
  title: '转载未注明来源',
  why: '转载信息应当遵守知识产权相关规定，标注信息来源。',
  basis: `${guide}8.1.2`,
  examples: {
    context: { origin: { kind: 'repost' } },
    fires: ['我市出台人才新政\n符合条件的高校毕业生可申请安家补贴。', '近期气温下降，请注意保暖。'],
    quiet: [
      '我市出台人才新政\n来源：市人力社保局',
      '本文转自浙江日报。',
      '据新华社报道，会议将于近期召开。',
      '新华社北京6月1日电 有关部门公布了最新数据。',
      '（原载《浙江日报》）',
    ],
  },
  find(text, { origin }) {
    if (origin?.kind !== 'repost' || origin.sourceName?.trim()) return []
    if (text.plain.trim() === '' || attribution.test(text.plain)) return []
    // What is missing has no place of its own; the source of a text is noted at its end.
    const end = text.raw.trimEnd().length
    return [{ start: end, end, message: '转载信息未注明来源，请补充来源' }]
  },
}

/** Governments and their departments need not be on any list (§7.1), nor the newspapers and stations they run. */
const official =
  /(?:政府|人大|政协|纪委|监委|法院|检察院|公安|党委|省委|市委|县委|区委|办公[厅室]|委员会|委办|[厅局委办署]|院|协会|联合会|发布|融媒体中心|传媒集团|新闻网|日报|晚报|电视台|广播电台|大学|学校|医院|研究[院所])(?:网站|网|官网|官微|公众号|客户端|微信)?$/u

export const unlistedSource: Rule = {
  id: 'source.unlisted',
  category: 'source',
  severity: 'hint',
  reach: 'document',
  title: '来源不在稿源名单',
  why: '原则上只转载党委和政府网站、确定的稿源单位以及本单位认可的权威科研机构等发布的信息。',
  basis: `${guide}7.1`,
  examples: {
    context: { origin: { kind: 'repost', sourceName: '热点财经说' } },
    fires: ['有关部门公布了最新数据。'],
    quiet: [],
  },
  find(text, context, { sources }) {
    const { origin } = context
    const name = origin?.sourceName?.trim()
    if (origin?.kind !== 'repost' || !name || sources.length === 0) return []
    if (official.test(name) || isListed(name, origin.sourceUrl, context, sources)) return []
    const end = text.raw.trimEnd().length
    return [{ start: end, end, message: `来源“${name}”不在稿源名单中，请核实是否为可转载的稿源单位` }]
  },
}

/** Whether a source, by its name or by the address it was taken from, is on the list of that day, or is a government's own site. */
export function isListed(
  name: string,
  url: string | undefined,
  { on }: Pick<Context, 'on'>,
  sources: Knowledge['sources'],
): boolean {
  const host = url === undefined ? undefined : hostOf(url)
  if (host && isHostUnder(host, 'gov.cn')) return true
  return sources
    .filter((source) => !(source.from && on < source.from) && !(source.until && on > source.until))
    .some((source) => namesOf(source).some((known) => saysSource(name, known)) || (host && hostIsOf(host, source)))
}

function namesOf({ name, aliases }: SourceUnit): string[] {
  return [name, ...aliases]
}

/** “人民日报客户端”“人民网-观点频道” are 人民日报 and 人民网. */
function saysSource(given: string, known: string): boolean {
  const bare = given.replace(/[《》“”\s]/g, '')
  return (
    bare === known ||
    (bare.startsWith(known) &&
      /^(?:客户端|微信|公众号|官微|官方|微博|网站|记者|评论|[-—·|/])/.test(bare.slice(known.length)))
  )
}

function hostIsOf(host: string, { hosts }: SourceUnit): boolean {
  return hosts.some((known) => isHostUnder(host, known))
}

export const vagueSource: Rule = {
  id: 'source.vague',
  category: 'source',
  severity: 'hint',
  reach: 'paragraph',
  title: '来源笼统',
  why: '信息来源应当真实、完整、可靠，“网络”等不是可以核实的来源。',
  basis: `${guide}8.1.2`,
  examples: {
    fires: [
      '来源：网络',
      '（图片来源于网络）',
      '图片来自网络，侵删',
      '转自：朋友圈',
      '来源：百度百科',
      '图源网络',
      '来源：综合网络',
    ],
    quiet: [
      '来源：网络安全和信息化委员会办公室',
      '来源：人民网',
      '病毒的主要来源是网络下载的文件。',
      '图片来自网络直播画面截取。',
      '资料来源：国家统计局',
      '来源：网信浙江',
      '来源：微信公众号“杭州发布”',
      '来源：微博政务厅',
    ],
  },
  find(text) {
    const found = text.plain.matchAll(
      /(?:(?:^|[(（【\s。])(?:(?:文章|图片|视频|素材|文字|内容|信息|资料|图文)?(?:来源|转自|摘自|出处))\s*[:：]\s*|(?:图片|配图|视频|素材|图文|文章|本文)(?:来源于|来源自|来自|源自|源于|来源)\s*|图源\s*[:：]?\s*|(?:^|[(（\s。])图(?:片)?\s*[/|丨]\s*)(?:综合自?)?((?:互联网|网络|百度百科|百度|朋友圈|微信群|网友|自媒体|微信公众号|公众号|微信|今日头条|头条号|百家号|小红书|抖音|快手|知乎|贴吧|微博|网上)(?:整理|综合|搜索|公开资料)?)(?=$|[)）】\s,，。;；、!/和及])/gmu,
    )
    return [...found].map((match) => {
      const end = match.index + match[0].length
      const start = end - (match[1] ?? '').length
      return { ...text.spanOf(start, end), message: `“${match[1]}”不是明确的来源，请注明发布信息的单位或媒体` }
    })
  },
}

/** 据网传, 转自某自媒体: what nobody answers for. */
const hearsay =
  /(?<=^|[,。;:!?\s(])据(?:网传|网络传|网上传|朋友圈传|微信群传|群里传|坊间传|小道消息|网友爆料|网友传|传闻|知情人(?:士)?(?:爆料|透露)|网络消息|网上消息)(?:消息|说|言|称)?|(?:转自|转载自|摘自|来自|源自|来源于|(?:素材|图片|视频|文字|内容|资料|信息)?来源\s?[:：])\s?(?:某(?:自媒体|论坛|网站|公众号|博主|贴吧|平台|网友|博客|群)|[“《"][^”》"\n]{1,20}[”》"](?:的)?(?:抖音|快手|小红书|百家|头条|视频|B站|自媒体|个人公众)号|(?:百度)?贴吧|天涯论坛|个人博客)/gm
const debunked = /谣|不实|不信|不传|(?<!未经)核实|澄清|虚假|骗|警惕|谨防|造假|处罚|行政拘留|查证|求证/

export const hearsaySource: Rule = {
  id: 'source.hearsay',
  category: 'source',
  severity: 'minor',
  reach: 'paragraph',
  title: '以传闻、自媒体为来源',
  why: '原则上只转载党委和政府网站、确定的稿源单位等发布的信息；传闻和个人账号不是可以核实的来源。',
  basis: `${guide}7.1、8.1.2`,
  examples: {
    fires: ['据网传，下月起调整班次。', '转自某论坛', '文章来自“生活小妙招”快手号', '据知情人士透露，项目即将开工。'],
    quiet: [
      '据网传“水源被污染”的消息，经核实系谣言。',
      '转自“平安临江”微信公众号',
      '据新华社报道，会议召开。',
      '文章来源于某平台的，应当核实。',
    ],
  },
  find: (text) =>
    debunked.test(text.plain)
      ? []
      : [...text.plain.matchAll(hearsay)].map(({ 0: written, index }) => ({
          ...text.spanOf(index, index + written.length),
          message: `“${written}”不是可靠来源，请核实后注明发布信息的单位或媒体`,
        })),
}
