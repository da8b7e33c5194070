import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Finding } from './lexicon.contract.ts'

/** A model takes seconds for a page; for more than this nobody would wait. */
export const mostForModel = 20_000
export const checkByModel = endpoint({
  method: 'post',
  path: '/api/checks/model',
  access: { permission: 'check.use' },
  summary: '请语言模型看一段文本（须已启用；文本送往所设接口，平台不保存）',
  body: z.strictObject({ text: z.string().max(mostForModel, '语言模型一次最多看 2 万字，请分段') }),
  secret: true,
  answer: z.object({
    findings: z.array(Finding),
    /** Why parts of the text could not be looked at, in words for the reader. */
    failures: z.array(z.string()),
  }),
})
