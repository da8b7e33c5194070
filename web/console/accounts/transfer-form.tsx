import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { type CustodyView, listKeepers, startTransfer } from '../../../src/accounts/custody.contract.ts'
import { type CustodyItem, custodyItems } from '../../../src/accounts/custody.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'

type Fields = { toUserId: string; items: CustodyItem[]; reason: string }

/** Begins a hand-over; it counts when the receiver has confirmed. */
export function TransferForm({
  accountId,
  items,
  onClose,
}: {
  accountId: string
  items: readonly CustodyView[]
  onClose: () => void
}) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const { data, isPending } = useAsk(listKeepers, { params: { id: accountId } })
  const start = useDo(startTransfer, {
    success: '已发起，等待接收人确认',
    invalidates: ['/api/accounts'],
    onDone: onClose,
    onFail: errors.show,
  })
  const kept = items.filter((item) => item.keeper && item.todo !== 'unconfirmed')
  return (
    <Drawer
      open
      size={520}
      title="办理保管交接"
      onClose={onClose}
      footer={
        <Button type="primary" loading={start.busy} onClick={() => form.submit()}>
          发起交接
        </Button>
      }
    >
      <p className="quiet">发起后通知接收人。双方当面清点，接收人确认后保管人变更；交接单可下载打印、签字存档。</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={(body) => {
          errors.clear()
          start.run({ params: { id: accountId }, body })
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <Form.Item
          name="items"
          label="交接事项"
          extra="一张交接单只有一个移交人；由不同人保管的请分别办理"
          rules={[{ required: true, message: '请选择交接事项' }]}
        >
          <Checkbox.Group
            options={kept.map(({ item, keeper }) => ({
              value: item,
              label: `${custodyItems[item].zh}（${keeper?.name}）`,
            }))}
          />
        </Form.Item>
        <Form.Item name="toUserId" label="接收人" rules={[{ required: true, message: '请选择接收人' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={isPending}
            placeholder="请选择"
            notFoundContent="没有可接收的人员，请先在“人员与职责”中登记"
            options={(data?.rows ?? []).map((one) => ({ value: one.id, label: `${one.name}（${one.unitName}）` }))}
          />
        </Form.Item>
        <Form.Item name="reason" label="交接事由" rules={[{ required: true, min: 2, message: '请写明交接事由' }]}>
          <Input.TextArea rows={3} maxLength={200} showCount placeholder="如：轮岗、休假、离职" />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
