import type { BodyName, Tenure } from '../knowledge.ts'

const npc = '全国人民代表大会常务委员会'
const state = '中华人民共和国国务院'
const hunan = '中国共产党湖南省委员会'

/**
 * A small sourced start: past tenures whose days have been reported. Who holds a post today has to be imported and kept
 * up by the office; a line is believed until a year after its `asOf`, no longer.
 */
// biome-ignore format: read as a table
export const shippedTenures: readonly Tenure[] = [
  { name: '朱镕基', body: state, post: '总理', from: '1998-03-17', until: '2003-03-16', source: '九届全国人大一次会议决定；2003年3月16日换届（海外网2013-03-09回顾）', asOf: '2013-03-09' },
  { name: '温家宝', body: state, post: '总理', from: '2003-03-16', until: '2013-03-15', source: '十届全国人大一次会议决定；经济参考报2008-03-17（连任）', asOf: '2013-03-15' },
  { name: '李克强', body: state, post: '总理', from: '2013-03-15', until: '2023-03-11', source: '十二届全国人大一次会议决定，文汇网2013-03-15', asOf: '2023-03-11' },
  { name: '李强',   body: state, post: '总理', from: '2023-03-11', source: '十四届全国人大一次会议决定，新华社2023-03-11', asOf: '2023-03-13' },
  { name: '吴邦国', body: npc, post: '委员长', from: '2003-03-15', until: '2013-03-14', source: '十届、十一届全国人大一次会议选举', asOf: '2013-03-14' },
  { name: '张德江', body: npc, post: '委员长', from: '2013-03-14', until: '2018-03-17', source: '十二届全国人大一次会议选举', asOf: '2018-03-17' },
  { name: '徐守盛', body: hunan, post: '书记', from: '2013-03-20', until: '2016-08-28', source: '湖南省干部大会宣布，财新网2013-03-20', asOf: '2016-08-28' },
  { name: '杜家毫', body: hunan, post: '书记', from: '2016-08-28', until: '2020-11-20', source: '湖南省领导干部会议宣布，人民日报2016-08-30、湖南日报2020-11-22', asOf: '2020-11-22' },
  { name: '许达哲', body: hunan, post: '书记', from: '2020-11-20', source: '湖南省领导干部会议宣布，湖南日报2020-11-22', asOf: '2020-11-22' },
]

/** Bodies with forms that are often taken for their names. */
// biome-ignore format: read as a table
export const centralBodies: readonly BodyName[] = [
  { full: state, short: ['国务院'], wrong: ['中华人民共和国中央国务院'], source: '《中华人民共和国宪法》第八十五条', central: true },
  { full: npc, short: ['全国人大常委会'], wrong: ['全国人大常务委员会', '全国人民代表大会常务委会'], source: '《中华人民共和国宪法》第五十七条', central: true },
  { full: '中国人民政治协商会议全国委员会', short: ['全国政协', '政协全国委员会'], wrong: ['全国人民政治协商会议', '中国政治协商会议全国委员会', '全国政治协商会议'], source: '《中国人民政治协商会议章程》', central: true },
  { full: '中国共产党中央纪律检查委员会', short: ['中央纪委', '中共中央纪委', '中央纪律检查委员会'], wrong: ['中央纪检委员会', '中央纪律检察委员会', '中央纪律监察委员会'], source: '《中国共产党章程》第八章', central: true },
  { full: '中华人民共和国国家监察委员会', short: ['国家监委', '国家监察委员会'], wrong: ['国家监查委员会'], source: '《中华人民共和国宪法》第一百二十四条', central: true },
  { full: '最高人民法院', short: ['最高法'], wrong: ['国家最高人民法院', '最高人民法庭院'], source: '《中华人民共和国宪法》第一百三十二条', central: true },
  { full: '最高人民检察院', short: ['最高检'], wrong: ['国家最高人民检察院'], source: '《中华人民共和国宪法》第一百三十七条', central: true },
  { full: '中国共产党中央军事委员会', short: ['中央军委'], wrong: ['中央军事委会', '中央军委委员会'], source: '《中国共产党章程》', central: true },
]
