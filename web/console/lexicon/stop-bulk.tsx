import { type EntryFilterInput, stopEntries } from '../../../src/lexicon/lexicon.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import type { Selection } from '../../ui/ledger-table.tsx'
import { useToast } from '../../ui/toast.tsx'
import { refreshLexicon } from './lexicon-state.ts'

type Given = { selection: Selection; filter: EntryFilterInput; onDone: () => void }

/** Stops the ticked entries, or all that match; those of other layers are left alone. */
export function StopBulk({ selection, filter, onDone }: Given) {
  const message = useToast()
  const count = selection.kind === 'all' ? selection.count : selection.ids.length
  const stop = async (reason: string) => {
    const target = selection.kind === 'rows' ? { ids: selection.ids } : { filter }
    const made = await call(stopEntries, { body: { target, reason } })
    message.success(
      made.state === 'proposed' ? `已提出停用 ${made.count} 条，待同级另一人确认` : `已停用 ${made.count} 条`,
    )
    await refreshLexicon()
    onDone()
  }
  return (
    <ConfirmDo
      size="small"
      danger
      label="停用"
      consequence={`所选 ${count} 条中属于本级的将停用，上级、下级的不受影响；历史保留，可以重新新增。`}
      reason={{ label: '停用理由', hint: '至少 4 个字' }}
      onConfirm={stop}
    />
  )
}
