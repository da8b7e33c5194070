import { DownloadOutlined, ExportOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { exportCorrections, exportNational } from '../../../src/accounts/national.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useMadeFile } from '../../ui/made-file.tsx'
import { useMay } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { useDo } from '../../ui/queries.ts'
import { type NationalTargetInput, nationalPaths } from './national-state.ts'

/** 更正清单: what is to be typed over there, for all that match. */
export function SheetButton({ target }: { target: NationalTargetInput }) {
  const { take, waiting } = useMadeFile('正在生成')
  const start = useDo(exportCorrections, { invalidates: ['/api/files'], onDone: take })
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={start.busy} onClick={() => start.run({ body: { target } })}>
        导出更正清单
      </Button>
      {waiting}
    </>
  )
}

type Values = { full?: boolean; phoneReason?: string; markReported?: boolean }

/** 报送包: one sheet per unit. Full phones want a reason; marking as reported is a decision of its own. */
export function PackageButton({ target, count }: { target: NationalTargetInput; count: number | undefined }) {
  const unmasks = useMay('personal.unmask')
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const full = Form.useWatch('full', form)
  const { take, waiting } = useMadeFile('正在生成')
  const start = useDo(exportNational, {
    invalidates: ['/api/files', ...nationalPaths],
    onDone: async (made) => {
      setOpen(false)
      await take(made)
    },
    onFail: errors.show,
  })
  return (
    <>
      <Button type="primary" icon={<ExportOutlined />} onClick={() => setOpen(true)}>
        生成报送包
      </Button>
      <Modal
        open={open}
        title="生成全国系统报送包"
        okText="生成"
        cancelText="取消"
        confirmLoading={start.busy}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p>
          按当前筛选条件生成{count === undefined ? '' : ` ${numberText(count)} 个账号的`}
          报送表（.xlsx）：一个单位一张表，另附汇总表；未知项目留空并列入缺项，表末留分管领导签字处。
        </p>
        <Form
          form={form}
          layout="vertical"
          onFinish={({ full, phoneReason, markReported = false }) =>
            start.run({ body: { target, markReported, ...(full && phoneReason ? { phoneReason } : {}) } })
          }
        >
          <FormErrors of={errors} />
          <Form.Item name="markReported" valuePropName="checked" extra="不勾选则只生成文件，录入后可再批量标记">
            <Checkbox>同时将未报送的账号标记为已报送</Checkbox>
          </Form.Item>
          {unmasks ? (
            <Form.Item name="full" valuePropName="checked" extra="默认脱敏；导出完整号码将记入审计日志">
              <Checkbox>包含完整联系电话</Checkbox>
            </Form.Item>
          ) : null}
          {full ? (
            <Form.Item
              name="phoneReason"
              label="导出完整电话的原因"
              rules={[{ required: true, whitespace: true, min: 4, message: '请写明原因（至少 4 个字）' }]}
            >
              <Input maxLength={200} placeholder="如：向全国系统报送账号信息" />
            </Form.Item>
          ) : null}
        </Form>
      </Modal>
      {waiting}
    </>
  )
}
