import type { OpeningForm } from '../accounts/opening-form.rules.ts'
import type { PlatformName } from '../accounts/platforms.rules.ts'

/** 表1 as 临溪县教育局 fills it in for one of its plans. Everything here is invented. */
export function formOf(given: {
  name: string
  platform: PlatformName
  topic: string
}): Omit<OpeningForm, 'certifiedBody'> {
  const { name, platform, topic } = given
  return {
    name,
    platform,
    variant: null,
    reason: `群众对${topic}关注较多，现有账号以图文为主，难以及时、直观地回应，拟开设“${name}”集中发布。`,
    goals: `以${topic}为主题，一年内形成稳定的受众，成为本县家长和师生获取权威信息的渠道。`,
    methods: '由局办公室统筹，相关科室供稿，每周不少于四期，重要事项当日发布。',
    risks: '主要风险为内容供给不足和评论区舆情；由值班人员每日巡查，遇突发情况按预案上报。',
    leader: '溪秉章',
    posts: '设主编一人、编辑二人、互动回应一人。',
    staff: '主编溪怀瑾，编辑溪映雪，互动回应溪应和，均为在编在岗人员。',
    sources: '局机关各科室、直属学校供稿；转载限于白名单内的权威媒体。',
    columns: '设“一周看点”“政策问答”“校园风采”三个栏目。',
    functions: '提供留言互动，链接浙里办有关办事入口。',
    reviewing: '编辑初审、办公室负责人复审、分管领导终审，三审留痕后发布。',
    passwords: '账号密码由账号管理员保管，每季度更换，绑定单位手机号。',
    handover: '人员变动时填写交接单，当日更换密码并登记。',
    watch: '工作日和节假日均安排专人值守，重大活动期间领导带班。',
    budget: '12000.00',
    budgetSource: '部门预算信息化运维经费',
    budgetNote: '用于视频拍摄和字幕制作。',
    followers: 5000,
    postsPerMonth: 16,
    averageReads: 800,
    pledgeNote: '一年内举办线上活动不少于四次。',
    head: '溪守诚',
    twinReason: '现有账号以政务公开为主，本账号专门面向该主题，受众和形式不同。',
  }
}

/** One opening for every state, by how it got there. */
export const plans = {
  draft: { name: '临溪校园安全', platform: 'kuaishou', topic: '校园安全' },
  inReview: { name: '临溪教育视界', platform: 'channels', topic: '教育改革' },
  returned: { name: '临溪研学地图', platform: 'bilibili', topic: '研学实践' },
  withdrawn: { name: '临溪家长学堂', platform: 'kuaishou', topic: '家庭教育' },
  refused: { name: '临溪教研观察', platform: 'douyin', topic: '教学研究' },
  approved: { name: '临溪心理驿站', platform: 'douyin', topic: '学生心理健康' },
  lapsed: { name: '临溪职教之窗', platform: 'toutiao', topic: '职业教育' },
  filing: { name: '临溪阅读时光', platform: 'channels', topic: '全民阅读' },
  filed: { name: '临溪少年科学院', platform: 'bilibili', topic: '科学教育' },
  discarded: { name: '临溪劳动课堂', platform: 'other', topic: '劳动教育' },
} as const satisfies Record<string, { name: string; platform: PlatformName; topic: string }>
export type Plan = keyof typeof plans
