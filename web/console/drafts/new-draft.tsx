import { useNavigate } from '@tanstack/react-router'
import { Form, Modal, Radio, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { addDraft, listDrafts } from '../../../src/publishing/drafts.contract.ts'
import { listCampaigns, listColumns, listTemplates } from '../../../src/publishing/plan.contract.ts'
import { classNames, contentClasses } from '../../../src/review/three-review.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMe } from '../../ui/me.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { UnitSelect } from '../units/unit-select.tsx'
import { titleOf } from './draft-words.tsx'
import { OneOf } from './one-of.tsx'

type Values = {
  from: 'blank' | 'template' | 'copy'
  templateId?: string
  copyOfId?: string
  class: (typeof classNames)[number]
  columnId?: string
  campaignId?: string
  hostUnitId?: string
}

/** A new manuscript: blank, by a template, or as a copy of another one. */
export function NewDraft({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const from = Form.useWatch('from', form) ?? 'blank'
  const chosenClass = Form.useWatch('class', form) ?? 'ordinary'
  const forOthers = me.unit.kind === 'contractor'
  const columns = useAsk(listColumns, {}, { staleTime: 60_000 })
  const campaigns = useAsk(listCampaigns, {}, { staleTime: 60_000 })
  const templates = useAsk(listTemplates, {}, { staleTime: 60_000 })
  const add = useDo(addDraft, {
    invalidates: ['/api/drafts'],
    onFail: errors.show,
    onDone: ({ id }) => navigate({ to: `/drafts/${id}` as '/' }),
  })
  return (
    <Modal
      open
      title="新建稿件"
      okText="开始撰写"
      cancelText="取消"
      okButtonProps={{ loading: add.busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <FormErrors of={errors} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ from: 'blank', class: 'ordinary' }}
        onFinishFailed={errors.showFields}
        onFinish={(values) => {
          errors.clear()
          add.run({
            body: {
              class: values.class,
              templateId: values.from === 'template' ? (values.templateId ?? null) : null,
              copyOfId: values.from === 'copy' ? (values.copyOfId ?? null) : null,
              columnId: values.columnId ?? null,
              campaignId: values.campaignId ?? null,
              hostUnitId: values.hostUnitId ?? null,
            },
          })
        }}
      >
        {forOthers ? (
          <Form.Item
            name="hostUnitId"
            label="为哪个主办单位撰写"
            rules={[{ required: true, message: '请选择主办单位' }]}
          >
            <UnitSelect kinds={['hostUnit']} />
          </Form.Item>
        ) : null}
        <Form.Item name="from" label="从哪里开始">
          <Radio.Group
            options={[
              { value: 'blank', label: '空白稿件' },
              { value: 'template', label: '按模板' },
              { value: 'copy', label: '复制另一篇' },
            ]}
          />
        </Form.Item>
        {from === 'template' ? (
          <Form.Item name="templateId" label="稿件模板" rules={[{ required: true, message: '请选择模板' }]}>
            <FormOneOf rows={templates.data?.rows} placeholder="选择模板" />
          </Form.Item>
        ) : null}
        {from === 'copy' ? (
          <Form.Item name="copyOfId" label="复制哪一篇" rules={[{ required: true, message: '请选择稿件' }]}>
            <DraftSelect />
          </Form.Item>
        ) : null}
        <Form.Item name="class" label="内容类别" extra={contentClasses[chosenClass].hint}>
          <Select options={classNames.map((value) => ({ value, label: contentClasses[value].zh }))} />
        </Form.Item>
        <Form.Item name="columnId" label="栏目">
          <FormOneOf rows={columns.data?.rows} placeholder="不归入栏目" />
        </Form.Item>
        <Form.Item name="campaignId" label="主题策划">
          <FormOneOf rows={campaigns.data?.rows} placeholder="不属于主题策划" />
        </Form.Item>
      </Form>
    </Modal>
  )
}

type FieldGiven = { id?: string; value?: string; onChange?: (id: string | undefined) => void }

function FormOneOf({
  id,
  value,
  onChange,
  ...rest
}: FieldGiven & Pick<Parameters<typeof OneOf>[0], 'rows' | 'placeholder'>) {
  return <OneOf {...(id ? { id } : {})} value={value} onChange={(chosen) => onChange?.(chosen)} {...rest} />
}

/** Another manuscript, found by words of its title. */
function DraftSelect({ id, value, onChange }: FieldGiven) {
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const found = useAsk(listDrafts, { query: { limit: 20, ...(q === '' ? {} : { q }) } }, { keep: true })
  return (
    <Select
      {...(id ? { id } : {})}
      {...(value === undefined ? {} : { value })}
      onChange={(chosen: string | undefined) => onChange?.(chosen)}
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={found.isFetching}
      placeholder="输入标题或编号查找"
      notFoundContent={found.isPending ? '正在查找…' : '没有找到稿件'}
      options={
        found.data?.rows.map((row) => ({ value: row.id, label: `${titleOf(row.title)}（${row.number}）` })) ?? []
      }
    />
  )
}
