import { grid, officialPaper } from '../core/official-paper.ts'
import { dayInWords } from '../core/paper-text.rules.ts'
import type { Change } from './account-fields.rules.ts'
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
import type { PaperOpinion } from './opening-paper.rules.ts'

const title = '账号变更登记表'

/**
 * 《账号变更登记表》 (§6.3) as a Word document: what is on record and what it becomes, why, by which proof, and when it
 * was changed in both systems. A day that is not known yet leaves a place for it.
 */
export function changeDocument(given: {
  account: PaperAccount
  number: string | null
  changes: readonly Pick<Change, 'field' | 'before' | 'after'>[]
  reason: string
  /** Names of the files that prove the change. */
  evidence: readonly string[]
  changedOn: { platform: string | null; nationalSystem: string | null }
  opinions: readonly PaperOpinion[]
  demo: boolean
}): Promise<Uint8Array> {
  return officialPaper({
    title,
    creator: given.account.unitName,
    demo: given.demo,
    children: [
      ...formHead(title, given.number),
      grid(
        [28, 64, 64],
        [
          ...accountRows(given.account, 3),
          { kind: 'whole', cells: ['变更项目', '变更前', '变更后'].map((words) => headCell(words)) },
          ...given.changes.map(({ field, before, after }) => ({
            kind: 'body' as const,
            cells: [headCell(field), valueCell(before ?? '（空）'), valueCell(after ?? '（空）')],
          })),
          namedRow('变更事由', given.reason, 3),
          namedRow('证明材料', given.evidence.join('\n'), 3),
          namedRow(
            '同步变更',
            [
              `浙江省政务新媒体管理平台：${dayOrPlace(given.changedOn.platform)}`,
              `全国政务新媒体信息报送系统：${dayOrPlace(given.changedOn.nationalSystem)}`,
            ].join('\n'),
            3,
          ),
          signedRow('主办单位', '负责人签字', 3),
          supervisorRow(given.opinions, 3),
        ],
      ),
    ],
  })
}

function dayOrPlace(day: string | null): string {
  return day === null ? '　　　　年　　月　　日变更' : `${dayInWords(day)}变更`
}
