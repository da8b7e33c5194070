import { Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import {
  type BulkDone,
  correctNational,
  markNational,
  requestShutdowns,
} from '../../../src/accounts/national.contract.ts'
import { nationalSteps, type PersonAction, stepOf } from '../../../src/accounts/national.rules.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import type { Selection } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { queryClient, useDo } from '../../ui/queries.ts'
import { type NationalTargetInput, type NationalUrl, nationalPaths, targetOf } from './national-state.ts'

type Act = { kind: 'mark'; action: PersonAction } | { kind: 'correct' }
type Given = { selection: Selection; state: NationalUrl; onDone: () => void }

/** What can be done with the ticked accounts or with all that match. A manager marks her own shutdown requests only. */
export function NationalBulk({ selection, state, onDone }: Given) {
  const manages = useMay('national.manage')
  const [act, setAct] = useState<Act | null>(null)
  const target = targetOf(selection, state)
  const count = selection.kind === 'all' ? selection.count : selection.ids.length
  const marks = nationalSteps
    .filter((step) => step.by === 'person')
    .map(({ action, zh }) => ({ key: action, label: zh }))
  return (
    <>
      {manages ? (
        <>
          <Button size="small" type="primary" onClick={() => setAct({ kind: 'mark', action: 'report' })}>
            标记为已报送
          </Button>
          <Button size="small" onClick={() => setAct({ kind: 'correct' })}>
            以全国系统为准更正台账
          </Button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: marks.filter(({ key }) => key !== 'report'),
              // The keys are the actions above.
              onClick: ({ key }) => setAct({ kind: 'mark', action: key as PersonAction }),
            }}
          >
            <Button size="small">其他标记</Button>
          </Dropdown>
        </>
      ) : (
        <Button size="small" onClick={() => setAct({ kind: 'mark', action: 'requestShutdown' })}>
          标记关停申请已提交
        </Button>
      )}
      {act ? <ActDialog act={act} target={target} count={count} onDone={onDone} onClose={() => setAct(null)} /> : null}
    </>
  )
}

const consequences: Record<PersonAction | 'correct', string> = {
  report: '请确认已在全国系统录入或提交报送表。标记后状态为“已报送”，导入名单后自动转为“已收录”或“有差异”。',
  takeBackReport: '状态改回“未报送”。',
  requestShutdown: '请确认已在全国系统提交关停申请（指南§6.4(4)）。只对办理注销中或已注销的账号有效。',
  takeBackShutdown: '撤销后按最近名单的核对结果显示状态。',
  confirmShutdown: '请确认全国系统已显示关停。',
  correct: '台账中与全国系统不一致的项目改为全国系统的值，并记入账号历史。联系电话与状态不在此更正。',
}

type DialogGiven = { act: Act; target: NationalTargetInput; count: number; onDone: () => void; onClose: () => void }

function ActDialog({ act, target, count, onDone, onClose }: DialogGiven) {
  const manages = useMay('national.manage')
  const [done, setDone] = useState<BulkDone | null>(null)
  const options = { invalidates: nationalPaths, onDone: setDone }
  const mark = useDo(markNational, options)
  const ask = useDo(requestShutdowns, options)
  const correct = useDo(correctNational, options)
  const words = act.kind === 'correct' ? '更正台账' : stepOf(act.action).zh
  const run = () => {
    if (act.kind === 'correct') correct.run({ body: { target } })
    else if (!manages && act.action === 'requestShutdown') ask.run({ body: { target } })
    else mark.run({ body: { target, action: act.action } })
  }
  const close = () => {
    onClose()
    if (done) onDone()
  }
  return (
    <Modal
      open
      title={`${words}（${numberText(count)} 个账号）`}
      okText={done ? '完成' : words}
      cancelText="取消"
      confirmLoading={mark.busy || ask.busy || correct.busy}
      onOk={done ? close : run}
      onCancel={close}
      {...(done ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
    >
      {done ? <Outcome done={done} /> : <p>{consequences[act.kind === 'correct' ? 'correct' : act.action]}</p>}
    </Modal>
  )
}

/** How many were done, and which were not and why; of a long one, its progress first. */
export function Outcome({ done }: { done: BulkDone }) {
  const [ended, setEnded] = useState<Omit<BulkDone, 'count' | 'jobId'> | null>(null)
  if (done.jobId && !ended) {
    return (
      <JobProgress
        id={done.jobId}
        onEnd={(job) => {
          if (job.state === 'done') setEnded(job.result as Omit<BulkDone, 'count' | 'jobId'>) // written by the job
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) => nationalPaths.some((path) => String(queryKey[0]).startsWith(path)),
          })
        }}
      />
    )
  }
  const { done: finished, refused, refusedCount } = ended ?? done
  return (
    <div role="status">
      <p>
        已办理 {numberText(finished)} 个账号
        {refusedCount > 0 ? `，${numberText(refusedCount)} 个未办理：` : '。'}
      </p>
      <Refusals rows={refused} more={refusedCount - refused.length} />
    </div>
  )
}

export function Refusals({ rows, more }: { rows: BulkDone['refused']; more: number }) {
  if (rows.length === 0) return null
  return (
    <>
      <ul className="national-refused">
        {rows.map(({ ledgerNo, name, reason }) => (
          <li key={ledgerNo}>
            {name}（{ledgerNo}）：{reason}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="quiet">另有 {numberText(more)} 个未列出。</p> : null}
    </>
  )
}
