import { Link } from '@tanstack/react-router'
import { Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { z } from 'zod'
import {
  addCampaign,
  type CampaignView,
  editCampaign,
  listCampaigns,
} from '../../../../src/publishing/plan.contract.ts'
import { DatePicker } from '../../../ui/date-picker.ts'
import { useFormErrors } from '../../../ui/form-errors.tsx'
import { useAsk, useDo } from '../../../ui/queries.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanList } from './plan-list.tsx'

type Row = z.output<typeof CampaignView>

/** 主题策划: what is told of one topic over some weeks. */
export function CampaignsTab() {
  const { data, error } = useAsk(listCampaigns, {})
  const [open, setOpen] = useState<Row | 'new' | null>(null)
  const stop = useDo(editCampaign, { invalidates: ['/api/campaigns', '/api/content-calendar'], success: '已保存' })
  return (
    <>
      <PlanList<Row>
        zh="主题策划"
        rows={data?.rows}
        error={error}
        empty="还没有主题策划。重大节点、专项工作的系列宣传建成主题，稿件归入后在日历上一并安排。"
        about={(row) => (
          <>
            <div>
              {row.startsOn} 至 {row.endsOn}
            </div>
            {row.plan ? <p className="plan-text">{row.plan}</p> : null}
            <Link to="/drafts" search={{ campaignId: row.id } as never}>
              {row.draftCount} 篇稿件
            </Link>
          </>
        )}
        onAdd={() => setOpen('new')}
        onEdit={setOpen}
        onState={({ id, name, plan, startsOn, endsOn, version }, state) =>
          stop.run({ params: { id }, body: { name, plan, startsOn, endsOn, version, state } })
        }
      />
      {open ? <CampaignForm row={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

type Values = { name: string; plan?: string; days: [Dayjs, Dayjs] }
const day = (at: Dayjs) => at.format('YYYY-MM-DD')

function CampaignForm({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const shared = {
    invalidates: ['/api/campaigns', '/api/content-calendar'],
    success: '已保存',
    onDone: onClose,
    onFail: errors.show,
  }
  const add = useDo(addCampaign, shared)
  const edit = useDo(editCampaign, shared)
  return (
    <PlanDialog<Values>
      zh="主题策划"
      isNew={row === null}
      form={form}
      errors={errors}
      initial={{
        name: row?.name ?? '',
        plan: row?.plan ?? '',
        ...(row ? { days: [dayjs(row.startsOn), dayjs(row.endsOn)] } : {}),
      }}
      busy={add.busy || edit.busy}
      onSave={({ name, plan = '', days: [from, to] }) => {
        const body = { name, plan, startsOn: day(from), endsOn: day(to) }
        if (row) edit.run({ params: { id: row.id }, body: { ...body, state: row.state, version: row.version } })
        else add.run({ body })
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label="名称" rules={[{ required: true, min: 2, message: '名称至少 2 个字' }]}>
        <Input maxLength={40} showCount autoFocus />
      </Form.Item>
      <Form.Item name="days" label="起止日期" rules={[{ required: true, message: '请选择起止日期' }]}>
        <DatePicker.RangePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="plan" label="策划方案">
        <Input.TextArea rows={6} maxLength={5000} showCount placeholder="目的、选题、分工、节奏" />
      </Form.Item>
    </PlanDialog>
  )
}
