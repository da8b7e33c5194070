import { Button, Form, Input, Upload } from 'antd'
import { useState } from 'react'
import { type ProposalView, stateCleanup } from '../../../src/accounts/cleanup.contract.ts'
import { uploadEvidence } from '../../../src/files/files.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { touched } from './refresh.ts'

/** 陈述: what the host unit has to say, with a paper where it has one. */
export function StatementForm({ proposal }: { proposal: ProposalView }) {
  const [form] = Form.useForm<{ text: string }>()
  const errors = useFormErrors(form)
  const [paper, setPaper] = useState<{ id: string; name: string } | null>(null)
  const upload = useDo(uploadEvidence, { onDone: ({ id, name }) => setPaper({ id, name }), onFail: errors.show })
  const state = useDo(stateCleanup, { invalidates: touched, success: '陈述已提交', onFail: errors.show })
  return (
    <section className="cleanup-block">
      <h3>陈述</h3>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ text }) => {
          errors.clear()
          state.run({
            params: { id: proposal.id },
            body: { text, fileId: paper?.id ?? null, version: proposal.version },
          })
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <p className="quiet">对依据有异议的，请写明哪一项、正确的情况是什么；提交后不能修改。</p>
        <Form.Item
          name="text"
          label={`请在 ${proposal.dueOn} 前说明情况`}
          rules={[{ required: true, min: 10, message: '请写明情况（至少 10 个字）' }]}
        >
          <Input.TextArea rows={5} maxLength={4000} showCount />
        </Form.Item>
        <Form.Item label="佐证材料" extra="图片、PDF、docx、xlsx，不超过 20 MiB，可不填">
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
            <Button loading={upload.busy}>上传材料</Button>
          </Upload>
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={state.busy}>
          提交陈述
        </Button>
      </Form>
    </section>
  )
}
