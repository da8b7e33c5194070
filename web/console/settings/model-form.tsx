import { Button, Form, Input, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { type ModelSettings, saveModel, testModel } from '../../../src/lexicon/model-settings.contract.ts'
import { testSentence } from '../../../src/lexicon/model-settings.rules.ts'
import { messageOf } from '../../ui/api-error.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { InnerSwitch } from './inner-switch.tsx'
import { SecretField } from './secret-field.tsx'

type Fields = Omit<ModelSettings, 'hasKey'> & { key?: string }

export function ModelForm({ stored: { hasKey, ...stored } }: { stored: ModelSettings }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const [keyless, setKeyless] = useState(false)
  const [saves, setSaves] = useState(0)
  const [tested, setTested] = useState<{ ok: boolean; words: string } | null>(null)
  const save = useDo(saveModel, {
    success: '已保存',
    invalidates: ['/api/settings/model', '/api/lexicon/effective'],
    onDone: () => {
      form.resetFields(['key'])
      // What was refused before may stand as it was, now that another field has changed.
      form.setFields([{ name: 'url', errors: [] }])
      setKeyless(false)
      setSaves(saves + 1)
    },
    onFail: errors.show,
  })
  const test = useDo(testModel, {
    onDone: setTested,
    onFail: (error) => setTested({ ok: false, words: messageOf(error) }),
  })
  return (
    <Form
      form={form}
      layout="vertical"
      className="setting-form"
      initialValues={stored}
      onFinish={({ key, ...body }) => {
        errors.clear()
        setTested(null)
        save.run({ body: { ...body, ...(keyless ? { key: null } : key ? { key } : {}) } })
      }}
      onFinishFailed={errors.showFields}
    >
      <FormErrors of={errors} />
      <p>{whereTo(stored)}</p>
      <Form.Item name="on" label="启用语言模型" valuePropName="checked">
        <Switch checkedChildren="启用" unCheckedChildren="停用" />
      </Form.Item>
      <Form.Item
        name="url"
        label="接口地址"
        extra="与 OpenAI 对话接口兼容的完整地址，宜为本单位自建、在政务外网内的服务"
      >
        <Input maxLength={500} placeholder="http://10.0.0.8:8000/v1/chat/completions" autoComplete="off" />
      </Form.Item>
      <Form.Item name="model" label="模型名称">
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {keyless ? (
        <Form.Item label="访问密钥">
          保存后清除{' '}
          <Button type="link" onClick={() => setKeyless(false)}>
            不清除
          </Button>
        </Form.Item>
      ) : (
        <>
          <SecretField key={`${saves}`} name="key" label="访问密钥" stored={hasKey} hint="服务不要求密钥的留空" />
          {hasKey ? (
            <Button type="link" className="setting-clear" onClick={() => setKeyless(true)}>
              清除已设置的密钥
            </Button>
          ) : null}
        </>
      )}
      <Form.Item
        name="timeoutSeconds"
        label="每段回答的时限（秒）"
        rules={[{ required: true, message: '请填写时限' }]}
        extra="1 至 120 秒；超时的段落不等，其余照常给出。全文最多等 120 秒"
      >
        <InputNumber min={1} max={120} precision={0} />
      </Form.Item>
      <InnerSwitch extra="服务在内部网络或本机时打开，可使用 http；关闭时只允许公网的 https" />
      <div className="setting-buttons">
        <Button type="primary" htmlType="submit" loading={save.busy}>
          保存
        </Button>
        <Button
          loading={test.busy}
          onClick={() => {
            setTested(null)
            test.run()
          }}
        >
          测试
        </Button>
      </div>
      <p className="quiet">测试使用已保存的设置，不要求先启用；只发送一句固定的例句：{testSentence}</p>
      <div className="setting-result" role="status">
        {tested ? (
          <>
            <StateTag tone={tested.ok ? 'done' : 'grave'}>{tested.ok ? '已回答' : '未成功'}</StateTag> {tested.words}
          </>
        ) : null}
      </div>
    </Form>
  )
}

/** Where a text goes by the setting as it is saved. */
function whereTo({ on, url }: Pick<ModelSettings, 'on' | 'url'>): string {
  if (!on || !URL.canParse(url)) return '现为停用，没有任何文字发送到语言模型。'
  return `现已启用：请语言模型检查的文字，全文发送到 ${new URL(url).host}。请确认该服务由本单位掌握或经批准使用，涉密和敏感文字不得送检。`
}
