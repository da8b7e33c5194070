import { Button, Form, Input, Switch } from 'antd'
import { useState } from 'react'
import {
  type ChannelSettings,
  saveDingtalkChannel,
  saveSmsChannel,
} from '../../../src/messages/channel-settings.contract.ts'
import { channels } from '../../../src/messages/channels.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { InnerSwitch } from './inner-switch.tsx'
import { SecretField } from './secret-field.tsx'
import { TestButton, type Tested, TestResult } from './test-button.tsx'

type Stored = ChannelSettings['sms']
type Fields = { on: boolean; url: string; allowInner: boolean; secret?: string }

const about = {
  sms: '平台不直接连接运营商，而是把短信交给本单位的短信网关：向下列网址 POST 一段 JSON（手机号和短信内容），由网关发出。',
  dingtalk:
    '平台不内置浙政钉的应用凭证，而是向下列网址 POST 一段 JSON（手机号、标题和链接），由本单位的消息网关转发给浙政钉用户。',
} as const

export function WebhookForm({
  channel,
  stored: { hasSecret, ...stored },
}: {
  channel: 'sms' | 'dingtalk'
  stored: Stored
}) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const [tested, setTested] = useState<Tested>(null)
  const [saves, setSaves] = useState(0)
  const save = useDo(channel === 'sms' ? saveSmsChannel : saveDingtalkChannel, {
    success: '已保存',
    invalidates: ['/api/settings/channels'],
    onDone: () => {
      form.resetFields(['secret'])
      setSaves(saves + 1)
    },
    onFail: errors.show,
  })
  return (
    <Form
      form={form}
      layout="vertical"
      className="setting-form"
      initialValues={stored}
      onFinish={({ secret, ...body }) => {
        errors.clear()
        setTested(null)
        save.run({ body: { ...body, ...(secret ? { secret } : {}) } })
      }}
      onFinishFailed={errors.showFields}
    >
      <FormErrors of={errors} />
      <p className="quiet">{about[channel]}报文格式和签名算法见安装手册“消息通道”一节。</p>
      <Form.Item name="on" label={`启用${channels[channel].zh}通道`} valuePropName="checked">
        <Switch checkedChildren="启用" unCheckedChildren="停用" />
      </Form.Item>
      <Form.Item name="url" label="网关地址">
        <Input maxLength={500} placeholder="https://gateway.example.gov.cn/send" autoComplete="off" />
      </Form.Item>
      <SecretField
        key={`${saves}`}
        name="secret"
        label="签名密钥"
        stored={hasSecret}
        hint="与网关约定的一串英文字母和数字，建议 32 位以上；网关据此核对消息确由本平台发出"
      />
      <InnerSwitch extra="网关在内部网络时打开，可使用 http 和任意端口；关闭时只允许公网的 https（443 端口）" />
      <div className="setting-buttons">
        <Button type="primary" htmlType="submit" loading={save.busy}>
          保存
        </Button>
        <TestButton channel={channel} onTested={setTested} />
      </div>
      <p className="quiet">测试使用已保存的设置，不要求先启用。</p>
      <TestResult tested={tested} />
    </Form>
  )
}
