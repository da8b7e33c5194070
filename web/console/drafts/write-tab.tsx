import { Alert, Button, Segmented, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useMedia } from '../../ui/use-media.ts'
import { FindingSheet } from '../checker/finding-sheet.tsx'
import { NotAnError } from '../checker/not-an-error.tsx'
import type { BodyHandle } from './body/body-editor.tsx'
import { useGoTo } from './go-to.ts'
import { HintsPanel } from './hints-panel.tsx'
import { Settings } from './settings.tsx'
import { TextField } from './text-field.tsx'
import type { DraftEditor } from './use-draft.ts'
import { useHints } from './use-hints.ts'

const BodyEditor = lazy(async () => ({ default: (await import('./body/body-editor.tsx')).BodyEditor }))

type Given = {
  editor: DraftEditor
  shown: boolean
  /** The page reads out of it what was typed a moment ago. */
  body: { current: BodyHandle | null }
}

/** The manuscript at work: the text on the left, what the checker says or the settings on the right. */
export function WriteTab({ editor, shown, body }: Given) {
  const { view, form, write, edition, removed, saver } = editor
  const { content } = form
  const [side, setSide] = useState<'hints' | 'settings'>('hints')
  const [allowed, setAllowed] = useState(false)
  const hints = useHints(editor, body)
  const stacked = useMedia('(max-width: 999px)')
  const signed = view.state === 'approved' || view.state === 'published'
  const editable = view.may.edit && (!signed || allowed)
  useGoTo((place) => {
    if (place === 'settings') setSide('settings')
    else if (place === 'html') body.current?.focus()
  })
  return (
    <>
      {signed && view.may.edit && !allowed ? (
        <Alert
          type="warning"
          showIcon
          className="draft-notice"
          title={view.state === 'approved' ? '该稿件已审核通过' : '该稿件已发布'}
          description="改动任何一个字、一张图或发布设置，已有的三审签署即失效，须重新送审（指南§8.2.1）。已发出的内容不受影响。"
          action={<Button onClick={() => setAllowed(true)}>仍要修改</Button>}
        />
      ) : null}
      {!view.may.edit ? (
        <Alert
          type="info"
          showIcon
          className="draft-notice"
          title={
            view.state === 'inReview'
              ? '稿件正在审核，不能修改。需要修改的，请先在“审核”中撤回。'
              : '您只能查看该稿件。'
          }
        />
      ) : null}
      {removed.length > 0 ? (
        <Alert type="warning" showIcon className="draft-notice" title={`保存时去除了：${removed.join('、')}`} />
      ) : null}
      <div className="draft-columns">
        <div className="draft-main">
          <TextField
            path="title"
            label="标题"
            value={content.title}
            max={200}
            disabled={!editable}
            onChange={(title) => write({ title })}
            onBlur={() => void saver.flush()}
          />
          <div id="draft-html" tabIndex={-1}>
            <Suspense fallback={<Skeleton active paragraph={{ rows: 10 }} />}>
              <BodyEditor
                label="正文"
                html={content.html}
                edition={edition}
                hostUnitId={view.hostUnitId}
                editable={editable}
                onChange={(html, text) => {
                  hints.setBodyText(text)
                  write({ html })
                }}
                onText={hints.setBodyText}
                onBlur={() => void saver.flush()}
                findings={hints.ofBody}
                checked={hints.checkedBody}
                here={hints.here}
                onFinding={(id) => {
                  hints.setHere(id)
                  setSide('hints')
                }}
                onStep={hints.step}
                handle={body}
              />
            </Suspense>
          </div>
          <TextField
            path="digest"
            label="摘要"
            value={content.digest}
            max={300}
            rows={3}
            disabled={!editable}
            hint="用于列表、转发卡片；不写的由平台截取正文开头"
            onChange={(digest) => write({ digest })}
            onBlur={() => void saver.flush()}
          />
        </div>
        <aside className="panel draft-side" aria-label="检查与设置">
          <Segmented
            block
            value={side}
            onChange={(chosen) => setSide(chosen as 'hints' | 'settings')}
            options={[
              { value: 'hints', label: hints.findings.length > 0 ? `检查（${hints.findings.length}）` : '检查' },
              { value: 'settings', label: '发布设置' },
            ]}
            aria-label="右侧显示"
          />
          <div hidden={side !== 'hints'}>
            <HintsPanel hints={hints} editable={editable} scheduledAt={content.scheduledAt} onSheet={stacked} />
          </div>
          <div hidden={side !== 'settings'}>
            <Settings editor={editor} editable={editable} />
          </div>
        </aside>
      </div>
      {stacked && shown ? (
        <FindingSheet
          findings={hints.ordered}
          here={hints.here}
          acts={hints.acts}
          onClose={() => hints.setHere(null)}
        />
      ) : null}
      {hints.excused ? (
        <NotAnError
          finding={hints.excused}
          onClose={() => hints.setExcused(null)}
          onDone={() => hints.excused && hints.forget(hints.excused.id)}
        />
      ) : null}
    </>
  )
}
