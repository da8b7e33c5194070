import { Button, Radio } from 'antd'
import { useState } from 'react'
import { diffDraft, listDraftVersions, restoreDraft, viewDraft } from '../../../src/publishing/drafts.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { queryClient, useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { DiffView } from './diff-view.tsx'
import { titleOf } from './draft-words.tsx'
import type { DraftEditor } from './use-draft.ts'

const reasons = { auto: '自动保存', manual: '保存', submit: '送审', restore: '恢复' } as const

type Given = {
  editor: DraftEditor
  from: number | undefined
  to: number | undefined
  onChoose: (patch: Record<string, unknown>) => void
}

/** Every version that was kept; any two are compared, and each can be taken up again. */
export function VersionsTab({ editor, from, to, onChoose }: Given) {
  const { view } = editor
  const ledger = useLedger(listDraftVersions, {}, { id: view.id })
  const [picked, setPicked] = useState<{ from?: number; to?: number }>({})
  if (ledger.error) return <p role="alert">{ledger.error.message}</p>
  if (ledger.loading) return <PageSkeleton />
  const newest = ledger.rows[0]?.n
  const left = picked.from ?? from ?? ledger.rows[1]?.n
  const right = picked.to ?? to ?? newest
  const compared = from !== undefined && to !== undefined
  return (
    <section className="panel" aria-label="版本">
      <p className="quiet">
        一人连续书写 10 分钟内的保存合为一个版本。选两个版本比较，或恢复为以前的版本（另存为新版本，原有版本都保留）。
      </p>
      <div className="draft-table-box">
        <table className="draft-versions">
          <caption className="visually-hidden">稿件的各个版本</caption>
          <thead>
            <tr>
              <th scope="col">从</th>
              <th scope="col">到</th>
              <th scope="col">版本</th>
              <th scope="col">标题</th>
              <th scope="col">保存</th>
              <th scope="col">签署</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {ledger.rows.map((row) => (
              <tr key={row.n}>
                <td>
                  <Radio
                    name="from"
                    checked={left === row.n}
                    aria-label={`从第 ${row.n} 版起比较`}
                    onChange={() => setPicked({ ...picked, from: row.n })}
                  />
                </td>
                <td>
                  <Radio
                    name="to"
                    checked={right === row.n}
                    aria-label={`比较到第 ${row.n} 版`}
                    onChange={() => setPicked({ ...picked, to: row.n })}
                  />
                </td>
                <td className="num">第 {row.n} 版</td>
                <td className="draft-version-title">{titleOf(row.title)}</td>
                <td>
                  <When at={row.savedAt} />
                  <div className="quiet">
                    {row.savedByName} · {reasons[row.reason]}
                  </div>
                </td>
                <td>
                  {row.signedBy.length > 0 ? (
                    <StateTag tone="done">{row.signedBy.join('、')}</StateTag>
                  ) : (
                    <span className="quiet">无</span>
                  )}
                </td>
                <td>{view.may.edit && row.n !== newest ? <Restore editor={editor} n={row.n} /> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="draft-line">
        <Button
          type="primary"
          disabled={left === undefined || right === undefined || left === right}
          onClick={() => onChoose({ from: left, to: right, cursor: undefined })}
        >
          比较选中的两个版本
        </Button>
        <Button disabled={!ledger.toPrevious} onClick={() => ledger.toPrevious?.()}>
          较新的
        </Button>
        <Button disabled={!ledger.toNext} onClick={() => ledger.toNext?.()}>
          较早的
        </Button>
      </div>
      {compared ? <Compared id={view.id} from={from} to={to} /> : null}
    </section>
  )
}

function Compared({ id, from, to }: { id: string; from: number; to: number }) {
  const diff = useAsk(diffDraft, { params: { id }, query: { from, to } })
  return (
    <section aria-labelledby="draft-compared">
      <h3 id="draft-compared">
        第 {from} 版与第 {to} 版的差别
      </h3>
      {diff.error ? <p role="alert">{diff.error.message}</p> : null}
      {diff.isPending ? <PageSkeleton /> : null}
      {diff.data ? <DiffView parts={diff.data.parts} none="两个版本的文字相同。" /> : null}
    </section>
  )
}

function Restore({ editor: { view, saver, takeOver }, n }: { editor: DraftEditor; n: number }) {
  const signed = view.state === 'approved' || view.state === 'published'
  const restore = async () => {
    // What was typed a moment ago becomes a version too; it is not lost by the restoration.
    if (!(await saver.flush())) throw new Error('尚有未保存的改动，请先处理后再恢复')
    await call(restoreDraft, { params: { id: view.id }, body: { n, version: saver.version } })
    const now = await call(viewDraft, { params: { id: view.id } })
    takeOver(now, now.version)
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/drafts'),
    })
  }
  return (
    <ConfirmDo
      label={`恢复第 ${n} 版`}
      size="small"
      type="link"
      consequence={
        <p>
          将以第 {n} 版的内容作为新版本，现有内容仍保留在版本列表中。
          {signed ? '已有的三审签署随之失效，须重新送审。' : ''}
        </p>
      }
      onConfirm={restore}
    />
  )
}
