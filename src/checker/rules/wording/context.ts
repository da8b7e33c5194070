import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'
import { type Confusion, confusions } from './context.data.ts'

type Compiled = { row: Confusion; fits: (before: string, after: string) => boolean }

const reach = 40
const compiled: readonly Compiled[] = confusions.map(compile)

/** Right words in the wrong place: which of two like words is meant shows in the neighbours. */
export const contextConfusion: Rule = {
  id: 'confusable.context',
  category: 'confusable',
  severity: 'minor',
  reach: 'paragraph',
  title: '易混词用错',
  why: '两词音同义近而用法不同，要看前后文；用错计入一般表述错误。',
  basis: '《中华人民共和国国家通用语言文字法》；词义参照《现代汉语词典》（第7版）',
  examples: {
    fires: [
      '截止6月底，全县已建成公园12个。',
      '截止目前，没有接到险情报告。',
      '截至日期为6月30日。',
      '各单位必需严格遵守本规定。',
      '保障生活必须品供应。',
      '公民依法享有权力和义务。',
      '请登陆浙江政务服务网查询。',
      '用手机登陆后即可办理。',
      '及时向上级部门反应情况。',
      '关于发布招聘启示的说明。',
      '其它人员一律不得入内。',
      '信息要做到即使更新。',
      '台风预计在浙江沿海一带登录我省。',
      '欢迎游客在景区渡过春节假期。',
      '切实的做好防汛工作。',
      '这项工作完成的非常好。',
      '全年工作取的了良好成绩。',
      '防汛形式严峻。',
      '反对形势主义。',
      '由付县长带队检查。',
      '既将召开的会议。',
      '对先进集体于以表彰。',
      '村民来电反应路灯不亮的问题。',
      '共同维护公共次序。',
      '代表们激动的说。',
      '网友反应了停车难。',
      '要从新部署工作。',
      '入内不带头盔者不得骑行。',
      '凭身份证既可办理。',
      '外出考查学习。',
    ],
    quiet: [
      '报名截止日期为6月30日，截至目前已有120人报名。',
      '必须依法办理，保障生活必需品和公民的权利。',
      '国家权力机关依法行使权力。',
      '台风“海葵”登陆期间，请登录气象网站了解最新信息。',
      '群众反映的问题已办结，药品不良反应情况及时上报。',
      '其他人员和其它物品一律不得进入。',
      '即使更新了系统，也要按时备份。',
      '扎实的工作作风和有效的推进措施。',
      '做得很好的单位要总结经验。',
      '采取的新措施和获取的新信息。',
      '既将政策送到企业，又将服务送上门。',
      '支付主任医师诊查费。',
      '产值的增长和价值的提升。',
      '灵活就业形式的新变化。',
      '过敏反应强烈，他反应了过来。',
      '按先后次序入场，维护秩序。',
      '大象一样的石头和对象一样多。',
      '不在受理范围内的，不再重复受理。',
      '自带口罩，随身携带口罩。',
      '因该项目尚未验收，从新修订的办法看应当延期。',
      '既可网上办理，也可窗口办理。',
      '一至三年级的学生。',
    ],
  },
  find: (text) => compiled.flatMap((one) => hitsOf(one, text)),
}

function hitsOf({ row, fits }: Compiled, { plain, spanOf }: CheckedText): Hit[] {
  const hits: Hit[] = []
  for (let at = plain.indexOf(row.wrong); at >= 0; at = plain.indexOf(row.wrong, at + 1)) {
    const end = at + row.wrong.length
    if (!fits(plain.slice(Math.max(0, at - reach), at), plain.slice(end, end + reach))) continue
    hits.push({
      ...spanOf(at, end),
      message: `“${row.wrong}”应为“${row.right}”：${row.say}`,
      suggestions: [row.right],
    })
  }
  return hits
}

function compile(row: Confusion): Compiled {
  const before = ending(row.before)
  const notBefore = ending(row.notBefore)
  const after = beginning(row.after)
  const notAfter = beginning(row.notAfter)
  return {
    row,
    fits: (head, tail) =>
      after?.test(tail) !== false &&
      before?.test(head) !== false &&
      notBefore?.test(head) !== true &&
      notAfter?.test(tail) !== true,
  }
}

function ending(source: string | undefined): RegExp | undefined {
  return source === undefined ? undefined : new RegExp(`(?:${source})$`)
}

function beginning(source: string | undefined): RegExp | undefined {
  return source === undefined ? undefined : new RegExp(`^(?:${source})`)
}
