import { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { readSetting, refuseInnerAdmin, saveSetting } from '../settings/settings.service.ts'
import type { ModelBody, ModelSettings } from './model-settings.contract.ts'

const Stored = z.object({
  on: z.boolean(),
  url: z.string(),
  model: z.string(),
  allowInner: z.boolean(),
  timeoutSeconds: z.number(),
  key: z.string().nullable(),
})
type Stored = z.infer<typeof Stored>

const settingKey = 'checker.model'
/** Where the key is sealed for: it opens nowhere else. */
const place = 'setting.checker.model.key'
const none: Stored = { on: false, url: '', model: '', allowInner: false, timeoutSeconds: 20, key: null }

/** The setting as it is stored, with its key opened: only for asking. */
export async function openModel(work: Work): Promise<Stored> {
  const { key, ...given } = await stored(work)
  return { ...given, key: key && work.box.open(key, place) }
}

export async function isModelOn(work: Pick<Work, 'db'>): Promise<boolean> {
  return (await stored(work)).on
}

export function viewModelSettings(ctx: Ctx): Promise<ModelSettings> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    return viewOf(await stored(work))
  })
}

export function saveModelSettings(ctx: Ctx, { key, ...given }: ModelBody): Promise<ModelSettings> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    const before = await stored(work)
    const after = { ...given, key: key === undefined ? before.key : key && work.box.seal(key, place) }
    await saveSetting(work, settingKey, after)
    await record(work, {
      action: 'setting.model',
      subject: { type: 'setting', id: settingKey },
      title: `设置语言模型（${after.on ? '启用' : '停用'}）`,
      before: viewOf(before),
      after: viewOf(after),
    })
    return viewOf(after)
  })
}

async function stored(work: Pick<Work, 'db'>): Promise<Stored> {
  return (await readSetting(work, settingKey, Stored)) ?? none
}

function viewOf({ key, ...given }: Stored): ModelSettings {
  return { ...given, hasKey: key !== null }
}
