import { Button, Form, Modal } from 'antd'
import { useState } from 'react'
import { type FilingDone, fileAccounts } from '../../../src/accounts/national.contract.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { numberText } from '../../ui/number-text.ts'
import { queryClient, useDo } from '../../ui/queries.ts'
import type { TargetInput } from './ledger-state.ts'
import { Refusals } from './national-bulk.tsx'

type Given = { target: TargetInput; count: number; onDone: () => void }
type Result = Omit<FilingDone, 'count' | 'jobId'>

/** 办理备案 of existing accounts: the complete ones are filed, the others are listed with what is missing (指南§6.2). */
export function FilingButton({ target, count, onDone }: Given) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        办理备案
      </Button>
      {open ? <FilingDialog {...{ target, count, onDone }} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function FilingDialog({ target, count, onDone, onClose }: Given & { onClose: () => void }) {
  const [form] = Form.useForm<{ filedOn?: string | null }>()
  const errors = useFormErrors(form)
  const [answer, setAnswer] = useState<FilingDone | null>(null)
  const save = useDo(fileAccounts, {
    invalidates: ['/api/accounts', '/api/national'],
    onDone: setAnswer,
    onFail: errors.show,
  })
  const close = () => {
    onClose()
    if (answer) onDone()
  }
  return (
    <Modal
      open
      title={`办理备案（${numberText(count)} 个账号）`}
      okText={answer ? '完成' : '办理备案'}
      cancelText="取消"
      confirmLoading={save.busy}
      onOk={answer ? close : () => form.submit()}
      onCancel={close}
      {...(answer ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
    >
      {answer ? (
        <Outcome answer={answer} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          onFinish={({ filedOn }) => save.run({ body: { target, ...(filedOn ? { filedOn } : {}) } })}
        >
          <FormErrors of={errors} />
          <p>备案内容齐全的账号登记备案日期；有缺项的不办理，并逐个列出缺项。已备案的保持原日期。</p>
          <Form.Item name="filedOn" label="备案日期" extra="不填为今天">
            <DayInput />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}

function Outcome({ answer }: { answer: FilingDone }) {
  const [ended, setEnded] = useState<Result | null>(null)
  if (answer.jobId && !ended) {
    return (
      <JobProgress
        id={answer.jobId}
        onEnd={(job) => {
          if (job.state === 'done') setEnded(job.result as Result) // written by the job
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/accounts'),
          })
        }}
      />
    )
  }
  const { filed, already, closed, incomplete, incompleteCount } = ended ?? answer
  const rest = [
    already > 0 ? `此前已备案 ${numberText(already)} 个` : null,
    closed > 0 ? `已注销 ${numberText(closed)} 个` : null,
    incompleteCount > 0 ? `未能备案 ${numberText(incompleteCount)} 个` : null,
  ].filter((part) => part !== null)
  return (
    <div role="status">
      <p>
        新备案 {numberText(filed)} 个账号{rest.length > 0 ? `；${rest.join('，')}` : ''}。
      </p>
      <Refusals rows={incomplete} more={incompleteCount - incomplete.length} />
    </div>
  )
}
