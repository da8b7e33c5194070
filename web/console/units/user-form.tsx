import { Button, Checkbox, Collapse, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { type Duty, dutiesRefusal, type UnitKind } from '../../../src/units/duties.rules.ts'
import { createUser, type UserView, updateUser } from '../../../src/units/user.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMe } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'
import { TemporaryPassword } from './temporary-password.tsx'
import { UnitSelect } from './unit-select.tsx'
import { dutyOptions } from './user-words.tsx'

type Fields = {
  username: string
  name: string
  unitId: string
  duties: Duty[]
  phone?: string
  removePhone?: boolean
  email?: string
  oidcIssuer?: string
  oidcSubject?: string
}

/** A new person, or the particulars of one. A new one's temporary password is shown once. */
export function UserForm({ user, onClose }: { user?: UserView; onClose: () => void }) {
  const me = useMe()
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const [kind, setKind] = useState<UnitKind | undefined>(user?.unit.kind)
  const [made, setMade] = useState<{ name: string; username: string; password: string } | null>(null)
  const options = { onFail: errors.show, invalidates: ['/api/users'] }
  const create = useDo(createUser, {
    ...options,
    onDone: (answer) =>
      setMade({ name: answer.user.name, username: answer.user.username, password: answer.temporaryPassword }),
  })
  const update = useDo(updateUser, { ...options, onDone: onClose, success: '已保存' })
  if (made) return <TemporaryPassword {...made} onClose={onClose} />

  const submit = (fields: Fields) => {
    errors.clear()
    const body = {
      name: fields.name,
      duties: fields.duties,
      email: fields.email?.trim() || null,
      oidcIssuer: fields.oidcIssuer?.trim() || null,
      oidcSubject: fields.oidcSubject?.trim() || null,
      ...(fields.removePhone ? { phone: null } : fields.phone ? { phone: fields.phone } : {}),
    }
    if (user) update.run({ params: { id: user.id }, body: { ...body, version: user.version } })
    else create.run({ body: { ...body, username: fields.username, unitId: fields.unitId } })
  }
  return (
    <Drawer
      open
      size={520}
      title={user ? `修改人员：${user.name}` : '新增人员'}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.busy || update.busy} onClick={() => form.submit()}>
          保存
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={user ? initial(user) : {}}
        onFinish={submit}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        {user ? (
          <p>
            用户名：{user.username}　单位：{user.unit.name}
          </p>
        ) : (
          <>
            <Form.Item name="unitId" label="单位" rules={[{ required: true, message: '请选择单位' }]}>
              <UnitSelect
                onChange={(id, unit) => {
                  form.setFieldsValue({ ...(id ? { unitId: id } : {}), duties: [] })
                  setKind(unit?.kind)
                }}
              />
            </Form.Item>
            <Form.Item
              name="username"
              label="用户名"
              extra="登录用，3–50 位小写字母、数字、点、横线，以字母开头，创建后不能更改"
              rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{2,49}$/, message: '请按要求填写用户名' }]}
            >
              <Input maxLength={50} autoComplete="off" />
            </Form.Item>
          </>
        )}
        <Form.Item name="name" label="姓名" rules={[{ required: true, min: 2, message: '请填写姓名' }]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="duties"
          label="职责"
          extra={user?.id === me.id ? '不能调整本人的职责' : '职责变更后，该人员须重新登录'}
          rules={[{ validator: async (_, given: Duty[] | undefined) => refuse(given ?? [], kind) }]}
        >
          <Select
            mode="multiple"
            disabled={!kind || user?.id === me.id}
            options={kind ? dutyOptions(kind) : []}
            placeholder={kind ? '可多选' : '请先选择单位'}
          />
        </Form.Item>
        <Form.Item
          name="phone"
          label="手机号"
          extra={user?.phone ? `已登记 ${user.phone}，留空则不变` : '加密保存，列表中只显示部分号码'}
        >
          <Input maxLength={20} inputMode="tel" autoComplete="off" />
        </Form.Item>
        {user?.phone ? (
          <Form.Item name="removePhone" valuePropName="checked">
            <Checkbox>删除已登记的手机号</Checkbox>
          </Form.Item>
        ) : null}
        <Form.Item name="email" label="电子邮箱" rules={[{ type: 'email', message: '电子邮箱格式不正确' }]}>
          <Input maxLength={120} autoComplete="off" />
        </Form.Item>
        <Collapse
          ghost
          items={[{ key: 'oidc', label: '绑定统一身份账号（选填）', forceRender: true, children: <OidcFields /> }]}
        />
      </Form>
    </Drawer>
  )
}

function OidcFields() {
  return (
    <>
      <Form.Item
        name="oidcIssuer"
        label="身份提供方地址"
        rules={[{ type: 'url', message: '应为以 https:// 开头的地址' }]}
      >
        <Input maxLength={300} autoComplete="off" />
      </Form.Item>
      <Form.Item name="oidcSubject" label="该人员在提供方的标识（sub）">
        <Input maxLength={300} autoComplete="off" />
      </Form.Item>
    </>
  )
}

async function refuse(given: readonly Duty[], kind: UnitKind | undefined): Promise<void> {
  const refusal = kind ? dutiesRefusal(given, kind) : '请先选择单位'
  if (refusal) throw new Error(refusal)
}

function initial(user: UserView): Partial<Fields> {
  const { name, duties } = user
  return {
    name,
    duties: [...duties],
    ...(user.email ? { email: user.email } : {}),
    ...(user.oidcIssuer ? { oidcIssuer: user.oidcIssuer } : {}),
    ...(user.oidcSubject ? { oidcSubject: user.oidcSubject } : {}),
  }
}
