import { record } from '../audit/audit.service.ts'
import { askModel, type ModelAnswer } from '../checker/typos/model-endpoint.ts'
import { askInParts, type ModelReport } from '../checker/typos/model-questions.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { refuseInnerAdmin } from '../settings/settings.service.ts'
import { testMistake, testSentence } from './model-settings.rules.ts'
import { openModel } from './model-settings.service.ts'
import { sendTo } from './send-model.ts'

export type Asking = Pick<
  Awaited<ReturnType<typeof openModel>>,
  'url' | 'model' | 'key' | 'allowInner' | 'timeoutSeconds'
>

/** How long a whole text may take; nobody looks at a page longer than that. */
const overallMs = 120_000
/** Texts at the model at the same time, of this process: a model of an office's own has few seats. */
const mostAtOnce = 4
let asking = 0

/** Has the model look over a text. Nothing of it is kept or logged; whatever fails is a reason, and never an error. */
export async function checkByModel(ctx: Ctx, { text }: { text: string }): Promise<ModelReport> {
  const settings = await transact(ctx, openModel)
  if (!settings.on) throw new AppError('STATE_CONFLICT', { reason: '平台没有启用语言模型，文字没有发送' })
  return oneOfFew(() => askAbout(text, settings))
}

/** One text in its turn, or a refusal when the seats are taken: to wait behind slow answers would help nobody. */
export async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (asking >= mostAtOnce) throw new AppError('DATABASE_BUSY', { reason: '语言模型正在看的文本较多，请稍后再试' })
  asking += 1
  try {
    return await work()
  } finally {
    asking -= 1
  }
}

/** The signals of the limits are made here unless they are given. */
export function askAbout(
  text: string,
  settings: Asking,
  overall: AbortSignal = AbortSignal.timeout(overallMs),
): Promise<ModelReport> {
  return askInParts(text, (part) => askOnce(part, settings, overall), overall)
}

function askOnce(text: string, settings: Asking, overall: AbortSignal): Promise<ModelAnswer> {
  const { url, model, key, allowInner, timeoutSeconds } = settings
  const limits = AbortSignal.any([overall, AbortSignal.timeout(timeoutSeconds * 1000)])
  return askModel(text, { url, model, ...(key === null ? {} : { key }) }, sendTo(allowInner), limits)
}

/** Asks about one sentence of ours with the setting as it is stored, switched on or not. */
export async function testModelNow(ctx: Ctx): Promise<{ ok: boolean; words: string }> {
  const settings = await transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    return openModel(work)
  })
  if (!settings.url || !settings.model) {
    throw new AppError('STATE_CONFLICT', { reason: '请先填写并保存接口地址和模型名称' })
  }
  const result = wordsOf(await oneOfFew(() => askAbout(testSentence, settings)))
  await transact(ctx, (work) =>
    record(work, {
      action: 'setting.modelTest',
      subject: { type: 'setting', id: 'checker.model' },
      title: `测试语言模型：${result.ok ? '成功' : '失败'}`,
      after: { ok: result.ok, detail: result.words },
    }),
  )
  return result
}

function wordsOf({ findings, failures }: ModelReport): { ok: boolean; words: string } {
  if (failures.length > 0) return { ok: false, words: failures.join('；') }
  if (findings.length === 0)
    return { ok: true, words: `模型已回答，但没有指出例句中的“${testMistake}”，请考虑换用能力更强的模型` }
  return { ok: true, words: `模型已回答：${findings.map(({ message }) => message).join('；')}` }
}
