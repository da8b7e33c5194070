import { Button, Form, Input, Radio } from 'antd'
import dayjs from 'dayjs'
import { decidePledge, evaluatePledge, type PledgeView } from '../../../src/accounts/pledge.contract.ts'
import { type PledgeDecision, pledgeDecisions } from '../../../src/accounts/pledge.rules.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'

type Values = { decision: PledgeDecision; reason: string; until?: dayjs.Dayjs | null }

const consequences: Record<PledgeDecision, string> = {
  met: '考核结束，账号继续运营。',
  extended: '到期后按届时前一年的数据重新核算，再作结论。',
  closed:
    '立即为该账号启动注销，由主办单位按指南§6.4 的四个步骤办理；注销完成后，主办单位一年内不可再申请新开账号（§6.1.2）。',
}
const invalidates = ['/api/pledges', '/api/accounts', '/api/applications', '/api/dashboard']

/** The supervisor's conclusion, on the facts that stand above it. */
export function DecidePledge({ pledge }: { pledge: PledgeView }) {
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const evaluate = useDo(evaluatePledge, { invalidates: ['/api/pledges'], success: '已按最新数据核算' })
  const decide = useDo(decidePledge, { invalidates, success: '考核结论已登记，并通知主办单位', onFail: errors.show })
  const decision = Form.useWatch('decision', form)
  const again = (
    <Button loading={evaluate.busy} onClick={() => evaluate.run({ params: { id: pledge.id } })}>
      {pledge.facts ? '按最新数据重新核算' : '核算实际数据'}
    </Button>
  )
  if (!pledge.basis || pledge.stale) {
    return (
      <section className="pledge-section" aria-label="考核结论">
        <h3>考核结论</h3>
        <p role="status">
          {pledge.facts
            ? '核算以后又有新数据导入，请先重新核算，再作结论。'
            : '考核日已到，系统将在下一个工作日早上自动核算，也可以现在核算。'}
        </p>
        {again}
      </section>
    )
  }
  const submit = ({ decision, reason, until }: Values) => {
    errors.clear()
    decide.run({
      params: { id: pledge.id },
      body: {
        version: pledge.version,
        basis: pledge.basis ?? '',
        decision,
        reason,
        until: decision === 'extended' && until ? until.format('YYYY-MM-DD') : null,
      },
    })
  }
  return (
    <section className="pledge-section" aria-label="考核结论">
      <h3>考核结论</h3>
      <Form form={form} layout="vertical" onFinish={submit} onFinishFailed={errors.showFields}>
        <FormErrors of={errors} />
        <Form.Item
          name="decision"
          label="结论"
          rules={[{ required: true, message: '请选择考核结论' }]}
          extra={decision ? consequences[decision] : '以上核算结果供参考，结论由主管单位综合考量后作出。'}
        >
          <Radio.Group
            options={Object.entries(pledgeDecisions).map(([value, label]) => ({
              value,
              label,
              disabled: value === 'closed' && pledge.outcome === 'met',
            }))}
          />
        </Form.Item>
        {decision === 'extended' ? (
          <Form.Item name="until" label="整改期限" rules={[{ required: true, message: '请填写整改期限' }]}>
            <DatePicker
              minDate={dayjs().add(1, 'day')}
              maxDate={dayjs().add(1, 'year')}
              placeholder="最长一年"
              style={{ width: 200 }}
            />
          </Form.Item>
        ) : null}
        <Form.Item name="reason" label="理由" rules={[{ required: true, whitespace: true, message: '请写明理由' }]}>
          <Input.TextArea rows={3} maxLength={1000} showCount />
        </Form.Item>
        <div className="pledge-buttons">
          <Button type="primary" danger={decision === 'closed'} htmlType="submit" loading={decide.busy}>
            {decision ? pledgeDecisions[decision] : '登记结论'}
          </Button>
          {again}
        </div>
      </Form>
    </section>
  )
}
