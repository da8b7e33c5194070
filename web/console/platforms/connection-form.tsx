import { Button, Form, Input, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { type ConnectionView, saveConnection, testConnection } from '../../../src/platforms/connections.contract.ts'
import { messageOf } from '../../ui/api-error.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { InnerSwitch } from '../settings/inner-switch.tsx'
import { aboutOf, type Field } from './platform-fields.ts'

type Fields = {
  appId?: string
  secret?: string
  openId?: string
  linkDomain?: string
  accessToken?: string
  accessTokenExpiresAt?: Dayjs | null
  refreshToken?: string
  baseUrl?: string
  allowInner: boolean
  on: boolean
}

const touched = ['/api/connections'] as const

/** The settings as the platform's own console names them. What is secret goes in and never comes back. */
export function ConnectionForm({ view }: { view: ConnectionView }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const [tested, setTested] = useState<{ ok: boolean; words: string } | null>(null)
  const params = { id: view.accountId }
  const save = useDo(saveConnection, {
    success: '已保存',
    invalidates: touched,
    onFail: errors.show,
  })
  const test = useDo(testConnection, {
    invalidates: touched,
    onDone: ({ ok, zh }) => setTested({ ok, words: zh }),
    onFail: (error) => setTested({ ok: false, words: messageOf(error) }),
  })
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        appId: view.appId,
        openId: view.openId,
        linkDomain: view.linkDomain,
        baseUrl: view.baseUrl ?? '',
        allowInner: view.allowInner,
        on: view.state !== 'off',
      }}
      onFinishFailed={errors.showFields}
      onFinish={(values) => {
        errors.clear()
        setTested(null)
        save.run({ params, body: bodyOf(values, view) })
      }}
    >
      <h2>对接设置</h2>
      <FormErrors of={errors} />
      <Form.Item name="on" label="自动发布" valuePropName="checked" extra="停用后设置和密钥保留，内容由人工发布">
        <Switch checkedChildren="启用" unCheckedChildren="停用" />
      </Form.Item>
      {(aboutOf(view.platform)?.fields ?? []).map((field) => (
        <OneField key={field.name} field={field} view={view} />
      ))}
      <details className="connection-more" open={view.baseUrl !== null}>
        <summary>接口地址（一般不用填写）</summary>
        <Form.Item
          name="baseUrl"
          label="接口地址"
          extra={`经政务网络代理访问平台时填写，留空即 ${aboutOf(view.platform)?.home ?? '平台的地址'}`}
        >
          <Input maxLength={500} inputMode="url" autoComplete="off" placeholder="https://" />
        </Form.Item>
        <InnerSwitch extra="代理在内部网络时打开；关闭时只访问公网的 https 地址" />
      </details>
      <div className="connection-buttons">
        <Button type="primary" htmlType="submit" loading={save.busy}>
          保存
        </Button>
        {view.version === null ? null : (
          <Button
            loading={test.busy}
            onClick={() => {
              setTested(null)
              test.run({ params, body: {} })
            }}
          >
            检验
          </Button>
        )}
      </div>
      <p className="quiet">检验使用已保存的设置，向平台取得授权，不发布任何内容。</p>
      <div role="status">
        {tested ? (
          <>
            <StateTag tone={tested.ok ? 'done' : 'grave'}>{tested.ok ? '检验通过' : '检验未通过'}</StateTag>{' '}
            {tested.words}
          </>
        ) : null}
      </div>
    </Form>
  )
}

/** An absent secret stays as it is. */
function bodyOf(values: Fields, view: ConnectionView) {
  const text = (value: string | undefined) => value?.trim() ?? ''
  const secret = (value: string | undefined) => text(value) || null
  const ends = values.accessTokenExpiresAt
  return {
    baseUrl: text(values.baseUrl) || null,
    allowInner: values.allowInner,
    appId: text(values.appId),
    secret: secret(values.secret),
    openId: text(values.openId),
    linkDomain: text(values.linkDomain),
    accessToken: secret(values.accessToken),
    accessTokenExpiresAt: ends ? `${ends.format('YYYY-MM-DDTHH:mm')}:00+08:00` : null,
    refreshToken: secret(values.refreshToken),
    off: !values.on,
    version: view.version,
  }
}

function OneField({ field, view }: { field: Field; view: ConnectionView }) {
  const { name, label, hint, required = false } = field
  if (name === 'accessTokenExpiresAt') {
    return (
      <Form.Item
        name={name}
        label={label}
        extra={
          view.tokenExpiresAt ? (
            <>
              现为 <When at={view.tokenExpiresAt} />
              ，更换令牌时一并填写。{hint}
            </>
          ) : (
            hint
          )
        }
      >
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
      </Form.Item>
    )
  }
  if (name === 'secret' || name === 'accessToken' || name === 'refreshToken') {
    const kept = { secret: view.hasSecret, accessToken: view.hasToken, refreshToken: view.hasRefresh }[name]
    return (
      <Form.Item name={name} label={label} extra={kept ? `已保存，不显示；重新填写则替换。${hint}` : hint}>
        <Input.Password
          autoComplete="new-password"
          maxLength={name === 'secret' ? 1000 : 2000}
          placeholder={kept ? '已保存，不显示' : ''}
        />
      </Form.Item>
    )
  }
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={required ? [{ required: true, whitespace: true, message: `请填写${label}` }] : []}
    >
      <Input maxLength={name === 'linkDomain' ? 253 : 200} autoComplete="off" />
    </Form.Item>
  )
}
