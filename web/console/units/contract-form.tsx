import { Button, Drawer, Form, Input } from 'antd'
import type { Dayjs } from 'dayjs'
import { registerContract } from '../../../src/units/contracts.contract.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { UnitSelect } from './unit-select.tsx'

type Fields = {
  contractorUnitId: string
  hostUnitId: string
  contractNo?: string
  duties: string
  term: [Dayjs, Dayjs]
  ndaSignedOn: Dayjs
  ndaEndsOn: Dayjs
}

/** A contract with its NDA. A host unit registers its own; a supervisor chooses the host unit. */
export function ContractForm({ host, onClose }: { host?: { id: string; name: string }; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const register = useDo(registerContract, {
    onDone: onClose,
    onFail: errors.show,
    invalidates: ['/api/contracts'],
    success: '已登记',
  })
  const day = (at: Dayjs) => at.format('YYYY-MM-DD')
  return (
    <Drawer
      open
      size={520}
      title="登记委托合同与保密协议"
      onClose={onClose}
      footer={
        <Button type="primary" loading={register.busy} onClick={() => form.submit()}>
          登记
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={host ? { hostUnitId: host.id } : {}}
        onFinish={({ term, ndaSignedOn, ndaEndsOn, ...rest }) => {
          errors.clear()
          const [startsOn, endsOn] = term
          const days = {
            startsOn: day(startsOn),
            endsOn: day(endsOn),
            ndaSignedOn: day(ndaSignedOn),
            ndaEndsOn: day(ndaEndsOn),
          }
          register.run({ body: { ...rest, ...days } })
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <Form.Item name="hostUnitId" label="主办单位（委托方）" rules={[{ required: true, message: '请选择主办单位' }]}>
          {host ? <UnitSelect known={host} kinds={['hostUnit']} /> : <UnitSelect kinds={['hostUnit']} />}
        </Form.Item>
        <Form.Item
          name="contractorUnitId"
          label="第三方运营机构（受托方）"
          extra="须为下属企事业单位、主流新闻媒体或有资质的主流新闻网站，不得转包"
          rules={[{ required: true, message: '请选择第三方运营机构' }]}
        >
          <UnitSelect kinds={['contractor']} />
        </Form.Item>
        <Form.Item name="contractNo" label="合同编号">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="term" label="合同起止日期" rules={[{ required: true, message: '请选择合同起止日期' }]}>
          <DatePicker.RangePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="ndaSignedOn" label="保密协议签订日期" rules={[{ required: true, message: '请选择签订日期' }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="ndaEndsOn" label="保密协议有效期至" rules={[{ required: true, message: '请选择有效期' }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="duties" label="约定权责" rules={[{ required: true, min: 4, message: '请写明约定的权责' }]}>
          <Input.TextArea
            rows={4}
            maxLength={2000}
            showCount
            placeholder="如：负责图文编辑与预审，不负责终审和账号密码保管"
          />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
