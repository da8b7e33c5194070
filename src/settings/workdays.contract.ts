import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText } from '../core/page.contract.ts'

const access = { permission: 'setting.manage' }

/** A day on which offices work although the calendar says rest, or rest although it says work. */
export const WorkdayOverride = z.object({
  day: DateText,
  works: z.boolean('请选择上班或休息'),
  reason: z.string().trim().min(2, '请写明依据，如“国办发明电〔2026〕5号”').max(100, '依据最多 100 字'),
})
export type WorkdayOverride = z.infer<typeof WorkdayOverride>

export const OverrideList = z
  .array(WorkdayOverride)
  .max(400, '最多登记 400 天')
  .superRefine((rows, context) => {
    const seen = new Set<string>()
    for (const [index, { day }] of rows.entries()) {
      if (seen.has(day)) context.addIssue({ code: 'custom', path: [index, 'day'], message: `${day} 登记了两次` })
      seen.add(day)
    }
  })

export const viewWorkdays = endpoint({
  method: 'get',
  path: '/api/settings/workdays',
  access,
  summary: '工作日调整',
  answer: z.object({ rows: z.array(WorkdayOverride) }),
})

export const saveWorkdays = endpoint({
  method: 'put',
  path: '/api/settings/workdays',
  access,
  summary: '保存工作日调整',
  body: z.object({ rows: OverrideList }),
  answer: z.object({ rows: z.array(WorkdayOverride) }),
})
