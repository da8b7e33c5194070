import { Button, Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { beijingTime } from '../../../src/core/clock.rules.ts'
import { type PublicationView, registerPublication } from '../../../src/publishing/publications.contract.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { touched } from './refresh.ts'

type Fields = { url: string; publishedAt: Dayjs }

/** 登记已发布: where it can be seen and since when, in Beijing time. */
export function RegisterForm({ view, onDone }: { view: PublicationView; onDone?: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const act = useDo(registerPublication, {
    success: '已登记，系统将自动核对网址',
    invalidates: touched,
    onDone: () => onDone?.(),
    onFail: errors.show,
  })
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ publishedAt: dayjs(beijingTime(new Date())) }}
      onFinishFailed={errors.showFields}
      onFinish={({ url, publishedAt }) => {
        errors.clear()
        const at = `${publishedAt.format('YYYY-MM-DDTHH:mm')}:00+08:00`
        act.run({
          params: { id: view.id },
          body: { version: view.version, url: url.trim(), publishedAt: new Date(at).toISOString() },
        })
      }}
    >
      <FormErrors of={errors} />
      <Form.Item
        name="url"
        label="作品网址"
        extra="在平台上打开已发布的作品，复制其网址；不要填后台编辑页的网址"
        rules={[
          { required: true, whitespace: true, message: '请填写作品网址' },
          { pattern: /^\s*https?:\/\/\S+\s*$/i, message: '网址应以 http:// 或 https:// 开头' },
        ]}
      >
        <Input inputMode="url" maxLength={2048} placeholder="https://" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="publishedAt"
        label="发布时间"
        rules={[
          { required: true, message: '请填写发布时间' },
          {
            validator: (_, at: Dayjs | null) =>
              at && at.format('YYYY-MM-DD HH:mm') > beijingTime(new Date())
                ? Promise.reject(new Error('发布时间不能晚于现在'))
                : Promise.resolve(),
          },
        ]}
      >
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={act.busy}>
        登记已发布
      </Button>
    </Form>
  )
}
