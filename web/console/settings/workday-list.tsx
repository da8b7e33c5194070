import { Button, Form, Input, Select, Table } from 'antd'
import { saveWorkdays, viewWorkdays, type WorkdayOverride } from '../../../src/settings/workdays.contract.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'

type Fields = { day: { format: (form: string) => string }; works: boolean; reason: string }

/** Days that differ from the calendar: each is saved as soon as it is added or removed. */
export function WorkdayList() {
  const { data, error } = useAsk(viewWorkdays)
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const save = useDo(saveWorkdays, {
    success: '已保存',
    invalidates: ['/api/settings/workdays'],
    onDone: () => form.resetFields(),
    onFail: errors.show,
  })
  if (error) return <p role="alert">{error.message}</p>
  if (!data) return <PageSkeleton />
  const put = (rows: WorkdayOverride[]) => save.run({ body: { rows } })
  return (
    <>
      <p className="quiet">
        期限和提醒按国务院办公厅公布的放假调休安排计算。当年安排尚未收录，或本地另有放假、上班安排的，在这里登记，立即对全平台生效。
      </p>
      <Form
        form={form}
        className="workday-add"
        onFinish={({ day, works, reason }) => {
          errors.clear()
          const added = { day: day.format('YYYY-MM-DD'), works, reason }
          put([...data.rows.filter((row) => row.day !== added.day), added])
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <Form.Item name="day" rules={[{ required: true, message: '请选择日期' }]}>
          <DatePicker aria-label="日期" placeholder="日期" />
        </Form.Item>
        <Form.Item name="works" rules={[{ required: true, message: '请选择上班或休息' }]}>
          <Select
            aria-label="上班或休息"
            placeholder="上班或休息"
            style={{ width: 130 }}
            options={[
              { value: true, label: '上班' },
              { value: false, label: '休息' },
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" className="workday-reason" rules={[{ required: true, min: 2, message: '请写明依据' }]}>
          <Input aria-label="依据" placeholder="依据，如 国办发明电〔2026〕5号" maxLength={100} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.busy}>
          登记
        </Button>
      </Form>
      <Table<WorkdayOverride>
        size="small"
        rowKey="day"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={data.rows}
        locale={{ emptyText: '没有登记调整，按国务院办公厅的放假安排计算。' }}
        columns={[
          { title: '日期', dataIndex: 'day' },
          {
            title: '安排',
            render: (_, { works }) =>
              works ? <StateTag tone="busy">上班</StateTag> : <StateTag tone="plain">休息</StateTag>,
          },
          { title: '依据', dataIndex: 'reason' },
          {
            title: '操作',
            render: (_, row) => (
              <Button type="link" size="small" onClick={() => put(data.rows.filter((one) => one.day !== row.day))}>
                删除
              </Button>
            ),
          },
        ]}
      />
    </>
  )
}
