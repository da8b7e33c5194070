import { Button, Form, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import {
  type AccountDetail,
  assignPerson,
  listCandidates,
  type PersonView,
  removePerson,
} from '../../../src/accounts/accounts.contract.ts'
import { type Duty, duties } from '../../../src/units/duties.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMay } from '../../ui/me.ts'
import { queryClient, useAsk, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'

const dutyZh = (duty: string) => (duty in duties ? duties[duty as Duty].zh : duty) // checked by `in`

export function PeopleTab({ account }: { account: AccountDetail }) {
  const edits = useMay('account.edit')
  const [adding, setAdding] = useState(false)
  const remove = async (person: PersonView) => {
    await call(removePerson, { params: { id: account.id, userId: person.userId, duty: person.duty } })
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/accounts'),
    })
  }
  return (
    <section className="account-section">
      {edits ? (
        <p>
          <Button type="primary" onClick={() => setAdding(true)}>
            指定人员
          </Button>
        </p>
      ) : null}
      <Table<PersonView>
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowKey={(person) => `${person.userId} ${person.duty}`}
        dataSource={account.people}
        locale={{ emptyText: '还没有指定人员。三审、回复等事项办理前，须先为账号指定人员。' }}
        columns={[
          { title: '职责', render: (_, person) => dutyZh(person.duty) },
          { title: '姓名', dataIndex: 'name' },
          { title: '单位', dataIndex: 'unitName' },
          { title: '指定时间', render: (_, person) => <When at={person.since} /> },
          {
            title: '状态',
            render: (_, person) =>
              person.lapsed ? (
                <StateTag tone="soon">已失效（离岗、职责变动或合同到期）</StateTag>
              ) : (
                <StateTag tone="done">有效</StateTag>
              ),
          },
          ...(edits
            ? [
                {
                  title: '操作',
                  render: (_: unknown, person: PersonView) => (
                    <ConfirmDo
                      type="link"
                      size="small"
                      label="取消指定"
                      consequence={`${person.name}将不再担任本账号的${dutyZh(person.duty)}，取消记入账号历史。`}
                      onConfirm={() => remove(person)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {adding ? <AssignDialog accountId={account.id} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

function AssignDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const [form] = Form.useForm<{ userId: string; duty: string }>()
  const errors = useFormErrors(form)
  const { data, isPending } = useAsk(listCandidates, { params: { id: accountId } })
  const userId: string | undefined = Form.useWatch('userId', form)
  const chosen = data?.rows.find((person) => person.userId === userId)
  const assign = useDo(assignPerson, {
    success: '已指定',
    invalidates: ['/api/accounts'],
    onDone: onClose,
    onFail: errors.show,
  })
  return (
    <Modal
      open
      title="指定人员"
      okText="指定"
      cancelText="取消"
      confirmLoading={assign.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet">可指定主办单位的在岗人员，以及与其有有效合同和保密协议的运营机构人员（指南§5.2.5）。</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={(body) => assign.run({ params: { id: accountId }, body })}
        onValuesChange={(changed: { userId?: string }) => {
          if (changed.userId !== undefined) form.resetFields(['duty'])
        }}
      >
        <FormErrors of={errors} />
        <Form.Item name="userId" label="人员" rules={[{ required: true, message: '请选择人员' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={isPending}
            placeholder="请选择"
            notFoundContent="没有可指定的人员，请先在“人员与职责”中登记"
            options={(data?.rows ?? []).map((p) => ({ value: p.userId, label: `${p.name}（${p.unitName}）` }))}
          />
        </Form.Item>
        <Form.Item name="duty" label="职责" rules={[{ required: true, message: '请选择职责' }]}>
          <Select
            placeholder="请选择"
            disabled={!chosen}
            options={(chosen?.duties ?? []).map((duty) => ({ value: duty, label: dutyZh(duty) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
