import { Button, Modal, Progress } from 'antd'
import { useRef, useState } from 'react'
import {
  listPublications,
  type PublicationRow,
  retryPublication,
  viewPublication,
} from '../../../src/publishing/publications.contract.ts'
import { call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import type { Selection } from '../../ui/ledger-table.tsx'
import { queryClient } from '../../ui/queries.ts'
import { queryOf, type RegisterUrl } from './publication-state.ts'

type Given = { selection: Selection; state: RegisterUrl; rows: readonly PublicationRow[]; onDone: () => void }
type Refused = { id: string; title: string; why: string }

/** 重新发布 for the failed ones among what was picked, one after the other; each is decided by itself, and one that fails stops no other. */
export function RetryBulk({ selection, state, rows, onDone }: Given) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        重新发布
      </Button>
      {open ? (
        <RetryDialog
          {...{ selection, state, rows }}
          onClose={(changed) => {
            setOpen(false)
            if (changed) onDone()
          }}
        />
      ) : null}
    </>
  )
}

type DialogGiven = Omit<Given, 'onDone'> & { onClose: (changed: boolean) => void }
type Run = { done: number; total: number; ended: boolean; refused: Refused[]; retried: number; skipped: number }

function RetryDialog({ selection, state, rows, onClose }: DialogGiven) {
  const [run, setRun] = useState<Run | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const stopped = useRef(false)
  const count = selection.kind === 'all' ? selection.count : selection.ids.length
  const go = async () => {
    setTrouble(null)
    stopped.current = false
    let now: Run = { done: 0, total: 0, ended: false, refused: [], retried: 0, skipped: 0 }
    setRun(now)
    try {
      const found = await failedOf(selection, state, rows)
      now = { ...now, total: found.failed.length, skipped: found.others }
      for (const one of found.failed) {
        if (stopped.current) break
        const why = await retried(one)
        now = {
          ...now,
          done: now.done + 1,
          retried: now.retried + (why === null ? 1 : 0),
          refused: why === null ? now.refused : [...now.refused, { id: one.id, title: one.title, why }],
        }
        setRun(now)
      }
    } catch (error) {
      setTrouble(messageOf(error))
    }
    setRun({ ...now, ended: true })
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/publications'),
    })
  }
  const working = run !== null && !run.ended
  return (
    <Modal
      open
      title="重新发布"
      closable={!working}
      maskClosable={false}
      onCancel={() => onClose(run !== null)}
      footer={
        working ? (
          <Button onClick={() => (stopped.current = true)}>停止</Button>
        ) : run ? (
          <Button onClick={() => onClose(true)}>关闭</Button>
        ) : (
          <>
            <Button onClick={() => onClose(false)}>取消</Button>
            <Button type="primary" onClick={() => void go()}>
              重新发布
            </Button>
          </>
        )
      }
    >
      {run ? (
        <div role="status" aria-live="polite">
          <Progress
            percent={run.total ? Math.floor((run.done / run.total) * 100) : run.ended ? 100 : 0}
            aria-label="重新发布的进度"
          />
          <p>
            {run.done} / {run.total} 条已处理：重新排队 {run.retried} 条，未成功 {run.refused.length} 条
            {run.skipped > 0 ? `；另有 ${run.skipped} 条不是“发布失败”，未处理` : ''}。
          </p>
          {trouble ? <p role="alert">{trouble}</p> : null}
          <ul className="publication-refused">
            {run.refused.map(({ id, title, why }) => (
              <li key={id}>
                {title}：{why}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p>
          所选 {count}{' '}
          条中“发布失败”的将重新排队，到平台公开发布；其余不受影响。发布的仍是三审签署的内容，内容已改动的会被拒绝。
        </p>
      )}
    </Modal>
  )
}

/** The failed ones among what was picked; "all" goes through every page of the list. */
async function failedOf(selection: Selection, state: RegisterUrl, rows: readonly PublicationRow[]) {
  const picked: PublicationRow[] = []
  if (selection.kind === 'rows') {
    const known = new Map(rows.map((row) => [row.id, row]))
    for (const id of selection.ids) picked.push(known.get(id) ?? (await call(viewPublication, { params: { id } })))
  } else {
    let cursor: string | undefined
    do {
      const page = await call(listPublications, { query: { ...queryOf(state), limit: 200, cursor } })
      picked.push(...page.rows)
      cursor = page.next ?? undefined
    } while (cursor)
  }
  const failed = picked.filter((row) => row.state === 'failed')
  return { failed, others: picked.length - failed.length }
}

/** Null when it is on its way again, else why not. */
async function retried({ id, version }: PublicationRow): Promise<string | null> {
  try {
    await call(retryPublication, { params: { id }, body: { version } })
    return null
  } catch (error) {
    return messageOf(error)
  }
}
