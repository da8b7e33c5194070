import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { addDraft, type DraftView, saveDraft, viewDraft } from '../../../src/publishing/drafts.contract.ts'
import { call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { queryClient } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { DiffView } from './diff-view.tsx'
import { formOf } from './draft-form.ts'
import { formDiff } from './form-diff.ts'
import type { DraftEditor } from './use-draft.ts'

/** Somebody else has saved meanwhile: who and when, what differs, and the three ways on. Nothing is overwritten unseen. */
export function ConflictDialog({ editor }: { editor: DraftEditor }) {
  return editor.state.kind === 'conflict' ? <Conflict editor={editor} /> : null
}

function Conflict({ editor }: { editor: DraftEditor }) {
  const { view, saver, takeOver } = editor
  const navigate = useNavigate()
  const [theirs, setTheirs] = useState<DraftView | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  useEffect(() => {
    call(viewDraft, { params: { id: view.id } }).then(setTheirs, (error: unknown) => setRefusal(messageOf(error)))
  }, [view.id])
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setRefusal(null)
    try {
      await act()
    } catch (error) {
      setRefusal(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const takeTheirs = async (now: DraftView) => {
    takeOver(now, now.version)
    await queryClient.invalidateQueries({ queryKey: [viewDraft.path] })
  }
  const saveApart = async () => {
    const mine = saver.form
    const { id } = await call(addDraft, {
      body: { class: mine.class, columnId: mine.columnId, campaignId: mine.campaignId, hostUnitId: view.hostUnitId },
    })
    const made = await call(viewDraft, { params: { id } })
    await call(saveDraft, { params: { id }, body: { ...mine, reason: 'manual', version: made.version } })
    if (theirs) await takeTheirs(theirs)
    await navigate({ to: `/drafts/${id}` as '/' })
  }
  return (
    <Modal
      open
      width={760}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title="他人已保存新的版本"
      footer={
        theirs ? (
          <div className="draft-conflict-ways">
            <Button loading={busy} onClick={() => void run(() => takeTheirs(theirs))}>
              采用对方的
            </Button>
            <Button loading={busy} onClick={() => void run(saveApart)}>
              另存为新稿
            </Button>
            <Button
              type="primary"
              danger
              loading={busy}
              disabled={!theirs.may.edit}
              onClick={() => void run(() => saver.insist(theirs.version))}
            >
              以我的为准再保存
            </Button>
          </div>
        ) : null
      }
    >
      {theirs ? (
        <>
          <p>
            {theirs.updatedByName}已于 <When at={theirs.updatedAt} />{' '}
            保存了这篇稿件，您的改动还没有保存。请核对差别后选择：
          </p>
          <ul>
            <li>采用对方的：放弃您未保存的改动；</li>
            <li>另存为新稿：您的内容另成一篇，这一篇保持对方的；</li>
            <li>以我的为准再保存：对方的内容保留在版本列表中，可以恢复。</li>
          </ul>
          {theirs.may.edit ? null : <p className="draft-fault">稿件现在不能修改，只能采用对方的或另存为新稿。</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must take the focus */}
          <section className="draft-conflict-diff" aria-label="差别" tabIndex={0}>
            <p>
              <strong>“删去”的是对方现有而您没有的，“加入”的是您写的：</strong>
            </p>
            <DiffView parts={formDiff(formOf(theirs), saver.form)} none="两边的内容相同，采用对方的即可。" />
          </section>
        </>
      ) : (
        <p role="status">{refusal ? '' : '正在读取对方保存的内容…'}</p>
      )}
      <div role="alert">{refusal ? <p className="draft-fault">{refusal}</p> : null}</div>
    </Modal>
  )
}
