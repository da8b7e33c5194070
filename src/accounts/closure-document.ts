import { cellText, type GridRow, grid, officialPaper } from '../core/official-paper.ts'
import { dayInWords } from '../core/paper-text.rules.ts'
import {
  accountRows,
  formHead,
  headCell,
  namedRow,
  type PaperAccount,
  signedRow,
  supervisorRow,
  valueCell,
} from './form-paper.ts'
import { type ClosureCause, closureCauses, type LifecycleAction } from './lifecycle.rules.ts'
import type { PaperOpinion } from './opening-paper.rules.ts'

const title = '账号注销登记表'

/** The four steps of §6.4 in its words; the fourth is done by three hands. */
// biome-ignore format: a table is read by columns
const steps = [
  { step: '（一）', action: 'postNotice',      zh: '在相关新媒体平台发布停更公告' },
  { step: '（二）', action: 'applyAtPlatform', zh: '向相关新媒体平台申请注销' },
  { step: '（三）', action: 'submit',          zh: '在浙江省政务新媒体管理平台提交拟注销申请，上传停更公告或注销流程截图' },
  { step: '（四）', action: 'reportClosed',    zh: '账号在相关新媒体平台注销通过' },
  { step: '（四）', action: 'approve',         zh: '主管单位完成该账号在浙江省政务新媒体管理平台上的注销流程' },
  { step: '（四）', action: 'markShutdown',    zh: '主办单位在全国政务新媒体信息报送系统发起关停申请' },
] as const satisfies readonly { step: string; action: LifecycleAction; zh: string }[]
export type ClosureStep = (typeof steps)[number]['action']

/**
 * 《账号注销登记表》 (§6.4) as a Word document: why the account is closed, and each step with its day and the names of
 * the files that prove it. A step that is not taken yet leaves its places empty.
 */
export function closureDocument(given: {
  account: PaperAccount
  number: string | null
  cause: ClosureCause
  reason: string
  taken: Partial<Record<ClosureStep, { day: string; evidence: readonly string[] }>>
  opinions: readonly PaperOpinion[]
  demo: boolean
}): Promise<Uint8Array> {
  const { zh, clause } = closureCauses[given.cause]
  return officialPaper({
    title,
    creator: given.account.unitName,
    demo: given.demo,
    children: [
      ...formHead(title, given.number),
      grid(
        [20, 66, 36, 34],
        [
          ...accountRows(given.account, 4),
          namedRow('注销事由', [`${zh}（指南§${clause}）`, ...(given.reason ? [given.reason] : [])].join('\n'), 4),
          { kind: 'whole', cells: ['步骤', '办理事项', '办理日期', '证明材料'].map((words) => headCell(words)) },
          ...steps.map((row, at) => stepRow(row, at, given.taken[row.action])),
          signedRow('主办单位', '负责人签字', 4),
          supervisorRow(given.opinions, 4),
        ],
      ),
    ],
  })
}

function stepRow(
  { step, zh }: (typeof steps)[number],
  at: number,
  taken: { day: string; evidence: readonly string[] } | undefined,
): GridRow {
  const opens = steps[at - 1]?.step !== step
  const rows = steps.filter((other) => other.step === step).length
  return {
    kind: 'body',
    height: 9,
    cells: [
      ...(opens ? [headCell(step, { rows })] : []),
      valueCell(zh),
      { content: [cellText(taken ? dayInWords(taken.day) : '', { alignment: 'center' })] },
      valueCell(taken?.evidence.join('\n') ?? ''),
    ],
  }
}
