import { InboxOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { downloadTemplate, type KindView, listKinds, uploadImportFile } from '../../../src/imports/imports.contract.ts'
import { AccountSelect } from '../../ui/account-select.tsx'
import { Download } from '../../ui/download.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { ImportSteps } from './import-steps.tsx'
import './imports.css'

const Filters = z.object({ kind: z.string().optional(), account: z.uuid().optional() })
type Option = KindView['options'][number]

/** The first step of an import: which kind, which file, and what the file does not say itself. */
export function Page() {
  const [filters, setFilters] = useUrlState(Filters)
  const { data, error } = useAsk(listKinds)
  const kind = data?.rows.find((k) => k.kind === filters.kind) ?? data?.rows[0]
  return (
    <>
      <PageHead title="导入数据" description="支持 .xlsx、.xls、.csv（UTF-8 或 GBK），不超过 50 MiB、20 万行" />
      <ImportSteps current={0} />
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data && !kind ? <section className="panel">您没有可以使用的导入类型，如需导入请联系主管单位。</section> : null}
      {data && kind ? (
        <section className="panel import-start">
          <UploadForm
            key={kind.kind}
            kind={kind}
            kinds={data.rows}
            account={filters.account}
            onKind={(next) => setFilters({ kind: next })}
          />
        </section>
      ) : null}
    </>
  )
}

type Given = {
  kind: KindView
  kinds: readonly KindView[]
  account: string | undefined
  onKind: (kind: string) => void
}

function UploadForm({ kind, kinds, account, onKind }: Given) {
  const navigate = useNavigate()
  const [form] = Form.useForm<{ options?: Record<string, unknown> }>()
  const errors = useFormErrors(form)
  const [file, setFile] = useState<File | null>(null)
  const upload = useDo(uploadImportFile, {
    onDone: (batch) => navigate({ href: `/imports/${batch.id}` }),
    onFail: errors.show,
    invalidates: ['/api/imports'],
  })
  const send = (values: { options?: Record<string, unknown> }) => {
    if (!file) return
    errors.clear()
    upload.run({ file, body: { kind: kind.kind, options: JSON.stringify(optionsOf(kind, values.options ?? {})) } })
  }
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={send}
      onFinishFailed={errors.showFields}
      initialValues={{ options: { accountId: account ?? null } }}
    >
      <FormErrors of={errors} />
      <Form.Item label="导入类型" htmlFor="import-kind">
        <div className="import-line">
          <Select
            id="import-kind"
            value={kind.kind}
            onChange={onKind}
            options={kinds.map(({ kind: value, zh }) => ({ value, label: zh }))}
            style={{ minWidth: 200 }}
          />
          <Download endpoint={downloadTemplate} args={{ params: { kind: kind.kind } }}>
            下载模板
          </Download>
        </div>
      </Form.Item>
      <p className="quiet">
        必填列：
        {kind.columns
          .filter(({ required }) => required)
          .map(({ zh }) => zh)
          .join('、') || '无'}
        。平台后台导出的表格可以直接上传，列名会自动识别。
      </p>
      <Form.Item label="文件" required>
        <Upload.Dragger
          accept=".xlsx,.xls,.csv"
          maxCount={1}
          fileList={file ? [{ uid: '1', name: file.name, size: file.size }] : []}
          beforeUpload={(chosen) => {
            setFile(chosen)
            return false
          }}
          onRemove={() => setFile(null)}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p>点击选择文件，或将文件拖到此处</p>
        </Upload.Dragger>
      </Form.Item>
      {kind.options.map((option) => (
        <OptionField key={option.key} option={option} />
      ))}
      <Button type="primary" htmlType="submit" loading={upload.busy} disabled={!file}>
        上传并识别
      </Button>
    </Form>
  )
}

function OptionField({ option }: { option: Option }) {
  const name = ['options', option.key]
  if (option.input === 'flag') {
    return (
      <Form.Item name={name} valuePropName="checked" extra={option.hint}>
        <Checkbox>{option.zh}</Checkbox>
      </Form.Item>
    )
  }
  return (
    <Form.Item name={name} label={option.zh} extra={option.hint}>
      <OptionInput option={option} />
    </Form.Item>
  )
}

/** The control that a form item hands its value to. */
function OptionInput({ option, ...given }: { option: Option }) {
  switch (option.input) {
    case 'account':
      return <AccountSelect {...given} placeholder="文件有账号列时不必选" />
    case 'choice':
      return (
        <Select
          {...given}
          allowClear
          placeholder={option.choices[0]}
          options={option.choices.map((value) => ({ value, label: value }))}
          style={{ maxWidth: 320 }}
        />
      )
    case 'dateTime':
      return <Input {...given} type="datetime-local" style={{ maxWidth: 320 }} />
    default:
      return <Input {...given} maxLength={200} />
  }
}

/** The form's values as the kind expects them; a time is Beijing's, what is empty is left to its default. */
function optionsOf(kind: KindView, values: Record<string, unknown>): Record<string, unknown> {
  const filled = kind.options.flatMap(({ key, input }): [string, unknown][] => {
    const value = values[key]
    if (value === undefined || value === null || value === '') return []
    return [[key, input === 'dateTime' ? `${String(value).slice(0, 16)}:00+08:00` : value]]
  })
  return Object.fromEntries(filled)
}
