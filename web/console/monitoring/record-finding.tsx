import { Button, Drawer, Form, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { uploadEvidence } from '../../../src/files/files.contract.ts'
import { type FindingView, recordFinding } from '../../../src/monitoring/monitoring.contract.ts'
import { AccountSelect } from '../../ui/account-select.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'

type Given = {
  accountId?: string | undefined
  kinds: readonly { value: string; label: string }[]
  onClose: () => void
  onDone: (finding: FindingView) => void
}
type Values = {
  accountId: string
  kind: FindingView['kind']
  occurredOn: string
  title: string
  detail?: string
  evidenceUrl?: string
}

/** Records a finding by hand: whose, what, when, and the evidence. */
export function RecordFinding({ accountId, kinds, onClose, onDone }: Given) {
  const phone = usePhone()
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const [evidence, setEvidence] = useState<{ id: string; name: string } | null>(null)
  const upload = useDo(uploadEvidence, { onDone: ({ id, name }) => setEvidence({ id, name }), onFail: errors.show })
  const save = useDo(recordFinding, {
    invalidates: ['/api/findings', '/api/accounts', '/api/posts', '/api/dashboard'],
    success: '问题已登记',
    onDone,
    onFail: errors.show,
  })
  const submit = ({ evidenceUrl, detail, ...values }: Values) => {
    errors.clear()
    save.run({
      body: {
        ...values,
        detail: detail ?? '',
        evidenceUrl: evidenceUrl?.trim() || null,
        evidenceFileId: evidence?.id ?? null,
      },
    })
  }
  return (
    <Drawer
      open
      title="登记问题"
      size={phone ? '100%' : 560}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" loading={save.busy} onClick={() => form.submit()}>
            登记
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        onFinishFailed={errors.showFields}
        initialValues={{ accountId }}
      >
        <FormErrors of={errors} />
        <Form.Item name="accountId" label="账号" rules={[{ required: true, message: '请选择账号' }]}>
          <AccountSelect />
        </Form.Item>
        <Form.Item name="kind" label="问题类型" rules={[{ required: true, message: '请选择问题类型' }]}>
          <Select options={[...kinds]} placeholder="括号内为计入的考核指标" />
        </Form.Item>
        <Form.Item name="occurredOn" label="发生日期" rules={[{ required: true, message: '请填写发生日期' }]}>
          <DayInput />
        </Form.Item>
        <Form.Item name="title" label="问题" rules={[{ required: true, whitespace: true, message: '请写明问题' }]}>
          <Input maxLength={200} showCount placeholder="一句话写明哪里有什么问题" />
        </Form.Item>
        <Form.Item name="detail" label="详情">
          <Input.TextArea rows={4} maxLength={4000} showCount />
        </Form.Item>
        <Form.Item name="evidenceUrl" label="佐证链接" extra="佐证链接和佐证材料至少有一项">
          <Input placeholder="https://" maxLength={2000} />
        </Form.Item>
        <Form.Item label="佐证材料" extra="图片、PDF、docx、xlsx，不超过 20 MiB">
          <Upload
            maxCount={1}
            fileList={evidence ? [{ uid: evidence.id, name: evidence.name, status: 'done' }] : []}
            beforeUpload={(file) => {
              errors.clear()
              upload.run({ file, body: {} })
              return false
            }}
            onRemove={() => setEvidence(null)}
          >
            <Button loading={upload.busy}>上传材料</Button>
          </Upload>
        </Form.Item>
      </Form>
    </Drawer>
  )
}
