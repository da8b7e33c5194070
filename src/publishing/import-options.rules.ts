import { z } from 'zod'
import { AppError } from '../core/error.ts'
import { sources } from './posts.rules.ts'

const Capture = z.object({
  capturedAt: z.iso.datetime({ offset: true, message: '数据采集时间不正确' }).nullish(),
  source: z.string().trim().min(1, '请填写数据来源').max(40, '数据来源最多 40 字').nullish(),
})

const earliest = new Date('2009-01-01T00:00:00+08:00')

/** When and where the figures of a file were seen, and the kind's own options; a capture time is never in the future. */
export function captureOf<S extends z.ZodObject>(given: unknown, { now }: { now: Date }, own: S) {
  const parsed = Capture.safeParse(given ?? {})
  const rest = own.safeParse(given ?? {})
  const issues = [...(parsed.error?.issues ?? []), ...(rest.error?.issues ?? [])]
  const capturedAt = parsed.data?.capturedAt ? new Date(parsed.data.capturedAt) : now
  const errors = issues.map(({ path, message }) => ({ path: `options.${path.join('.')}`, message }))
  if (capturedAt > now) errors.push({ path: 'options.capturedAt', message: '数据采集时间不能晚于现在' })
  if (capturedAt < earliest) errors.push({ path: 'options.capturedAt', message: '数据采集时间不能早于 2009-01-01' })
  if (errors.length > 0 || !rest.data) throw new AppError('INVALID_INPUT', { errors })
  // To the second: finer would make two captures of what a person calls one moment.
  const seconds = new Date(Math.floor(capturedAt.getTime() / 1000) * 1000)
  return { capturedAt: seconds.toISOString(), source: parsed.data?.source ?? sources[0], rest: rest.data }
}
