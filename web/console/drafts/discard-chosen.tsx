import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { openDraftActions } from '../../../src/publishing/draft.rules.ts'
import { type DraftRow, discardDraft, listDrafts, viewDraft } from '../../../src/publishing/drafts.contract.ts'
import { type Args, call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import type { Selection } from '../../ui/ledger-table.tsx'
import { titleOf } from './draft-words.tsx'

type Given = {
  selection: Selection
  rows: readonly DraftRow[]
  query: NonNullable<Args<typeof listDrafts>['query']>
  onDone: () => void
}

/** 作废 of the chosen ones, one after the other; what cannot be discarded is named. */
export function DiscardChosen({ selection, rows, query, onDone }: Given) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<string | null>(null)
  const count = selection.kind === 'all' ? selection.count : selection.ids.length
  const discard = async (reason: string) => {
    const chosen = selection.kind === 'all' ? await everyRow(query) : await known(selection.ids, rows)
    const refused: string[] = []
    for (const [n, row] of chosen.entries()) {
      setProgress(`正在作废 ${n + 1} / ${chosen.length}`)
      try {
        if (!openDraftActions(row.state).includes('discard')) throw new Error('该状态不能作废')
        const { version } = await call(viewDraft, { params: { id: row.id } })
        await call(discardDraft, { params: { id: row.id }, body: { reason, version } })
      } catch (error) {
        refused.push(`《${titleOf(row.title)}》${error instanceof Error ? error.message : messageOf(error)}`)
      }
    }
    setProgress(null)
    await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/drafts') })
    if (refused.length === 0) return onDone()
    throw new Error(`已作废 ${chosen.length - refused.length} 篇，未作废 ${refused.length} 篇：${refused.join('；')}`)
  }
  return (
    <>
      <ConfirmDo
        label="作废"
        danger
        size="small"
        consequence={`将作废选中的 ${count} 篇稿件，不能恢复。审核中和已发布的不会作废。`}
        reason={{ label: '作废原因' }}
        onConfirm={discard}
      />
      <span role="status">{progress}</span>
    </>
  )
}

type Short = Pick<DraftRow, 'id' | 'title' | 'state'>

/** Those on this page are known; those picked on others are asked for. */
async function known(ids: readonly string[], rows: readonly DraftRow[]): Promise<Short[]> {
  const here = new Map(rows.map((row) => [row.id, row]))
  const found: Short[] = []
  for (const id of ids) {
    const row = here.get(id)
    if (row) found.push(row)
    else {
      const view = await call(viewDraft, { params: { id } })
      found.push({ id, title: view.content.title, state: view.state })
    }
  }
  return found
}

async function everyRow(query: Given['query']): Promise<Short[]> {
  const all: Short[] = []
  let cursor: string | undefined
  do {
    const page = await call(listDrafts, { query: { ...query, limit: 200, ...(cursor ? { cursor } : {}) } })
    all.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor)
  return all
}
