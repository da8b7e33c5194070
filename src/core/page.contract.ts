import { z } from 'zod'

/** Keyset paging: how many rows, and the opaque cursor that the page before gave. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

/** One page of rows; `next` is the cursor of the following page, null at the end. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() })
}

export const IdParam = z.object({ id: z.uuid('编号格式不正确') })
export const Done = z.object({ ok: z.literal(true) })

/** A comma-separated list in a query string, each item one of `values`. */
export function listOf<const V extends readonly [string, ...string[]]>(values: V) {
  return z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(values)))
    .optional()
}

/** A calendar day that can be reckoned with: the year 1 lies, in Beijing time, before the calendar of the database's texts. */
export const DateText = z.iso
  .date('日期应为 YYYY-MM-DD')
  .refine((day) => day >= '1900-01-01' && day < '2200-01-01', '日期应在 1900 年至 2199 年之间')

/** The version that the caller has seen; the next one still fits the four bytes it is stored in. */
export const Version = z.number().int().min(1).max(2_147_483_646)
