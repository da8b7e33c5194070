import { Button, Drawer, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { type AbsenceView, addAbsence, endAbsence, listAbsences } from '../../../src/review/review.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { queryClient, useAsk, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { usePhone } from '../../ui/use-media.ts'
import './review.css'

const changed = ['/api/review-absences', '/api/reviews']

/** 外出代理: who decides in whose name while somebody is away. */
export function Page() {
  const { data, error, isPending, refetch } = useAsk(listAbsences, {}, { staleTime: 0 })
  const [adding, setAdding] = useState(false)
  const rows = data?.rows ?? []
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      登记外出代理
    </Button>
  )
  const columns: LedgerColumn<AbsenceView>[] = [
    { key: 'user', title: '外出人', always: true, render: (row) => row.userName },
    { key: 'deputy', title: '代理人', always: true, render: (row) => row.deputyName },
    { key: 'days', title: '期间', render: (row) => <Days row={row} /> },
    { key: 'reason', title: '事由', render: (row) => row.reason },
    { key: 'state', title: '状态', render: (row) => <State row={row} /> },
    { key: 'acts', title: '操作', always: true, render: (row) => <End row={row} /> },
  ]
  return (
    <>
      <PageHead title="外出代理" description="本单位人员外出期间由谁代为审核" actions={add} />
      <p className="absence-words">
        外出期间，代理人可以您的名义审核等您办理的事项，意见中同时记载两人姓名；您本人仍可办理。代理人须是本单位在岗人员，一次不超过
        180 天，到期自动停止，也可提前结束。代理人不能审核您提交的事项，也不能借代理审核自己提交的事项。
      </p>
      <LedgerTable
        name="absences"
        caption="外出代理列表"
        columns={columns}
        ledger={{
          list: 'absences',
          rows,
          loading: isPending,
          refreshing: false,
          error,
          retry: () => void refetch(),
          toNext: null,
          toPrevious: null,
        }}
        total={data?.rows.length}
        empty={{ reason: '本单位还没有登记过外出代理。外出前登记，审核事项就不会因您不在而逾期。', next: add }}
        mobile={(row) => (
          <>
            <div className="card-title">
              {row.userName} → {row.deputyName}
            </div>
            <div>
              <Days row={row} />
            </div>
            <div className="quiet">{row.reason}</div>
            <div className="card-line">
              <State row={row} />
              <End row={row} />
            </div>
          </>
        )}
      />
      {adding ? <AddAbsence colleagues={data?.colleagues ?? []} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function Days({ row }: { row: AbsenceView }) {
  return (
    <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {row.startsOn} 至 {row.endsOn}
    </span>
  )
}

function State({ row }: { row: AbsenceView }) {
  if (row.ended) return <StateTag tone="ended">已结束</StateTag>
  return row.startsOn > beijingDay(new Date()) ? (
    <StateTag tone="plain">未开始</StateTag>
  ) : (
    <StateTag tone="busy">代理中</StateTag>
  )
}

function End({ row }: { row: AbsenceView }) {
  if (!row.mine || row.ended) return null
  return (
    <ConfirmDo
      label="提前结束"
      size="small"
      consequence={`结束后，${row.deputyName}立即不能再以您的名义审核，已作的意见不变。`}
      onConfirm={async () => {
        await call(endAbsence, { params: { id: row.id } })
        await queryClient.invalidateQueries({
          predicate: ({ queryKey }) => changed.some((path) => String(queryKey[0]).startsWith(path)),
        })
      }}
    />
  )
}

type Values = { deputyId: string; days: [Dayjs, Dayjs]; reason: string }

function AddAbsence({ colleagues, onClose }: { colleagues: { id: string; name: string }[]; onClose: () => void }) {
  const phone = usePhone()
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const alone = colleagues.length === 0
  const save = useDo(addAbsence, {
    invalidates: changed,
    success: '已登记，并已通知代理人',
    onDone: onClose,
    onFail: errors.show,
  })
  return (
    <Drawer
      open
      title="登记外出代理"
      size={phone ? '100%' : 480}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" disabled={alone} loading={save.busy} onClick={() => form.submit()}>
            登记
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      }
    >
      {alone ? <p role="status">本单位没有其他在岗人员，不能登记代理。请安全管理员先为本单位增加人员。</p> : null}
      <Form
        form={form}
        layout="vertical"
        onFinishFailed={errors.showFields}
        onFinish={({ deputyId, days: [from, to], reason }) => {
          errors.clear()
          save.run({
            body: {
              deputyId,
              startsOn: from.format('YYYY-MM-DD'),
              endsOn: to.format('YYYY-MM-DD'),
              reason: reason.trim(),
            },
          })
        }}
      >
        <FormErrors of={errors} />
        <Form.Item name="deputyId" label="代理人" rules={[{ required: true, message: '请选择代理人' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="本单位在岗人员"
            options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="days" label="外出期间" rules={[{ required: true, message: '请选择起止日期' }]}>
          <DatePicker.RangePicker
            minDate={dayjs(beijingDay(new Date()))}
            maxDate={dayjs(beijingDay(new Date())).add(365, 'day')}
            format="YYYY-MM-DD"
            placeholder={['开始日期', '结束日期']}
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label="事由"
          rules={[{ required: true, whitespace: true, min: 2, message: '请写明事由' }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount placeholder="如：参加培训" />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
