import { Button, Drawer, Form, Input, InputNumber, Upload } from 'antd'
import { useState } from 'react'
import { enterPledge } from '../../../src/accounts/pledge.contract.ts'
import { pledgeMeasures, reviewDayOf } from '../../../src/accounts/pledge.rules.ts'
import { uploadEvidence } from '../../../src/files/files.contract.ts'
import { AccountSelect } from '../../ui/account-select.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'

type Values = {
  accountId: string
  followers: number
  postsPerMonth: number
  averageReads: number
  promisedOn: string
  startsOn: string
  note?: string
}

/** Enters what an existing account has promised on paper: the three numbers and their evidence. */
export function EnterPledge({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const phone = usePhone()
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const [paper, setPaper] = useState<{ id: string; name: string } | null>(null)
  const upload = useDo(uploadEvidence, { onDone: ({ id, name }) => setPaper({ id, name }), onFail: errors.show })
  const save = useDo(enterPledge, {
    invalidates: ['/api/pledges', '/api/accounts'],
    success: '书面承诺已补录',
    onDone: ({ id }) => onDone(id),
    onFail: errors.show,
  })
  const startsOn = Form.useWatch('startsOn', form)
  const submit = (values: Values) => {
    errors.clear()
    save.run({ body: { ...values, note: values.note ?? '', evidenceFileId: paper?.id ?? '' } })
  }
  const number = (name: keyof typeof pledgeMeasures, most: number) => (
    <Form.Item
      name={name}
      label={`${pledgeMeasures[name].zh}${pledgeMeasures[name].unit ? `（${pledgeMeasures[name].unit}）` : ''}`}
      rules={[{ required: true, message: `请填写承诺的${pledgeMeasures[name].zh}` }]}
    >
      <InputNumber min={0} max={most} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
  return (
    <Drawer
      open
      title="补录书面承诺"
      size={phone ? '100%' : 560}
      onClose={onClose}
      footer={
        <div className="pledge-buttons">
          <Button type="primary" loading={save.busy} onClick={() => form.submit()}>
            补录
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      }
    >
      <p className="quiet">
        用于存量账号：开设时已书面提交《账号开设承诺函》，但没有通过本平台申请的。补录后不能修改，请核对无误。
      </p>
      <Form form={form} layout="vertical" onFinish={submit} onFinishFailed={errors.showFields}>
        <FormErrors of={errors} />
        <Form.Item name="accountId" label="账号" rules={[{ required: true, message: '请选择账号' }]}>
          <AccountSelect />
        </Form.Item>
        {number('followers', 999_999_999_999)}
        {number('postsPerMonth', 999_999)}
        {number('averageReads', 999_999_999_999)}
        <Form.Item name="promisedOn" label="承诺日期" rules={[{ required: true, message: '请填写承诺日期' }]}>
          <DayInput />
        </Form.Item>
        <Form.Item
          name="startsOn"
          label="一年期起算日"
          rules={[{ required: true, message: '请填写起算日' }]}
          extra={startsOn ? `考核日为 ${reviewDayOf(startsOn)}` : '一般为账号开设日期'}
        >
          <DayInput />
        </Form.Item>
        <Form.Item label="书面承诺" required extra="承诺函的图片或 PDF、docx，不超过 20 MiB">
          <Upload
            maxCount={1}
            fileList={paper ? [{ uid: paper.id, name: paper.name, status: 'done' }] : []}
            beforeUpload={(file) => {
              errors.clear()
              upload.run({ file, body: {} })
              return false
            }}
            onRemove={() => setPaper(null)}
          >
            <Button loading={upload.busy}>上传承诺函</Button>
          </Upload>
        </Form.Item>
        <Form.Item name="note" label="备注">
          <Input.TextArea rows={2} maxLength={1000} showCount />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
