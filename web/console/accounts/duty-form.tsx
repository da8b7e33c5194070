import { Form, Modal, Select } from 'antd'
import { listDutyPeople, type RosterDay, saveDutyDay } from '../../../src/accounts/custody.contract.ts'
import { shiftRoles } from '../../../src/accounts/custody.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'

type Fields = { leader: string[]; officer: string[] }

export function DutyForm({ day, onClose }: { day: RosterDay; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const { data, isPending } = useAsk(listDutyPeople)
  const save = useDo(saveDutyDay, {
    success: '已安排',
    invalidates: ['/api/duty-roster'],
    onDone: onClose,
    onFail: errors.show,
  })
  const options = (data?.rows ?? []).map((one) => ({ value: one.id, label: `${one.name}（${one.unitName}）` }))
  const still = (role: 'leader' | 'officer') => day[role].map(({ userId }) => userId)
  return (
    <Modal
      open
      title={`安排 ${day.day} 值班`}
      okText="保存"
      cancelText="取消"
      confirmLoading={save.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ leader: still('leader'), officer: still('officer') }}
        onFinish={(body) => {
          errors.clear()
          save.run({ params: { day: day.day }, body })
        }}
      >
        <FormErrors of={errors} />
        {(['leader', 'officer'] as const).map((role) => (
          <Form.Item key={role} name={role} label={shiftRoles[role].zh}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              loading={isPending}
              placeholder="可选多人"
              options={options}
            />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  )
}
