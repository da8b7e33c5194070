import { Button, Form, Input, Radio } from 'antd'
import { type CleanupCase, decideCleanup, type ProposalView } from '../../../src/accounts/cleanup.contract.ts'
import { proposalKinds } from '../../../src/accounts/cleanup-proposal.rules.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { clauseName } from './cleanup-words.tsx'
import { refreshCleanup, touched } from './refresh.ts'

type Values = { decision: 'close' | 'keep'; reason: string; until?: string }

/** 注销 or 保留, on the facts that are shown; when they have changed, the newer ones are shown and nothing is decided. */
export function DecisionForm({ found, proposal }: { found: CleanupCase; proposal: ProposalView }) {
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const decision = Form.useWatch('decision', form)
  const decide = useDo(decideCleanup, {
    invalidates: touched,
    success: '已决定',
    onFail: (error) => {
      errors.show(error)
      if (error.status === 409) void refreshCleanup()
    },
  })
  const clauses = proposal.kind === 'cleanup' ? found.clauses : found.unfit
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={({ until, ...values }) => {
        errors.clear()
        decide.run({
          params: { id: proposal.id },
          body: {
            ...values,
            until: values.decision === 'keep' ? (until ?? null) : null,
            seen: found.hash,
            version: proposal.version,
          },
        })
      }}
      onFinishFailed={errors.showFields}
    >
      <FormErrors of={errors} />
      <Form.Item name="decision" label="决定" rules={[{ required: true, message: '请选择注销或保留' }]}>
        <Radio.Group
          options={[
            { value: 'close', label: '注销', disabled: clauses.length === 0 },
            { value: 'keep', label: '予以保留（例外）' },
          ]}
        />
      </Form.Item>
      {clauses.length === 0 ? <p className="quiet">按最新的判断，该账号已不符合任何一项标准，不能决定注销。</p> : null}
      {decision === 'close' ? (
        <p className="quiet">
          将以{clauses.map(clauseName).join('、')}为由启动注销（指南§6.4），主办单位原则上 1
          年内不可再申请新开账号（指南§{proposalKinds.unfit.clause}）。
        </p>
      ) : null}
      {decision === 'keep' ? (
        <Form.Item
          name="until"
          label="保留至"
          extra="到期或出现新的情形时可以重新发起清理"
          rules={[{ required: true, message: '请填写保留到哪一天' }]}
        >
          <DayInput ahead />
        </Form.Item>
      ) : null}
      <Form.Item name="reason" label="理由" rules={[{ required: true, min: 4, message: '请写明理由（至少 4 个字）' }]}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item>
        <Button type="primary" danger={decision === 'close'} htmlType="submit" loading={decide.busy}>
          {decision === 'keep' ? '决定保留' : decision === 'close' ? '决定注销' : '提交决定'}
        </Button>
      </Form.Item>
    </Form>
  )
}
