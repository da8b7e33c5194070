import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { type AccountField, accountFields } from '../../../src/accounts/account-fields.rules.ts'
import { accountTags } from '../../../src/accounts/accounts.contract.ts'
import { platforms, variants } from '../../../src/accounts/platforms.rules.ts'
import { type UnitKind, unitKinds } from '../../../src/units/duties.rules.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { useAsk } from '../../ui/queries.ts'
import { UnitSelect } from '../units/unit-select.tsx'

/** What the form holds; an empty text is sent as "none". */
export type AccountValues = Partial<Record<AccountField, string | string[] | null | undefined>>

type Given = {
  /** Only these are shown: what the person may change, or what a new account has. */
  fields: readonly AccountField[]
  host?: { id: string; name: string }
  /** The stored telephone numbers, shown in place of the empty fields: empty means "leave it". */
  masks?: { account: string | null; unit: string | null }
}

/** Every kind of body can run an account but a contractor, which runs those of others (§5.2.5). */
const hostKinds = (Object.keys(unitKinds) as UnitKind[]).filter((kind) => kind !== 'contractor')

const required: readonly AccountField[] = ['name', 'platform', 'hostUnitId']

/** The account's fields in the order of the filing (指南§6.2). Must stand inside a `Form`. */
export function AccountFields({ fields, host, masks }: Given) {
  const platform: unknown = Form.useWatch('platform', { preserve: true })
  const { data: tags } = useAsk(accountTags)
  const item = (name: AccountField, control: ReactNode, extra?: string) =>
    fields.includes(name) ? (
      <Form.Item
        name={name}
        label={accountFields[name].zh}
        extra={extra}
        rules={required.includes(name) ? [{ required: true, message: `请填写${accountFields[name].zh}` }] : []}
      >
        {control}
      </Form.Item>
    ) : null
  const phone = (mask: string | null | undefined) => (
    <Input placeholder={mask ?? '手机号，或“区号-号码”'} maxLength={30} />
  )
  const phoneHint = (mask: string | null | undefined) => (mask ? `已登记 ${mask}；留空则不改` : undefined)
  return (
    <>
      {item('name', <Input maxLength={100} showCount />)}
      <div className="account-form-pair">
        {item(
          'platform',
          <Select
            showSearch
            placeholder="请选择"
            options={Object.entries(platforms).map(([value, { zh }]) => ({ value, label: zh }))}
          />,
        )}
        {platform === 'wechat'
          ? item(
              'variant',
              <Select
                allowClear
                placeholder="请选择"
                options={Object.entries(variants).map(([value, label]) => ({ value, label }))}
              />,
            )
          : null}
        {item('platformAccountId', <Input maxLength={100} />, '平台上的账号 ID，同一平台内不重复')}
      </div>
      {item('hostUnitId', <UnitSelect kinds={hostKinds} {...(host ? { known: host } : {})} />)}
      {item('certifiedBody', <Input maxLength={200} />, '平台认证信息标明的机构（指南§3）')}
      <div className="account-form-pair">
        {item('openedOn', <DayInput />)}
        {item('filedOn', <DayInput />)}
        {item('accountContactName', <Input maxLength={50} />)}
        {item('accountContactPhone', phone(masks?.account), phoneHint(masks?.account))}
        {item('unitContactName', <Input maxLength={50} />)}
        {item('unitContactPhone', phone(masks?.unit), phoneHint(masks?.unit))}
      </div>
      {item('url', <Input placeholder="https://" maxLength={2000} />)}
      {item(
        'tags',
        <Select
          mode="tags"
          maxCount={20}
          placeholder="选择或输入，回车确认"
          options={(tags?.rows ?? []).map(({ tag }) => ({ value: tag, label: tag }))}
        />,
      )}
      {item('intro', <Input.TextArea rows={4} maxLength={2000} showCount />)}
    </>
  )
}

/** The form's values as the contract takes them: empty is null, and a phone left empty is not sent at all. */
export function bodyOf(values: AccountValues): Record<string, unknown> {
  const phones: readonly string[] = ['accountContactPhone', 'unitContactPhone']
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const empty = value === undefined || value === null || value === ''
    if (!empty) body[name] = value
    else if (!phones.includes(name)) body[name] = name === 'tags' ? [] : null
  }
  if ('platform' in body && body.platform !== 'wechat') body.variant = null
  return body
}
