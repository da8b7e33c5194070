import { Link, useParams } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { type DraftView, viewDraft } from '../../../src/publishing/drafts.contract.ts'
import { useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { When } from '../../ui/when.tsx'
import type { BodyHandle } from './body/body-editor.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { DraftActions } from './draft-actions.tsx'
import { ClassWord, DraftStateTag, titleOf } from './draft-words.tsx'
import { type Kept, keptDraft } from './kept-draft.ts'
import { PreviewTab } from './preview-tab.tsx'
import { PublicationsTab } from './publications-tab.tsx'
import { ReviewTab } from './review-tab.tsx'
import { SaveStatus } from './save-status.tsx'
import { type DraftEditor, useDraft } from './use-draft.ts'
import { VersionsTab } from './versions-tab.tsx'
import { WriteTab } from './write-tab.tsx'
import './drafts.css'

const tabs = { write: '撰写', preview: '预览', review: '审核', versions: '版本', publications: '发布' } as const
const Url = z.object({
  tab: z.enum(Object.keys(tabs) as [keyof typeof tabs, ...(keyof typeof tabs)[]]).default('write'),
  from: z.coerce.number().int().min(1).optional(),
  to: z.coerce.number().int().min(1).optional(),
})

/** 稿件: written, checked, sent to review, published, with all that happened to it (§8). */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string }
  const me = useMe()
  const memory = `${me.id}.${id}`
  const asked = useAsk(viewDraft, { params: { id } })
  const kept = useKept(memory)
  if (asked.error && !asked.data) {
    return (
      <>
        <PageHead title="稿件" />
        <p role="alert">{asked.error.message}</p>
      </>
    )
  }
  if (!asked.data || kept === undefined) return <PageSkeleton />
  return <Case key={id} view={asked.data} found={kept} memory={memory} />
}

/** What this browser had kept; undefined until it is known. */
function useKept(memory: string): Kept | null | undefined {
  const [kept, setKept] = useState<{ memory: string; found: Kept | null }>()
  useEffect(() => {
    void keptDraft(memory).then((found) => setKept({ memory, found }))
  }, [memory])
  return kept?.memory === memory ? kept.found : undefined
}

function Case({ view, found, memory }: { view: DraftView; found: Kept | null; memory: string }) {
  const [state, change] = useUrlState(Url)
  const editor = useDraft(view, found, memory)
  const body = useRef<BodyHandle | null>(null)
  const save = () => {
    body.current?.flush()
    return editor.saver.flush()
  }
  return (
    <>
      <PageHead
        title={titleOf(editor.form.content.title)}
        tags={
          <>
            <DraftStateTag state={view.state} />
            <ClassWord of={editor.form.class} />
          </>
        }
        description={<Standing view={view} />}
        actions={<DraftActions editor={editor} save={save} onTab={(tab) => change({ tab }, 'push')} />}
      />
      <div className="draft-bar no-print">
        <SaveStatus editor={editor} />
        {view.may.edit ? (
          <Button size="small" onClick={() => void save()}>
            立即保存
          </Button>
        ) : null}
      </div>
      <Tabs
        activeKey={state.tab}
        onChange={(tab) => change({ tab, from: undefined, to: undefined }, 'push')}
        items={Object.entries(tabs).map(([key, zh]) => ({
          key,
          label: key === 'publications' && view.publicationCount > 0 ? `${zh}（${view.publicationCount}）` : zh,
        }))}
      />
      {/* The editor stays while other tabs are looked at: its way back with Ctrl+Z would be lost. */}
      <div hidden={state.tab !== 'write'}>
        <WriteTab editor={editor} shown={state.tab === 'write'} body={body} />
      </div>
      {state.tab === 'preview' ? <PreviewTab editor={editor} /> : null}
      {state.tab === 'review' ? <ReviewTab view={view} /> : null}
      {state.tab === 'versions' ? (
        <VersionsTab editor={editor} from={state.from} to={state.to} onChoose={change} />
      ) : null}
      {state.tab === 'publications' ? <PublicationsTab id={view.id} /> : null}
      <ConflictDialog editor={editor} />
    </>
  )
}

function Standing({ view }: { view: DraftEditor['view'] }) {
  return (
    <>
      {view.number} · {view.hostUnitName} · 撰稿 {view.authorName} · {view.updatedByName} 更新于{' '}
      <When at={view.updatedAt} />
      {view.reviewId && view.state === 'inReview' ? (
        <>
          {' · '}
          <Link to="." search={{ tab: 'review' } as never}>
            查看审核进度
          </Link>
        </>
      ) : null}
    </>
  )
}
