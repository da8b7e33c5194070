import type { Duty } from '../units/duties.rules.ts'

/** The three levels of §8.2.1. */
export const reviewLevels = {
  first: { zh: '一审', duty: 'editor', who: '编辑' },
  second: { zh: '二审', duty: 'officeHead', who: '办公室或指定科室负责人' },
  final: { zh: '三审', duty: 'unitLeader', who: '分管领导' },
} as const satisfies Record<string, { zh: string; duty: Duty; who: string }>
export type ReviewLevel = keyof typeof reviewLevels
export const levelNames = Object.keys(reviewLevels) as [ReviewLevel, ...ReviewLevel[]]

/** 分级分类审核 (§8.2.1): kinds of content, how long each level has (workdays; 0 is the same day), and what is special. */
// biome-ignore format: a table is read by columns
export const contentClasses = {
  ordinary:     { zh: '一般信息',       workdays: 1, urgent: false, hint: '日常工作动态、便民信息' },
  listedRepost: { zh: '转载稿源内容',   workdays: 1, urgent: false, hint: '转载稿源名单内单位的内容（§7.1）' },
  important:    { zh: '重要信息',       workdays: 2, urgent: false, hint: '政策文件、领导活动、重要会议' },
  personnel:    { zh: '人事信息',       workdays: 2, urgent: false, hint: '干部任免、招录、表彰、处分' },
  urgent:       { zh: '突发事件',       workdays: 0, urgent: true,  hint: '突发事件信息、预警提示、辟谣，随到随审' },
} as const satisfies Record<string, { zh: string; workdays: number; urgent: boolean; hint: string }>
export type ContentClass = keyof typeof contentClasses
export const classNames = Object.keys(contentClasses) as [ContentClass, ...ContentClass[]]

/** One step of a unit's own route: a level, or a further look (such as 业务科室会审) by holders of a duty or named people. */
export type RuleStep = {
  name: string
  level: ReviewLevel | null
  duty: Duty
  reviewers: readonly { id: string; name: string }[]
  workdays: number
}

const inUnit: readonly Duty[] = ['accountManager', 'editor', 'officeHead', 'unitLeader', 'responder']

/** The route of §8.2.1 for a class, where a unit has none of its own. */
export function defaultSteps(of: ContentClass): RuleStep[] {
  return levelNames.map((level) => {
    const { zh, duty } = reviewLevels[level]
    return { name: zh, level, duty, reviewers: [], workdays: contentClasses[of].workdays }
  })
}

/** Which of the three levels a route leaves out; a route that leaves one out needs the supervisor's consent. */
export function missingLevels(steps: readonly Pick<RuleStep, 'level'>[]): ReviewLevel[] {
  return levelNames.filter((level) => !steps.some((step) => step.level === level))
}

/** What is wrong with a route, by field path; empty when it can be used. */
export function stepFaults(steps: readonly RuleStep[]): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = []
  if (steps.length === 0 || steps.length > 8) faults.push({ path: 'steps', message: '审核步骤应有 1 至 8 步' })
  if (missingLevels(steps).includes('final')) faults.push({ path: 'steps', message: '不能省去三审（分管领导）' })
  if (steps.length > 0 && steps.at(-1)?.level !== 'final') faults.push({ path: 'steps', message: '最后一步须为三审' })
  const order = steps.flatMap(({ level }) => (level ? [levelNames.indexOf(level)] : []))
  if (order.some((n, i) => i > 0 && n <= (order[i - 1] ?? -1))) {
    faults.push({ path: 'steps', message: '一审、二审、三审须各一次，并按次序' })
  }
  steps.forEach((step, n) => {
    if (step.name.trim() === '') faults.push({ path: `steps.${n}.name`, message: `第 ${n + 1} 步没有名称` })
    if (step.level && reviewLevels[step.level].duty !== step.duty) {
      const { zh, who } = reviewLevels[step.level]
      faults.push({ path: `steps.${n}.duty`, message: `${zh}由${who}负责（指南§8.2.1）` })
    }
    if (!inUnit.includes(step.duty))
      faults.push({ path: `steps.${n}.duty`, message: `第 ${n + 1} 步须由本单位人员审核` })
  })
  return faults
}
