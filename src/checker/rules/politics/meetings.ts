import type { Hit, Rule } from '../../rule.ts'

const numerals = '一二三四五六七八九十'

/** 党的十九大四中全会, 十九届八中全会: the congress and its central committee mixed up, or a session that never was. */
export const plenum: Rule = {
  id: 'institution.plenum',
  category: 'institution',
  severity: 'grave',
  reach: 'paragraph',
  title: '党的会议名称写错',
  why: '全国代表大会简称“×大”，它选出的中央委员会称“第×届”，全会属于中央委员会：“党的十九届四中全会”。第十四届以来每届中央委员会开过七次全体会议。',
  basis: '《中国共产党章程》第三章“党的中央组织”；历届中央委员会全体会议公报',
  examples: {
    fires: [
      '贯彻落实党的十九大四中全会精神。',
      '学习党的二十大三中全会精神。',
      '党的十九届八中全会公报指出。',
      '认真学习党的二十届大报告。',
      '全国第十四届人民代表大会开幕。',
    ],
    quiet: [
      '贯彻落实党的十九届四中全会和党的二十大精神。',
      '党的十八届七中全会、十九大和十九届一中全会先后召开。',
      '第十四届全国人民代表大会第二次会议开幕。',
      '全国政协十四届二次会议闭幕。',
      '学校第十八届大学生运动会开幕，党的二十届三中全会精神宣讲团走进校园。',
      '全国第十四届运动会在陕西举办。',
    ],
  },
  find: (text) =>
    slips.flatMap(({ pattern, right, message }) =>
      [...text.plain.matchAll(pattern)].map((match): Hit => {
        const suggestion = right(match)
        return {
          ...text.spanOf(match.index, match.index + match[0].length),
          suggestions: suggestion ? [suggestion] : [],
          message: message(match[0], suggestion),
        }
      }),
    ),
}

type Slip = {
  pattern: RegExp
  right: (match: RegExpExecArray) => string
  message: (written: string, right: string) => string
}

const shouldBe = (written: string, right: string) => `“${written}”应为“${right}”`

const slips: readonly Slip[] = [
  {
    pattern: new RegExp(`(十[${numerals}]|二十[${numerals}]?)大([${numerals}])中全会`, 'g'),
    right: ([, congress, session]) => `${congress}届${session}中全会`,
    message: shouldBe,
  },
  {
    pattern: /(十[四五六七八九])届[八九十]中全会/g,
    right: () => '',
    message: (written) => `没有召开过“${written}”，该届中央委员会共召开七次全体会议，请核对届次`,
  },
  {
    pattern: new RegExp(
      `(?<=党的|中共)(十[${numerals}]|二十[${numerals}]?)届大(?=精神|报告|以来|召开|胜利|闭幕|开幕|代表)`,
      'g',
    ),
    right: ([, congress]) => `${congress}大`,
    message: shouldBe,
  },
  {
    pattern: new RegExp(`全国第([${numerals}]{1,3})届人民代表大会`, 'g'),
    right: ([, term]) => `第${term}届全国人民代表大会`,
    message: shouldBe,
  },
]

/** 中共××省省委书记: 省 said twice. */
export const partySecretary: Rule = {
  id: 'institution.party-committee',
  category: 'institution',
  severity: 'minor',
  reach: 'paragraph',
  title: '地方党委名称重复',
  why: '应称“中共××省委书记”“中共××市委书记”，不称“中共××省省委书记”“中共××市市委书记”。',
  basis: '《新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）》法律法规类',
  examples: {
    fires: ['中共云海省省委书记出席会议。', '中共临江市市委常委会召开会议。'],
    quiet: [
      '中共云海省委书记出席会议。',
      '中共临江市委书记调研。',
      '中共泾县县委书记调研。',
      '他曾在中共上海市市北区工作委员会任职。',
    ],
  },
  find: (text) =>
    [...text.plain.matchAll(/中共(\p{Script=Han}{2,6})(省省|市市)委/gu)].map(
      ({ 0: written, 1: place, 2: twice, index }) => {
        const right = `中共${place}${twice?.[0]}委`
        return {
          ...text.spanOf(index, index + written.length),
          suggestions: [right],
          message: `“${written}”应为“${right}”`,
        }
      },
    ),
}
