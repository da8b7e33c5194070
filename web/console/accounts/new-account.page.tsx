import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Form, Space } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type AccountField, accountFields } from '../../../src/accounts/account-fields.rules.ts'
import { type AccountCreate, createAccount } from '../../../src/accounts/accounts.contract.ts'
import { platformNames, variantNames } from '../../../src/accounts/platforms.rules.ts'
import { DateText } from '../../../src/core/page.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useDo } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { AccountFields, type AccountValues, bodyOf } from './account-form.tsx'
import './accounts.css'

const fields = Object.keys(accountFields) as AccountField[]
const text = z.string().optional()
/** What another page knows already of the account that is entered, e.g. 报送对账 of one that only the national system has. */
const Known = z.object({
  ...{ name: text, variant: z.enum(variantNames).optional(), platform: z.enum(platformNames).optional() },
  ...{ platformAccountId: text, hostUnitId: z.uuid().optional(), hostUnitName: text, certifiedBody: text },
  ...{ openedOn: DateText.optional(), url: text, accountContactName: text, unitContactName: text },
})

export function Page() {
  const [form] = Form.useForm<AccountValues>()
  const [{ hostUnitName, ...known }] = useUrlState(Known)
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
          initialValues={known}
          onFinishFailed={errors.showFields}
          // The contract checks it again; the form's rules have seen to the required fields.
          onFinish={(values) => save.run({ body: bodyOf(values) as AccountCreate, idempotencyKey })}
        >
          <FormErrors of={errors} />
          <AccountFields
            fields={fields}
            {...(known.hostUnitId && hostUnitName ? { host: { id: known.hostUnitId, name: hostUnitName } } : {})}
          />
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
