import { useNavigate } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { addDraft, discardDraft } from '../../../src/publishing/drafts.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { queryClient, useDo } from '../../ui/queries.ts'
import type { DraftEditor } from './use-draft.ts'

const SubmitDialog = lazy(async () => ({ default: (await import('./submit-dialog.tsx')).SubmitDialog }))
const PublishDialog = lazy(async () => ({ default: (await import('./publish-dialog.tsx')).PublishDialog }))

type Given = {
  editor: DraftEditor
  /** Saves what was typed, also a moment ago. */
  save: () => Promise<boolean>
  onTab: (tab: 'write' | 'publications') => void
}

/** What may be done with the manuscript now. */
export function DraftActions({ editor, save, onTab }: Given) {
  const { view, saver } = editor
  const me = useMe()
  const navigate = useNavigate()
  const mayWrite = useMay('draft.write')
  const mayPublish = useMay('publication.publish')
  const [open, setOpen] = useState<'submit' | 'publish' | null>(null)
  const copy = useDo(addDraft, {
    invalidates: ['/api/drafts'],
    success: '已复制为新稿件',
    onDone: ({ id }) => navigate({ to: `/drafts/${id}` as '/' }),
  })
  const blocked = mayPublish && me.unit.id === view.hostUnitId && view.state === 'approved' && !view.may.publish
  return (
    <>
      {view.may.submit ? (
        <Button type="primary" onClick={() => void save().then(() => setOpen('submit'))}>
          送审
        </Button>
      ) : null}
      {view.may.publish ? (
        <Button type="primary" onClick={() => setOpen('publish')}>
          发布
        </Button>
      ) : null}
      {blocked ? (
        <Tooltip title={view.gate.map(({ zh }) => zh).join('；')}>
          <Button disabled>发布</Button>
        </Tooltip>
      ) : null}
      {mayWrite ? (
        <Button
          loading={copy.busy}
          onClick={() =>
            copy.run({
              body: {
                class: view.class,
                copyOfId: view.id,
                columnId: view.columnId,
                campaignId: view.campaignId,
                hostUnitId: me.unit.kind === 'contractor' ? view.hostUnitId : null,
              },
            })
          }
        >
          复制为新稿
        </Button>
      ) : null}
      {view.may.discard ? (
        <ConfirmDo
          label="作废"
          danger
          consequence="稿件作废后不能修改、送审和恢复，仍可查看和复制。"
          reason={{ label: '作废原因' }}
          onConfirm={async (reason) => {
            await save()
            await call(discardDraft, { params: { id: view.id }, body: { reason, version: saver.version } })
            await queryClient.invalidateQueries({
              predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/drafts'),
            })
          }}
        />
      ) : null}
      <Suspense>
        {open === 'submit' ? (
          <SubmitDialog editor={editor} onClose={() => setOpen(null)} onField={() => onTab('write')} />
        ) : null}
        {open === 'publish' ? (
          <PublishDialog
            editor={editor}
            onClose={() => setOpen(null)}
            onDone={() => {
              setOpen(null)
              onTab('publications')
            }}
          />
        ) : null}
      </Suspense>
    </>
  )
}
