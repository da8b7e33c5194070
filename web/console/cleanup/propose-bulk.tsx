import { Modal } from 'antd'
import { useState } from 'react'
import {
  type CleanupFilterInput,
  ProposalAnswer,
  proposeCleanup,
  skipReasons,
} from '../../../src/accounts/cleanup.contract.ts'
import { type ProposalKind, proposalKindNames, proposalKinds } from '../../../src/accounts/cleanup-proposal.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import type { Selection } from '../../ui/ledger-table.tsx'
import { useToast } from '../../ui/toast.tsx'
import { refreshCleanup } from './refresh.ts'

type Given = { selection: Selection; filter: CleanupFilterInput; onDone: () => void }

/** Proposes the ticked accounts, or all that match; those that cannot be are counted and left alone. */
export function ProposeBulk({ selection, filter, onDone }: Given) {
  const message = useToast()
  const [jobId, setJobId] = useState<string | null>(null)
  const target = selection.kind === 'rows' ? { ids: selection.ids } : { filter }
  const count = selection.kind === 'all' ? selection.count : selection.ids.length
  const propose = async (kind: ProposalKind) => {
    const answer = await call(proposeCleanup, { body: { target, kind } })
    if (answer.jobId) return setJobId(answer.jobId)
    message.info(told(answer))
    await refreshCleanup()
    onDone()
  }
  return (
    <>
      {proposalKindNames.map((kind) => (
        <ConfirmDo
          key={kind}
          size="small"
          label={proposalKinds[kind].act}
          consequence={`所选 ${count} 个账号中符合指南§${proposalKinds[kind].clause}、且没有在办理或保留的，将通知其主办单位在 ${proposalKinds[kind].hearingWorkdays} 个工作日内陈述，其余不受影响。`}
          onConfirm={() => propose(kind)}
        />
      ))}
      <Modal
        open={jobId !== null}
        title="正在发起清理"
        footer={null}
        onCancel={() => {
          setJobId(null)
          onDone()
        }}
      >
        {jobId ? (
          <JobProgress
            id={jobId}
            onEnd={() => void refreshCleanup()}
            result={(job) => {
              const answer = ProposalAnswer.omit({ jobId: true }).safeParse(job.result)
              return answer.success ? <span>{told(answer.data)}</span> : null
            }}
          />
        ) : null}
      </Modal>
    </>
  )
}

function told({ proposed, skipped }: Pick<ProposalAnswer, 'proposed' | 'skipped'>): string {
  const left = (Object.keys(skipReasons) as (keyof typeof skipReasons)[])
    .filter((reason) => skipped[reason] > 0)
    .map((reason) => `${skipReasons[reason]} ${skipped[reason]} 个`)
  return `已发起 ${proposed} 个${left.length > 0 ? `；未发起：${left.join('，')}` : ''}`
}
