import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { unmaskUnitPhone } from '../../../src/units/unit.contract.ts'
import { unmaskUserPhone } from '../../../src/units/user.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMay } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'

const endpoints = { unit: unmaskUnitPhone, user: unmaskUserPhone } as const

type Given = { of: keyof typeof endpoints; id: string; name: string; mask: string | null }

/** A masked telephone number; whoever may see the whole says why, and it is audited. */
export function Phone({ of, id, name, mask }: Given) {
  const may = useMay('personal.unmask')
  const [asking, setAsking] = useState(false)
  const [phone, setPhone] = useState<string | null>(null)
  if (!mask) return <span className="quiet">未登记</span>
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {phone ?? mask}
      {may && phone === null ? (
        <Button type="link" size="small" aria-label={`查看${name}的完整号码`} onClick={() => setAsking(true)}>
          查看
        </Button>
      ) : null}
      {asking ? <Ask {...{ of, id, name }} onClose={() => setAsking(false)} onShown={setPhone} /> : null}
    </span>
  )
}

type AskGiven = Omit<Given, 'mask'> & { onClose: () => void; onShown: (phone: string) => void }

function Ask({ of, id, name, onClose, onShown }: AskGiven) {
  const [form] = Form.useForm<{ reason: string }>()
  const errors = useFormErrors(form)
  const show = useDo(endpoints[of], {
    onDone: ({ phone }) => {
      onShown(phone)
      onClose()
    },
    onFail: errors.show,
  })
  return (
    <Modal
      open
      title={`查看联系电话：${name}`}
      okText="查看"
      cancelText="取消"
      confirmLoading={show.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>完整号码属于个人信息，查看人、时间和事由会记入审计日志。</p>
      <Form form={form} layout="vertical" onFinish={(body) => show.run({ params: { id }, body })}>
        <FormErrors of={errors} />
        <Form.Item name="reason" label="查看事由" rules={[{ required: true, min: 2, message: '请写明事由' }]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
