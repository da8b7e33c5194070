import { Form, Input, Skeleton } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import type { z } from 'zod'
import type { DraftContentInput } from '../../../../src/publishing/content.contract.ts'
import {
  addTemplate,
  editTemplate,
  listTemplates,
  type TemplateView,
} from '../../../../src/publishing/plan.contract.ts'
import { useFormErrors } from '../../../ui/form-errors.tsx'
import { useMe } from '../../../ui/me.ts'
import { useAsk, useDo } from '../../../ui/queries.ts'
import type { BodyHandle } from '../body/body-editor.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanList } from './plan-list.tsx'

const BodyEditor = lazy(async () => ({ default: (await import('../body/body-editor.tsx')).BodyEditor }))

type Row = z.output<typeof TemplateView>

/** 稿件模板: what manuscripts of one kind begin with. */
export function TemplatesTab() {
  const { data, error } = useAsk(listTemplates, {})
  const [open, setOpen] = useState<Row | 'new' | null>(null)
  const stop = useDo(editTemplate, { invalidates: ['/api/draft-templates'], success: '已保存' })
  return (
    <>
      <PlanList<Row>
        zh="稿件模板"
        rows={data?.rows}
        error={error}
        empty="还没有稿件模板。停水停电通知、办事指南等格式固定的稿件做成模板，撰稿时直接填写。"
        about={(row) => <p className="quiet">{row.content.title || '未设标题'}</p>}
        onAdd={() => setOpen('new')}
        onEdit={setOpen}
        onState={({ id, name, content, version }, state) =>
          stop.run({ params: { id }, body: { name, content, version, state } })
        }
      />
      {open ? <TemplateForm row={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

type Values = { name: string; title?: string; digest?: string; author?: string }

function TemplateForm({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const [html, setHtml] = useState(row?.content.html ?? '')
  const latest = useRef(html)
  const body = useRef<BodyHandle | null>(null)
  const shared = { invalidates: ['/api/draft-templates'], success: '已保存', onDone: onClose, onFail: errors.show }
  const add = useDo(addTemplate, shared)
  const edit = useDo(editTemplate, shared)
  const save = ({ name, title = '', digest = '', author = '' }: Values) => {
    body.current?.flush()
    const content: DraftContentInput = { ...row?.content, title, digest, author, html: latest.current }
    if (row) edit.run({ params: { id: row.id }, body: { name, content, state: row.state, version: row.version } })
    else add.run({ body: { name, content } })
  }
  return (
    <PlanDialog<Values>
      zh="稿件模板"
      isNew={row === null}
      form={form}
      errors={errors}
      initial={{
        name: row?.name ?? '',
        title: row?.content.title ?? '',
        digest: row?.content.digest ?? '',
        author: row?.content.author ?? '',
      }}
      busy={add.busy || edit.busy}
      onSave={save}
      onClose={onClose}
      long
    >
      <Form.Item name="name" label="模板名称" rules={[{ required: true, min: 2, message: '名称至少 2 个字' }]}>
        <Input maxLength={40} showCount />
      </Form.Item>
      <Form.Item name="title" label="标题">
        <Input maxLength={200} showCount placeholder="如：关于【地点】停水的通知" />
      </Form.Item>
      <Form.Item label="正文">
        <Suspense fallback={<Skeleton active />}>
          <BodyEditor
            label="模板正文"
            html={html}
            edition={0}
            hostUnitId={me.unit.id}
            editable
            onChange={(next) => {
              latest.current = next
              setHtml(next)
            }}
            onText={() => {}}
            handle={body}
          />
        </Suspense>
      </Form.Item>
      <Form.Item name="digest" label="摘要">
        <Input.TextArea rows={2} maxLength={300} showCount />
      </Form.Item>
      <Form.Item name="author" label="作者">
        <Input maxLength={40} />
      </Form.Item>
    </PlanDialog>
  )
}
