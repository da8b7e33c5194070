import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Modal, Select, Skeleton } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { createScheme, listSchemes, type SchemeSummary } from '../../../src/assessment/schemes.contract.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMay } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { Standing } from './standing.tsx'
import { To } from './to.tsx'
import './assessment.css'
import '../../ui/ledger.css'

/** 考核 › 方案: every version and from when to when it holds. */
export function Page() {
  const manages = useMay('scheme.manage')
  const { data, error, isPending } = useAsk(listSchemes)
  const [creating, setCreating] = useState(false)
  if (error) return <p role="alert">{error.message}</p>
  const rows = data?.rows ?? []
  return (
    <>
      <PageHead
        title="方案"
        description="考核指标按指南9.2 表2。方案按版本管理，施行后不再修改，任一日期只有一个方案施行。"
        actions={
          manages && rows.length > 0 ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              新建一版
            </Button>
          ) : null
        }
      />
      {isPending ? <Skeleton active /> : null}
      <ul className="ledger-cards">
        {rows.map((row) => (
          <li key={row.id} className="panel">
            <div className="assessment-line">
              <strong>
                <To path={`/schemes/${row.id}`}>
                  {row.name} 第{row.versionNo}版
                </To>
              </strong>
              <Standing of={row.standing} />
            </div>
            <div>
              {row.standing === 'draft' ? '拟' : ''}
              {row.effectiveFrom} 起{row.effectiveTo ? `，至 ${row.effectiveTo}` : ''}
              <span className="quiet">
                {' '}
                · 已用于 {row.runs} 次考核 · {row.createdBy}
              </span>
            </div>
            {row.note ? <div className="quiet">{row.note}</div> : null}
          </li>
        ))}
      </ul>
      {creating ? <Create rows={rows} onClose={() => setCreating(false)} /> : null}
    </>
  )
}

type Fields = { basedOn: string; name?: string; effectiveFrom: Dayjs; note?: string }

function Create({ rows, onClose }: { rows: readonly SchemeSummary[]; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const navigate = useNavigate()
  const create = useDo(createScheme, {
    invalidates: ['/api/schemes'],
    onFail: errors.show,
    onDone: ({ id }) => void navigate({ to: `/schemes/${id}` as '/' }),
  })
  const inForce = rows.find(({ standing }) => standing === 'inForce') ?? rows[0]
  return (
    <Modal
      open
      title="新建一版方案"
      okText="建立草案"
      cancelText="取消"
      okButtonProps={{ loading: create.busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ basedOn: inForce?.id }}
        onFinish={({ basedOn, name, effectiveFrom, note }) => {
          errors.clear()
          create.run({
            body: {
              basedOn,
              effectiveFrom: effectiveFrom.format('YYYY-MM-DD'),
              ...(name ? { name } : {}),
              note: note ?? '',
            },
          })
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <Form.Item name="basedOn" label="以哪一版为底稿" rules={[{ required: true, message: '请选择底稿' }]}>
          <Select options={rows.map(({ id, name, versionNo }) => ({ value: id, label: `${name} 第${versionNo}版` }))} />
        </Form.Item>
        <Form.Item name="name" label="方案名称" extra="不填时沿用底稿名称，版次加一">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="effectiveFrom" label="拟施行日期" rules={[{ required: true, message: '请选择拟施行日期' }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="note" label="说明">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
