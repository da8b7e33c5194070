import type { Hit, Rule } from '../../rule.ts'
import { isQuoted, sentenceAround } from './quoted.ts'

/** The author speaks as a person. “单位或者个人认为” is the law's, not the author's. */
const outspoken =
  /(?:笔者|小编|博主|楼主)(?:我)?(?:个人)?(?:认为|以为|觉得|看来|感觉|想说|想问)|(?:小编|博主|楼主|笔者)我?(?:也|都|真的?|实在|表示)?(?:很|真|好|太|十分|非常|超级?)?(?:无语|气愤|愤怒|心寒|失望|看不下去|忍不住|不敢苟同|不服)|(?<=^|[,。;:!?\n])(?:要我说|依我说|照我说|让我说|说句(?:心里话|实话|公道话|不好听的)|说实话|讲真|讲句实话|老实说|实话实说|凭良心说|不客气地说)(?=[,、:我这])|(?<=^|[,。;:!?\n])(?:本人|我)(?:个人)?(?:强烈|坚决|完全)?(?:反对|抗议|质疑|不赞成|不赞同|不看好|力挺)(?!意见)|(?<=^|[,。;:!?\n]|对此)本人(?:强烈|坚决)?(?:认为|以为|觉得|建议取消)|依笔者(?:之见|看来?)|(?:纯属|仅代表|仅为|只是|以上(?:是|为)|本文(?:是|为))(?:作者|小编|本人)?个人(?:观点|意见|看法|见解)|(?<=^|[,。;:!?\n]|我|就|而)个人(?:认为|觉得|感觉)|(?<=^|[,。;:!?\n])(?:窃以为|以我之见|依我看|在我看来|恕我直言)/gmu
const casual = /(?<=^|[,。;!?\n])我(?:个人)?(?:觉得|认为|感觉)/gmu

/** Every one is read with what stands around it; whoever has so many has been told enough. */
const mostOpinions = 100

/** Whoever is asked, tells, or speaks in a meeting gives an opinion of his own, and may: “王大妈说,我觉得…”. */
const attributed =
  /说|表示|告诉|称|坦言|感慨|写道|介绍|回答|回复|留言|采访|受访|网友|网民|市民|居民|群众|村民|游客|家长|学生|同学|老师|员工|代表|委员|专家|律师|教授|嘉宾|主持人|参与者|志愿者|[问答]:/
const attributedAfter = /(?:说|表示|坦言|感慨|回忆)道?[,。!]?\s*$|[？?]/
const speech =
  /讲话|发言|演讲|心得|体会|感悟|读后感|观后感|征文|随笔|日记|访谈|对话|专访|口述|书记说|来信|诗|故事|评论员|作者:/

/** The head of a text names its kind; where a text has no head its first words may. */
function headOf(plain: string): string {
  const [first = ''] = plain.slice(0, 200).split('\n')
  return /[。!]/.test(first) ? '' : first
}

function findOpinions(
  marks: RegExp,
  where: (plain: string) => string,
  message: (words: string) => string,
): Rule['find'] {
  return (text): Hit[] => {
    if (speech.test(where(text.plain))) return []
    return [...text.plain.matchAll(marks).take(mostOpinions)].flatMap(({ 0: words, index }) => {
      if (isQuoted(text.plain, index)) return []
      const { before, after } = sentenceAround(text.plain, text.sentences, index)
      // Who calls himself the author speaks for himself, whoever else is named before.
      if (/^(?:小编|笔者|博主|楼主)/.test(words) && !/(?:说|表示|称|写道|留言)[,:]?[“"]?$/.test(before))
        return [{ ...text.spanOf(index, index + words.length), message: message(words) }]
      if (attributed.test(before) || attributedAfter.test(after)) return []
      return [{ ...text.spanOf(index, index + words.length), message: message(words) }]
    })
  }
}

const common = {
  category: 'opinion',
  reach: 'document',
  why: '不得擅自发布代表个人观点、意见及情绪的言论。',
  basis: '《浙江省基层政务新媒体规范化建设指南》7.1',
} as const

export const authorsOpinion: Rule = {
  ...common,
  id: 'opinion.author',
  severity: 'minor',
  title: '作者个人观点',
  examples: {
    fires: [
      '笔者认为，这一政策力度还不够。',
      '小编觉得，这家店值得一去。',
      '对于此事，个人认为处理过轻。',
      '在我看来，房价还会上涨。',
      '我个人认为这样不妥。',
      '以上是个人观点，仅供参考。',
      '笔者觉得，这次讲话没有新意。',
      '要我说，这个方案根本行不通。',
      '本人坚决反对这项安排。',
      '看到网友的评论，小编很无语。',
      '博主认为，这家单位服务太差，大家怎么看？',
      '笔者认为，这件事说明管理还有漏洞。',
    ],
    quiet: [
      '调研心得体会\n笔者认为，基层治理重在用心。',
      '网友留言：“个人认为可以增设停车位。”',
      '单位或者个人认为具体行政行为侵犯其合法权益的，可以申请行政复议。',
      '当事人个人认为有异议的，可以提出申诉。',
      '有市民表示，个人认为公交线路可以优化。',
      '村民老李实话实说，日子越过越好。',
      '记者走访时，“笔者认为”一类的提法已不多见。',
    ],
  },
  find: findOpinions(outspoken, headOf, (words) => `“${words}”表达个人观点，政务新媒体不得擅自发布个人观点言论`),
}

export const casualOpinion: Rule = {
  ...common,
  id: 'opinion.casual',
  severity: 'hint',
  title: '第一人称观点',
  examples: {
    fires: ['活动办得不错。我觉得下次还可以更热闹。', '我认为这次处理太轻了。'],
    quiet: [
      '村民王大妈笑着说，我觉得日子越过越好。',
      '在座谈会上，代表认为，我觉得这个词用得好。',
      '“我觉得很方便。”前来办事的李女士告诉我们。',
    ],
  },
  find: findOpinions(
    casual,
    (plain) => plain.slice(0, 200),
    (words) => `“${words}”像是个人观点，请核实是否应以单位口吻表述`,
  ),
}
