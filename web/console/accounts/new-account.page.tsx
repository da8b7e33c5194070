import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Form, Space } from 'antd'
import { useState } from 'react'
import { type AccountField, accountFields } from '../../../src/accounts/account-fields.rules.ts'
import { type AccountCreate, createAccount } from '../../../src/accounts/accounts.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useDo } from '../../ui/queries.ts'
import { AccountFields, type AccountValues, bodyOf } from './account-form.tsx'
import './accounts.css'

const fields = Object.keys(accountFields) as AccountField[]

export function Page() {
  const [form] = Form.useForm<AccountValues>()
  const errors = useFormErrors(form)
  const navigate = useNavigate()
  // One key for one form: a second press is answered like the first.
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID())
  const save = useDo(createAccount, {
    success: '已登记',
    invalidates: ['/api/accounts'],
    onDone: ({ id }) => navigate({ to: `/accounts/${id}` as string }),
    onFail: (error) => {
      setKey(crypto.randomUUID())
      errors.show(error)
    },
  })
  return (
    <>
      <PageHead title="登记账号" description="登记后由系统编制台账编号。带星号的必填，其余可以稍后补全（指南§6.2）。" />
      <div className="panel">
        <Form
          form={form}
          layout="vertical"
          className="account-form"
          scrollToFirstError
          onFinishFailed={errors.showFields}
          // The contract checks it again; the form's rules have seen to the required fields.
          onFinish={(values) => save.run({ body: bodyOf(values) as AccountCreate, idempotencyKey })}
        >
          <FormErrors of={errors} />
          <AccountFields fields={fields} />
          <Space>
            <Button type="primary" htmlType="submit" loading={save.busy}>
              登记
            </Button>
            <Link to={'/accounts' as string}>
              <Button>返回台账</Button>
            </Link>
          </Space>
        </Form>
      </div>
    </>
  )
}
