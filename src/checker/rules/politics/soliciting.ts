import type { Rule } from '../../rule.ts'

/** What is offered or sought, and the words by which a text offers or seeks it: both stand in one sentence. */
const trades: readonly { what: string; goods: RegExp; offer: RegExp }[] = [
  {
    what: '虚开发票',
    goods: /(?:代开|出售|低价|提供)[^,。;\n]{0,6}(?:发票|专票|普票|增值税票)/,
    offer: /承接|点数|优惠|业务|出售|低价|加微|微信|QQ|联系电话|可验证|面议|保真/,
  },
  {
    what: '伪造证件',
    goods:
      /办假证|假证|(?:专业|快速|代)办(?:理)?(?:各类|各种)?(?:毕业证|学历证?|文凭|驾驶证|驾照|证件|资格证|房产证|结婚证)|办证刻章|刻章办证/,
    offer: /专业办|代办|快速办|天可取|天拿证|货到付款|加微|微信|QQ|保真|诚信|价格|刻章办证|办证刻章/,
  },
  {
    what: '赌博',
    goods: /六合彩|特码|百家乐|博彩|网络赌博|赌博平台|真人娱乐|棋牌平台|彩金|时时彩|赌球|外围盘口|老虎机/,
    offer: /必中|欢迎|加群|进群|注册|稳赚|下注|开户|送\d|提现|包赢|带你赚|秒到账/,
  },
  {
    what: '毒品和迷药',
    goods:
      /迷奸药|迷药|迷魂药|听话水|乖乖水|催情(?:药|水)|冰毒|麻古|摇头丸|K粉|大麻|海洛因|上头电子烟|笑气|γ-羟基丁酸/i,
    offer: /出售|货到付款|有售|批发|现货|联系|包邮|加微|微信|提供|诚信/,
  },
  {
    what: '枪支弹药',
    goods: /枪支|弹药|仿真枪|气枪|手枪|猎枪|雷管|管制刀具|弩箭|迷你弩/,
    offer: /出售|提供[^,。;]{0,6}(?:枪支|弹药|枪)|保密配送|货到付款|现货|批发|包邮|加微|微信/,
  },
  {
    what: '刷单',
    goods: /刷单|刷信誉|点赞(?:赚钱|返利)|做任务返佣/,
    offer: /日入|日赚|月入|兼职|返利|宝妈|在家|加微|名额|佣金|当天结/,
  },
  {
    what: '买卖银行卡、电话卡',
    goods: /四件套|对公账户|银行卡|电话卡|手机卡|实名(?:卡|微信|账号)|微信号|收款码/,
    offer: /高价(?:收购|回收|收)|收购|回收|长期收|出租|当天结算|日结/,
  },
  {
    what: '色情',
    goods: /裸聊|约炮|一夜情|特殊服务|上门按摩|包夜|援交|成人视频|激情视频|外围女|陪睡|小姐姐?(?:上门|包夜|服务)/,
    offer: /在线|等你|加微|微信|QQ|约|上门|联系|免费看|点击|下载|服务/,
  },
  {
    what: '买卖个人信息',
    goods:
      /个人信息|身份信息|客户(?:资料|信息|名单)|户籍(?:资料|信息)|开房记录|通话记录|行踪轨迹|车主信息|业主信息|股民资料/,
    offer: /低价出售|(?:^|[,。])出售|有售|数据新鲜|一手数据|高价收购|可查|代查|批量出售|打包(?:出售|卖)/,
  },
  {
    what: '信用卡套现',
    goods: /套现|养卡|代还信用卡|垫还|洗白征信|征信修复/,
    offer: /专业|秒到|手续费|费率|加微|微信|联系|上门|当天|包成功/,
  },
  {
    what: '非法调查',
    goods: /私家侦探|婚外情调查|调查小三|手机定位|跟踪取证|查人找人/,
    offer: /专业|承接|提供|保密|加微|联系|价格|包成功|快速/,
  },
  {
    what: '考试作弊',
    goods: /替考|代考|考试答案|真题答案|论文代写|代写(?:毕业)?论文|枪手/,
    offer: /包过|保过|出售|提供|加微|联系|付款|专业|诚招|QQ/,
  },
  {
    what: '假币、假冒商品',
    goods: /假币|高仿(?:人民币|币|包|表|烟)|假烟|假酒|A货/,
    offer: /出售|批发|现货|货到付款|加微|微信|一比一|包邮/,
  },
  {
    what: '代孕',
    goods: /代孕|供卵|卖卵|捐卵|包生男孩|胎儿性别鉴定/,
    offer: /包成功|高薪|高额|联系|加微|微信|诚招|价格|套餐|专业|机构/,
  },
  {
    what: '洗钱、黑产',
    goods: /跑分|洗钱|黑客接单|盗号|代消分|买分|卖分|消分|删帖|裸贷|校园贷|高利贷/,
    offer: /日入|日赚|佣金|加微|微信|接单|专业|承接|秒到|兼职|联系|QQ/,
  },
]

