import { Button, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { accountTags, bulkReminders, bulkTags } from '../../../src/accounts/accounts.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import type { Selection } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { queryClient, useAsk, useDo } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { FilingButton } from './filing-dialog.tsx'
import { type LedgerUrl, type TargetInput, targetOf } from './ledger-state.ts'

type Given = { selection: Selection; state: LedgerUrl; onDone: () => void }

/** What can be done with the ticked accounts, or with all that match. */
export function BulkBar({ selection, state, onDone }: Given) {
  const mayTag = useMay('account.edit')
  const mayRemind = useMay('account.manage')
  const message = useToast()
  const [tagging, setTagging] = useState(false)
  const target = targetOf(selection, state)
  const count = selection.kind === 'all' ? selection.count : selection.ids.length
  const remind = async () => {
    const told = await call(bulkReminders, { body: { target } })
    if (told.people === 0) throw new Error(toldNobody(told.count))
    const missed = told.unreached > 0 ? `；另有 ${told.unreached} 个账号的主办单位没有账号管理员` : ''
    message.success(`已提醒 ${told.people} 人补全 ${told.count - told.unreached} 个账号${missed}`)
    onDone()
  }
  return (
    <>
      {mayTag ? (
        <Button size="small" onClick={() => setTagging(true)}>
          调整标签
        </Button>
      ) : null}
      {mayRemind ? <FilingButton {...{ target, count, onDone }} /> : null}
      {mayRemind ? (
        <ConfirmDo
          size="small"
          label="提醒补全资料"
          consequence={`所选 ${count} 个账号中备案资料不全的，将向其主办单位的账号管理员发送站内消息，发出后无法撤回。`}
          onConfirm={remind}
        />
      ) : null}
      {tagging ? <TagDialog {...{ target, count, onDone }} onClose={() => setTagging(false)} /> : null}
    </>
  )
}

function toldNobody(count: number): string {
  return count === 0 ? '所选账号的备案资料均已齐全，无需提醒' : '这些账号的主办单位都没有账号管理员，未发出提醒'
}

type DialogGiven = { target: TargetInput; count: number; onDone: () => void; onClose: () => void }

function TagDialog({ target, count, onDone, onClose }: DialogGiven) {
  const [form] = Form.useForm<{ add?: string[]; remove?: string[] }>()
  const errors = useFormErrors(form)
  const message = useToast()
  const { data } = useAsk(accountTags)
  const [jobId, setJobId] = useState<string | null>(null)
  const finish = () => {
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/accounts') })
  }
  const save = useDo(bulkTags, {
    onDone: (answer) => {
      if (answer.jobId) return setJobId(answer.jobId)
      message.success(`已调整 ${answer.count} 个账号的标签`)
      finish()
      onClose()
      onDone()
    },
    onFail: errors.show,
  })
  const options = (data?.rows ?? []).map(({ tag }) => ({ value: tag, label: tag }))
  return (
    <Modal
      open
      title={`调整 ${count} 个账号的标签`}
      okText="调整标签"
      cancelText={jobId ? '关闭' : '取消'}
      confirmLoading={save.busy}
      okButtonProps={{ disabled: jobId !== null }}
      onOk={() => form.submit()}
      onCancel={() => {
        onClose()
        if (jobId) onDone()
      }}
    >
      {jobId ? (
        <JobProgress id={jobId} onEnd={finish} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          onFinish={({ add = [], remove = [] }) => save.run({ body: { target, add, remove } })}
        >
          <FormErrors of={errors} />
          <Form.Item name="add" label="增加标签" extra="可直接输入新标签，回车确认">
            <Select mode="tags" options={options} maxCount={20} placeholder="选择或输入" />
          </Form.Item>
          <Form.Item name="remove" label="移除标签">
            <Select mode="multiple" options={options} placeholder="选择" />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
