/** Titles of invented works: an occasion, and what is said of it. No real event is meant. */
export const topics: Record<string, readonly string[]> = {
  release: [
    '全市重点工作推进会',
    '营商环境优化提升行动',
    '“我为群众办实事”实践',
    '城市更新项目',
    '春运返程服务',
    '民生实事项目',
  ],
  education: ['中小学招生入学政策', '校园安全教育周', '“双减”课后服务', '青少年科技节', '高考护航行动', '校园餐管理'],
  culture: ['溪山音乐节', '非遗进社区活动', '文化惠民演出季', '古桥灯会', '全民阅读推广月', '乡村旅游节'],
  health: ['秋冬季流感疫苗接种', '家庭医生签约服务', '健康科普大讲堂', '爱国卫生月', '义诊下乡活动', '心理健康热线'],
  agriculture: ['春耕备耕', '水稻病虫害防治', '农产品展销会', '高标准农田建设', '农机购置补贴', '茶叶采摘节'],
  transport: [
    '公交线路优化调整',
    '农村公路提档升级',
    '节假日出行保障',
    '出租汽车文明服务',
    '桥梁养护施工',
    '定制公交试运行',
  ],
  weather: ['台风防御工作', '森林防灭火宣传', '防汛应急演练', '安全生产月', '高温天气应对', '避灾安置场所开放'],
  township: ['村居环境整治', '垃圾分类进农家', '便民服务中心延时服务', '平安巡防', '邻里节', '民情恳谈会'],
  water: ['供水管网改造', '用水高峰保供', '水质公开', '抄表缴费便民措施', '停水抢修', '节约用水宣传周'],
}

export const sayings: readonly string[] = [
  '{t}启动',
  '{t}有新进展',
  '一图读懂：{t}',
  '关于{t}的通告',
  '{t}问答（第{n}期）',
  '走基层｜{t}一线见闻',
  '提醒｜{t}这些事项请留意',
  '{t}，您关心的问题都在这里',
  '{t}工作部署会召开',
  '视频｜{t}',
  '{t}便民指南来了',
  '{t}阶段性成效公布',
]

export function topicOf(unit: string): string {
  const known = Object.keys(topics).find((topic) => unit.endsWith(topic))
  if (known) return known
  return unit === 'waterworks' ? 'water' : 'township'
}
