import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { type ChannelSettings, saveEmailChannel } from '../../../src/messages/channel-settings.contract.ts'
import { type Security, securities } from '../../../src/messages/channel-settings.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { InnerSwitch } from './inner-switch.tsx'
import { SecretField } from './secret-field.tsx'
import { TestButton, type Tested, TestResult } from './test-button.tsx'

type Stored = ChannelSettings['email']
type Fields = Omit<Stored, 'hasPassword'> & { password?: string }

export function EmailForm({ stored: { hasPassword, ...stored } }: { stored: Stored }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const [tested, setTested] = useState<Tested>(null)
  const [saves, setSaves] = useState(0)
  const save = useDo(saveEmailChannel, {
    success: '已保存',
    invalidates: ['/api/settings/channels'],
    onDone: () => {
      form.resetFields(['password'])
      setSaves(saves + 1)
    },
    onFail: errors.show,
  })
  const choose = (security: Security) => form.setFieldValue('port', securities[security].port)
  return (
    <Form
      form={form}
      layout="vertical"
      className="setting-form"
      initialValues={stored}
      onFinish={({ password, ...body }) => {
        errors.clear()
        setTested(null)
        save.run({ body: { ...stored, ...body, ...(password ? { password } : {}) } })
      }}
      onFinishFailed={errors.showFields}
    >
      <FormErrors of={errors} />
      <p className="quiet">邮件带标题、正文和链接。请使用本单位的工作邮箱服务器。</p>
      <Form.Item name="on" label="启用邮件通道" valuePropName="checked">
        <Switch checkedChildren="启用" unCheckedChildren="停用" />
      </Form.Item>
      <Form.Item name="host" label="邮件服务器（SMTP）">
        <Input maxLength={253} placeholder="如 smtp.example.gov.cn" autoComplete="off" />
      </Form.Item>
      <Form.Item name="security" label="加密方式">
        <Select
          onChange={choose}
          options={Object.entries(securities).map(([value, { zh }]) => ({ value, label: zh }))}
        />
      </Form.Item>
      <Form.Item name="port" label="端口" rules={[{ required: true, message: '请填写端口' }]}>
        <InputNumber min={1} max={65_535} precision={0} />
      </Form.Item>
      <Form.Item name="user" label="用户名" extra="服务器不要求登录的留空">
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <SecretField key={`${saves}`} name="password" label="密码或授权码" stored={hasPassword} />
      <Form.Item name="from" label="发件地址">
        <Input maxLength={120} placeholder="如 zhengmei@example.gov.cn" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="certificate"
        label="信任的证书（PEM）"
        extra="服务器证书由公共机构签发的留空；由单位自建机构签发的，粘贴其根证书"
      >
        <Input.TextArea rows={3} maxLength={20_000} placeholder="-----BEGIN CERTIFICATE-----" />
      </Form.Item>
      <InnerSwitch extra="邮件服务器在政务外网等内部网络时打开；关闭时平台拒绝连接内网和本机" />
      <div className="setting-buttons">
        <Button type="primary" htmlType="submit" loading={save.busy}>
          保存
        </Button>
        <TestButton channel="email" onTested={setTested} />
      </div>
      <p className="quiet">测试使用已保存的设置，不要求先启用。</p>
      <TestResult tested={tested} />
    </Form>
  )
}
