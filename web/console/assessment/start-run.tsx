import { useNavigate } from '@tanstack/react-router'
import { Form, Modal, Segmented, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { startAssessment } from '../../../src/assessment/assessment.contract.ts'
import { listSchemes } from '../../../src/assessment/schemes.contract.ts'
import { standingLabels } from '../../../src/assessment/standing.rules.ts'
import { DatePicker } from '../../ui/date-picker.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMe } from '../../ui/me.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { RegionSelect } from '../units/region-select.tsx'
import { kindWords } from './words.tsx'

type Kind = keyof typeof kindWords
type Fields = { period: Dayjs; regionCode: string; schemeId?: string }

const pickers = { month: 'month', quarter: 'quarter', year: 'year' } as const

/** 开展考核: what, where and by which scheme; the rest the system knows. */
export function StartRun({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const [form] = Form.useForm<Fields>()
  const [kind, setKind] = useState<Kind>('month')
  const errors = useFormErrors(form)
  const schemes = useAsk(listSchemes)
  const start = useDo(startAssessment, {
    invalidates: ['/api/assessments'],
    onFail: errors.show,
    onDone: ({ runId }) => {
      onClose()
      void navigate({ to: `/assessments/${runId}` as '/' })
    },
  })
  const usable = schemes.data?.rows.filter(({ standing }) => standing !== 'draft') ?? []
  return (
    <Modal
      open
      title="开展考核"
      okText="开始计算"
      cancelText="取消"
      okButtonProps={{ loading: start.busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet">
        系统将冻结当前已导入的数据和已登记的问题，按方案计算得分与名次。账号较多时需要一些时间，可离开页面。
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ regionCode: me.unit.regionCode }}
        onFinish={({ period, regionCode, schemeId }) => {
          errors.clear()
          start.run({ body: { period: codeOf(period, kind), regionCode, ...(schemeId ? { schemeId } : {}) } })
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <Form.Item label="考核类别">
          <Segmented<Kind>
            value={kind}
            onChange={setKind}
            options={(Object.keys(kindWords) as Kind[]).map((value) => ({ value, label: kindWords[value] }))}
          />
        </Form.Item>
        <Form.Item
          name="period"
          label="考核周期"
          extra="只能考核已经结束的周期"
          rules={[{ required: true, message: '请选择考核周期' }]}
        >
          <DatePicker
            picker={pickers[kind]}
            style={{ width: '100%' }}
            disabledDate={(day) => day.endOf(kind === 'quarter' ? 'month' : kind).valueOf() > Date.now()}
          />
        </Form.Item>
        <Form.Item name="regionCode" label="考核区域" rules={[{ required: true, message: '请选择考核区域' }]}>
          <RegionSelect />
        </Form.Item>
        <Form.Item name="schemeId" label="考核方案" extra="不选时用周期最后一天施行的方案">
          <Select
            allowClear
            placeholder="周期最后一天施行的方案"
            loading={schemes.isPending}
            options={usable.map(({ id, name, versionNo, standing }) => ({
              value: id,
              label: `${name} 第${versionNo}版（${standingLabels[standing]}）`,
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function codeOf(period: Dayjs, kind: Kind): string {
  if (kind === 'year') return period.format('YYYY')
  return kind === 'month' ? period.format('YYYY-MM') : `${period.year()}-Q${Math.floor(period.month() / 3) + 1}`
}
