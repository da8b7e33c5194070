import { Link } from '@tanstack/react-router'
import { Form, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { addColumn, type ColumnView, editColumn, listColumns } from '../../../../src/publishing/plan.contract.ts'
import { useFormErrors } from '../../../ui/form-errors.tsx'
import { useAsk, useDo } from '../../../ui/queries.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanList } from './plan-list.tsx'

type Row = z.output<typeof ColumnView>

/** 栏目: what appears again and again under one name. */
export function ColumnsTab() {
  const { data, error } = useAsk(listColumns, {})
  const [open, setOpen] = useState<Row | 'new' | null>(null)
  const stop = useDo(editColumn, { invalidates: ['/api/columns'], success: '已保存' })
  return (
    <>
      <PlanList<Row>
        zh="栏目"
        rows={data?.rows}
        error={error}
        empty="还没有栏目。常设的内容（如“办事指南”“政策解读”）建成栏目，便于归集和统计。"
        about={(row) => (
          <>
            {row.intro ? <p>{row.intro}</p> : null}
            <Link to="/drafts" search={{ columnId: row.id } as never}>
              {row.draftCount} 篇稿件
            </Link>
          </>
        )}
        onAdd={() => setOpen('new')}
        onEdit={setOpen}
        onState={({ id, name, intro, version }, state) =>
          stop.run({ params: { id }, body: { name, intro, version, state } })
        }
      />
      {open ? <ColumnForm row={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

type Values = { name: string; intro?: string }

function ColumnForm({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const shared = { invalidates: ['/api/columns'], success: '已保存', onDone: onClose, onFail: errors.show }
  const add = useDo(addColumn, shared)
  const edit = useDo(editColumn, shared)
  return (
    <PlanDialog<Values>
      zh="栏目"
      isNew={row === null}
      form={form}
      errors={errors}
      initial={{ name: row?.name ?? '', intro: row?.intro ?? '' }}
      busy={add.busy || edit.busy}
      onSave={({ name, intro = '' }) => {
        if (row) edit.run({ params: { id: row.id }, body: { name, intro, state: row.state, version: row.version } })
        else add.run({ body: { name, intro } })
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label="名称" rules={[{ required: true, min: 2, message: '名称至少 2 个字' }]}>
        <Input maxLength={40} showCount autoFocus />
      </Form.Item>
      <Form.Item name="intro" label="说明">
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
    </PlanDialog>
  )
}
