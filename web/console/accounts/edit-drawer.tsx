import { Button, Drawer, Form, Space } from 'antd'
import { type AccountDetail, type AccountUpdate, updateAccount } from '../../../src/accounts/accounts.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { useNarrow } from '../../ui/use-media.ts'
import { AccountFields, type AccountValues, bodyOf } from './account-form.tsx'

type Given = { account: AccountDetail; onClose: () => void }

/** Changes of the record, within what the person may change; a case that somebody else has changed is said to be so. */
export function EditDrawer({ account, onClose }: Given) {
  const [form] = Form.useForm<AccountValues>()
  const errors = useFormErrors(form)
  const narrow = useNarrow()
  const save = useDo(updateAccount, {
    success: '已保存',
    invalidates: ['/api/accounts'],
    onDone: onClose,
    onFail: errors.show,
  })
  const { id, version, editable } = account
  const phones = { accountContactPhone: '', unitContactPhone: '' }
  const known = { ...account, ...phones } as unknown as AccountValues // the case has every field of the form
  const initial = Object.fromEntries(editable.map((field) => [field, known[field]]))
  return (
    <Drawer
      open
      title="修改资料"
      size={narrow ? '100%' : 560}
      onClose={onClose}
      footer={
        <Space>
          <Button type="primary" loading={save.busy} onClick={() => form.submit()}>
            保存
          </Button>
          <Button onClick={onClose}>取消</Button>
        </Space>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...initial, platform: account.platform }}
        onFinishFailed={errors.showFields}
        onFinish={(values) => {
          const body = { ...bodyOf(values), version } as AccountUpdate // checked again by the contract
          save.run({ params: { id }, body })
        }}
      >
        <FormErrors of={errors} />
        {editable.includes('name') ? null : (
          <p className="quiet">账号名称、平台、账号ID、认证主体等由主管单位维护（指南§6.3）。</p>
        )}
        <AccountFields
          fields={editable}
          host={{ id: account.hostUnitId, name: account.hostUnitName }}
          masks={{ account: account.accountContactPhoneMask, unit: account.unitContactPhoneMask }}
        />
      </Form>
    </Drawer>
  )
}
