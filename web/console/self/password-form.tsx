import { Button, Form, Input } from 'antd'
import { changePassword } from '../../../src/identity/identity.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'

type Fields = { current: string; next: string; again: string }

export function PasswordForm({ onDone }: { onDone: () => unknown }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const save = useDo(changePassword, {
    success: '密码已修改',
    onDone: async () => {
      form.resetFields()
      await onDone()
    },
    onFail: errors.show,
  })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ current, next }) => {
        errors.clear()
        save.run({ body: { current, next } })
      }}
      onFinishFailed={errors.showFields}
    >
      <FormErrors of={errors} />
      <Form.Item name="current" label="当前密码" rules={[{ required: true, message: '请输入当前密码' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label="新密码"
        extra="不少于 10 个字符，包含大写字母、小写字母、数字、符号中的至少 3 类；不能包含用户名、单位名称，不能是常见密码"
        rules={[{ required: true, message: '请输入新密码' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再次输入新密码"
        dependencies={['next']}
        rules={[
          {
            validator: async (_, value) => {
              if (value !== form.getFieldValue('next')) throw new Error('两次输入的新密码不一致')
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.busy}>
        修改密码
      </Button>
    </Form>
  )
}
