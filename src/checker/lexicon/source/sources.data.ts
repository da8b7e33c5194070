import type { SourceUnit } from '../../knowledge.ts'

/**
 * Where texts may be taken from (§7.1): the central news sites and those of Zhejiang, each under the names and
 * addresses that it is known by. A starter, not the whole list of the 国家网信办 (1,451 units as of June 2025), which
 * names units without addresses; offices add theirs.
 */
const central =
  '中央新闻单位及其网站；国家网信办《互联网新闻信息稿源单位名单》（截至2025年6月）列有此类单位，网址为其自有域名，以最新名单为准'
const local = '浙江省主要新闻单位及其网站；是否在《互联网新闻信息稿源单位名单》内待核，以国家网信办最新名单为准'

type Row = readonly [name: string, aliases: string, hosts: string]

// biome-ignore format: read as a table
const centralUnits: readonly Row[] = [
  ['人民日报',         '人民日报社 人民网 人民日报海外版 海外网',        'people.com.cn people.cn'],
  ['新华社',           '新华通讯社 新华网 新华每日电讯 半月谈 新华视点', 'xinhuanet.com news.cn'],
  ['求是',             '求是杂志社 求是网',                              'qstheory.cn'],
  ['解放军报',         '中国军网',                                       '81.cn'],
  ['光明日报',         '光明网',                                         'gmw.cn'],
  ['经济日报',         '中国经济网',                                     'ce.cn'],
  ['中国日报',         '中国日报网',                                     'chinadaily.com.cn'],
  ['中央广播电视总台', '央视新闻 央视网 央视 新闻联播 央广网 国际在线',  'cctv.com cctv.cn cntv.cn cnr.cn cri.cn'],
  ['中国新闻社',       '中新社 中国新闻网 中新网',                       'chinanews.com chinanews.com.cn'],
  ['科技日报',         '中国科技网',                                     'stdaily.com'],
  ['工人日报',         '中工网',                                         'workercn.cn'],
  ['中国青年报',       '中青在线 中国青年网',                            'cyol.com youth.cn'],
  ['农民日报',         '中国农网',                                       'farmer.com.cn'],
  ['法治日报',         '法制日报 法治网',                                'legaldaily.com.cn'],
  ['中国网',           '中国互联网新闻中心',                             'china.com.cn'],
  ['学习强国',         '“学习强国”学习平台',                             'xuexi.cn'],
  ['学习时报',         '',                                               'studytimes.cn'],
]

// biome-ignore format: read as a table
const zhejiangUnits: readonly Row[] = [
  ['浙江日报',         '浙江日报报业集团 浙江在线 潮新闻 钱江晚报 浙江新闻', 'zjol.com.cn tidenews.com.cn'],
  ['浙江广播电视集团', '浙江卫视 中国蓝新闻 浙江之声',                       'cztv.com'],
  ['杭州日报',         '杭州网 都市快报',                                    'hangzhou.com.cn'],
  ['宁波日报',         '中国宁波网 甬派',                                    'cnnb.com.cn'],
  ['温州日报',         '温州网',                                             '66wz.com'],
]

export const shippedSources: readonly SourceUnit[] = [
  ...centralUnits.map((row) => unitOf(row, central)),
  ...zhejiangUnits.map((row) => unitOf(row, local)),
]

function unitOf([name, aliases, hosts]: Row, source: string): SourceUnit {
  const words = (row: string) => row.split(' ').filter((word) => word !== '')
  return { name, aliases: words(aliases), hosts: words(hosts), source }
}
