import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { modelSwitchFaults, modelUrlRefusal } from './model-settings.rules.ts'

const access = { permission: 'setting.manage' }

const fields = {
  on: z.boolean(),
  url: z.string().trim().max(500, '网址过长'),
  model: z.string().trim().max(200, '模型名称最多 200 字'),
  /** Most models of an office's own stand in its own network; to reach into it is decided, not assumed. */
  allowInner: z.boolean(),
  /** How long one answer may take. */
  timeoutSeconds: z.number().int().min(1, '时限应为 1 至 120 秒').max(120, '时限应为 1 至 120 秒'),
}

export const ModelSettings = z.object({ ...fields, hasKey: z.boolean() })
export type ModelSettings = z.infer<typeof ModelSettings>

export const viewModel = endpoint({
  method: 'get',
  path: '/api/settings/model',
  access,
  summary: '语言模型设置',
  answer: ModelSettings,
})

const body = z
  .object({
    ...fields,
    /** Left out stays as it is, null takes it away; it is never shown again. */
    key: z
      .string()
      .min(1, '密钥不能为空')
      .max(500, '密钥最多 500 字')
      .regex(/^[\x21-\x7e]+$/, '密钥只能用英文字母、数字和符号，不含空格')
      .nullable()
      .optional(),
  })
  .superRefine((given, context) => {
    const refusal = given.url === '' ? null : modelUrlRefusal(given.url, given.allowInner)
    if (refusal) context.addIssue({ code: 'custom', path: ['url'], message: refusal })
    for (const { path, message } of modelSwitchFaults(given))
      context.addIssue({ code: 'custom', path: [path], message })
  })
export type ModelBody = z.output<typeof body>

export const saveModel = endpoint({
  method: 'put',
  path: '/api/settings/model',
  access,
  summary: '保存语言模型设置',
  body,
  answer: ModelSettings,
})

export const testModel = endpoint({
  method: 'post',
  path: '/api/settings/model/tests',
  access,
  summary: '用一句固定的话测试语言模型',
  answer: z.object({ ok: z.boolean(), words: z.string() }),
})
