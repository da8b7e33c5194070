import { Form, Switch } from 'antd'

/** Whether a service may stand in the inner network; `extra` says what holds for this one. */
export function InnerSwitch({ extra }: { extra: string }) {
  return (
    <Form.Item name="allowInner" label="允许内网地址" valuePropName="checked" extra={extra}>
      <Switch checkedChildren="允许" unCheckedChildren="不允许" />
    </Form.Item>
  )
}
