import { Button, Drawer, Form, Input, Select } from 'antd'
import { type CustodyView, keepItem, listKeepers } from '../../../src/accounts/custody.contract.ts'
import { custodyItems, secretRefusal } from '../../../src/accounts/custody.rules.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'

type Fields = { keeperId: string; since: string; place?: string; note?: string; phone?: string }

const noSecret = {
  validator: async (_: unknown, value: string | undefined) => {
    const refusal = value ? secretRefusal(value) : null
    if (refusal) throw new Error(refusal)
  },
}

/** Registers a keeper or corrects how something is kept; the keeper herself changes by a transfer. */
export function CustodyForm({
  accountId,
  item,
  onClose,
}: {
  accountId: string
  item: CustodyView
  onClose: () => void
}) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const { data, isPending } = useAsk(listKeepers, { params: { id: accountId } })
  const save = useDo(keepItem, {
    success: '已保存',
    invalidates: ['/api/accounts'],
    onDone: onClose,
    onFail: errors.show,
  })
  const { zh, hint } = custodyItems[item.item]
  const people = (data?.rows ?? []).map((one) => ({ value: one.id, label: `${one.name}（${one.unitName}）` }))
  if (item.keeper && !people.some(({ value }) => value === item.keeper?.id)) {
    people.unshift({ value: item.keeper.id, label: `${item.keeper.name}（${item.keeper.unitName}）` })
  }
  return (
    <Drawer
      open
      size={520}
      title={`${item.keeper ? '修改保管情况' : '登记保管人'}：${zh}`}
      onClose={onClose}
      footer={
        <Button type="primary" loading={save.busy} onClick={() => form.submit()}>
          保存
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ keeperId: item.keeper?.id, since: item.since, place: item.place, note: item.note }}
        onFinish={({ keeperId, since, place, note, phone }) => {
          errors.clear()
          const body = { keeperId, since, place: place || null, note: note || null, version: item.version }
          save.run({ params: { id: accountId, item: item.item }, body: { ...body, ...(phone ? { phone } : {}) } })
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <Form.Item
          name="keeperId"
          label="保管人"
          extra={item.keeper ? '更换保管人请办理交接' : '本单位的在岗人员，或有效委托机构的人员'}
          rules={[{ required: true, message: '请选择保管人' }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={isPending}
            disabled={item.keeper !== null}
            placeholder="请选择"
            options={people}
          />
        </Form.Item>
        <Form.Item name="since" label="保管起始日期" rules={[{ required: true, message: '请选择日期' }]}>
          <DayInput />
        </Form.Item>
        {item.item === 'phone' ? (
          <Form.Item
            name="phone"
            label="注册手机号"
            extra={item.phone ? `已登记 ${item.phone}，不修改请留空` : '加密保存，只显示前三位和后四位'}
          >
            <Input maxLength={20} autoComplete="off" />
          </Form.Item>
        ) : null}
        <Form.Item name="place" label="存放处" extra={hint} rules={[noSecret]}>
          <Input maxLength={200} placeholder="如：办公室保密柜二层，密封袋 3 号" />
        </Form.Item>
        <Form.Item name="note" label="备注" rules={[noSecret]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
