import { Button, Form, Input } from 'antd'
import { saveSite } from '../../../src/messages/channel-settings.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'

export function SiteForm({ site }: { site: string }) {
  const [form] = Form.useForm<{ site: string }>()
  const errors = useFormErrors(form)
  const save = useDo(saveSite, {
    success: '已保存',
    invalidates: ['/api/settings/channels'],
    onFail: errors.show,
  })
  return (
    <Form
      form={form}
      layout="vertical"
      className="setting-form"
      initialValues={{ site }}
      onFinish={(body) => {
        errors.clear()
        save.run({ body })
      }}
    >
      <FormErrors of={errors} />
      <Form.Item
        name="site"
        label="工作人员打开本平台的网址"
        extra="写入邮件和浙政钉消息的链接。留空则消息中不带链接，只提示登录平台查看"
      >
        <Input maxLength={200} placeholder="https://zhengmei.example.gov.cn" autoComplete="off" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.busy}>
        保存
      </Button>
    </Form>
  )
}
