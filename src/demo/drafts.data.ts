/** The invented manuscripts of 临溪县教育局: their words, and how far each has come. */
export const columnPlans = [
  { name: '校园动态', intro: '各校教学活动与校园文化' },
  { name: '政策问答', intro: '招生、资助、课后服务等政策一问一答' },
] as const

export const campaignPlan = {
  name: '冬季校园安全',
  plan: '围绕防火、防溺水、交通和饮食安全，每周推送两期，分管领导统筹，各科室供稿。',
} as const

export const templatePlan = {
  name: '放假通知',
  title: '关于××放假安排的通知',
  html: '<p>各学校、各位家长：</p><p>根据有关规定，现将放假安排通知如下：</p><p>一、放假时间：</p><p>二、注意事项：</p><p style="text-align:right">临溪县教育局</p>',
} as const

type Plan = {
  state: 'drafting' | 'inReview' | 'grave' | 'returned' | 'refused' | 'approved' | 'published' | 'discarded'
  ago: number
  class: 'ordinary' | 'important' | 'urgent'
  column?: 0 | 1
  campaign?: true
  title: string
  paragraphs: readonly string[]
}

export const draftPlans: readonly Plan[] = [
  {
    ...{ state: 'published', ago: 1, class: 'ordinary', column: 0, campaign: true, title: '全县学校开展食堂安全检查' },
    paragraphs: [
      '临溪县教育局会同有关部门，对全县学校食堂的食材采购、加工和留样情况逐一检查。',
      '发现的问题已当场反馈，学校须在一周内整改，并在校内公示整改情况。',
    ],
  },
  {
    ...{ state: 'approved', ago: 6, class: 'ordinary', column: 0, campaign: true, title: '全县中小学开展冬季消防演练' },
    paragraphs: [
      '近日，全县中小学集中开展冬季消防演练，师生在老师带领下按照预定路线有序疏散。',
      '演练结束后，消防救援人员现场讲解了灭火器的使用方法，并提醒同学们注意用火用电安全。',
    ],
  },
  {
    ...{ state: 'inReview', ago: 2, class: 'important', column: 1, title: '明年春季学期校历公布' },
    paragraphs: ['明年春季学期校历已经公布，各学校应当按照校历组织教学。', '如遇台风等特殊天气需要调整的，另行通知。'],
  },
  {
    ...{ state: 'grave', ago: 1, class: 'ordinary', column: 0, title: '我县师生参加青少年交流活动' },
    paragraphs: [
      '我县师生代表参加了青少年交流活动，来自中国、台湾等国家的代表交流了学习心得。',
      '活动期间，同学们参观了展览，体验了传统技艺。',
    ],
  },
  {
    ...{ state: 'returned', ago: 4, class: 'ordinary', column: 1, title: '课后服务怎么报名' },
    paragraphs: ['新学期课后服务自愿报名，由各学校统一组织。', '报名后可以在学期中途退出，费用按月结算。'],
  },
  {
    ...{ state: 'refused', ago: 9, class: 'ordinary', title: '某校学生获奖名单' },
    paragraphs: ['在近期举行的比赛中，某校多名学生获奖，现将名单公布如下。'],
  },
  {
    ...{ state: 'drafting', ago: 0, class: 'ordinary', campaign: true, title: '冰雪天气出行提示' },
    paragraphs: ['近期将出现低温天气，请同学们上下学途中注意防滑。'],
  },
  {
    ...{ state: 'drafting', ago: 0, class: 'urgent', title: '关于停课安排的紧急通知' },
    paragraphs: ['因道路结冰，部分学校明日停课一天。'],
  },
  {
    ...{ state: 'discarded', ago: 12, class: 'ordinary', title: '秋季运动会预告' },
    paragraphs: ['秋季运动会将于下月举行。'],
  },
]