/** Who warns, forbids, investigates or serves the public names these things too. */
const excused =
  /打击|严禁|禁止|整治|谨防|警惕|防范|诈骗|骗|举报|查处|违法|非法|小广告|涉嫌|犯罪|警方|民警|公安|派出所|抓获|查获|捣毁|判处|判决|法院|检察|案|拒绝|抵制|不要|切勿|请勿|勿|罪|不得|处罚|惩|条例|办法|规定|风险|提醒|提示|揭秘|套路|陷阱|曝光|治理|监管|危害|远离|禁毒|扫黄|反诈|防诈|税务局|办税|纳税人|电子税务|政务服务|申请代开|不可信|别信|莫信|辟谣|销毁|清理|保护|泄露|不良信息|防止|宣传|教育|守法|依法|缉/

/** Texts by which somebody who took over an account sells what the law forbids. */
export const soliciting: Rule = {
  id: 'harmful.illegal-offer',
  category: 'harmful',
  severity: 'grave',
  reach: 'paragraph',
  title: '招揽违法交易',
  why: '账号被盗用或者审核失守时会出现招揽违法交易的信息，属于法律法规禁止发布的内容。',
  basis: '《互联网信息服务管理办法》第十五条；《网络信息内容生态治理规定》',
  examples: {
    fires: [
      '承接代开各类发票业务，点数低，可先验票。',
      '专业办理毕业证，三天可取。',
      '六合彩内部特码，加群领取。',
      '大量现货K粉，诚信交易，货到付款。',
      '长期高价收购银行卡，当天结算。',
      '刷单兼职，日入过百，宝妈优先。',
      '信用卡套现，秒到账，手续费低。',
      '私家侦探，专业婚外情调查，绝对保密。',
      '诚招跑分人员，日赚千元，加微信详谈。',
      '低价出售车主信息，打包出售更优惠。',
    ],
    quiet: [
      '自然人可以到办税服务厅申请代开发票，业务办理免收费用。',
      '民警捣毁一个刷单返利窝点，日入千元是诱饵。',
      '切勿出租、出售银行卡和电话卡。',
      '公安机关集中销毁非法枪支弹药一批。',
      '办证窗口实行承诺制，业务办理当天取件。',
      '银行卡遗失请及时挂失，回收旧卡请到网点办理，谨防诈骗。',
      '客户信息管理更加规范，专业服务不断提升。',
    ],
  },
  find: ({ plain, spanOf, sentences }) => {
    if (!trades.some(({ goods }) => goods.test(plain)) || excused.test(plain)) return []
    return sentences.flatMap(({ start, end }) => {
      // As much of a sentence as such an offer has; a line may be one sentence of a megabyte.
      const sentence = plain.slice(start, Math.min(end, start + 200))
      const trade = trades.find(({ goods, offer }) => goods.test(sentence) && offer.test(sentence))
      const match = trade?.goods.exec(sentence)
      if (!trade || !match) return []
      return [
        {
          ...spanOf(start + match.index, start + match.index + match[0].length),
          suggestions: [],
          message: `疑似招揽“${trade.what}”的违法信息，请立即停止发布并检查账号是否被盗用`,
        },
      ]
    })
  },
}
