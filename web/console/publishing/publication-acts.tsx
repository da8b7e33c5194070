import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import {
  cancelPublication,
  handOverPublication,
  type PublicationView,
  retryPublication,
  withdrawPublication,
} from '../../../src/publishing/publications.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { platformName } from './platform-name.ts'
import { acted, touched } from './refresh.ts'
import { RegisterForm } from './register-form.tsx'

/** What may be done with a publication now, each with its consequence. */
export function PublicationActs({ view }: { view: PublicationView }) {
  const { id, version, may, state, accountName } = view
  const [open, setOpen] = useState<'withdraw' | 'register' | null>(null)
  const where = `“${accountName}”（${platformName(view.platform)}）`
  return (
    <>
      {may.retry ? (
        <ConfirmDo
          label="重新发布"
          type="primary"
          consequence={`将重新排队，在${where}公开发布。发布的仍是三审签署的第 ${view.draftVersion} 版。`}
          onConfirm={() => acted(call(retryPublication, { params: { id }, body: { version } }))}
        />
      ) : null}
      {may.register && state !== 'handOver' ? <Button onClick={() => setOpen('register')}>登记已发布</Button> : null}
      {may.byHand ? (
        <ConfirmDo
          label="改为人工发布"
          consequence={`系统将不再自动发送到${where}，须由工作人员到平台后台发布，再登记网址。内容仍须与三审签署的一致。`}
          onConfirm={() => acted(call(handOverPublication, { params: { id }, body: { version } }))}
        />
      ) : null}
      {may.withdraw ? (
        <Button danger onClick={() => setOpen('withdraw')}>
          撤回
        </Button>
      ) : null}
      {may.cancel ? (
        <ConfirmDo
          label="取消发布"
          danger
          consequence={`取消后不在${where}发布，登记保留，其他账号不受影响。`}
          reason={{ label: '取消原因', hint: '至少 4 个字，记入登记' }}
          onConfirm={(reason) => acted(call(cancelPublication, { params: { id }, body: { version, reason } }))}
        />
      ) : null}
      {open === 'withdraw' ? <WithdrawDialog view={view} onClose={() => setOpen(null)} /> : null}
      {open === 'register' ? (
        <Modal open title="登记已发布" footer={null} onCancel={() => setOpen(null)}>
          <p>登记后系统不再自动发送或核实，并将打开网址核对标题。请先在平台上确认确已发布。</p>
          <RegisterForm view={view} onDone={() => setOpen(null)} />
        </Modal>
      ) : null}
    </>
  )
}

type Fields = { reason: string; byHand?: boolean }

/** Where the platform can take it back the system does; elsewhere a person has, and says so here. */
function WithdrawDialog({ view, onClose }: { view: PublicationView; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const byHand = view.withdrawZh !== null
  const act = useDo(withdrawPublication, {
    success: byHand ? '已登记撤回' : '已从平台撤回',
    invalidates: touched,
    onDone: onClose,
    onFail: errors.show,
  })
  return (
    <Modal
      open
      title="撤回"
      okText={byHand ? '登记已撤回' : '撤回'}
      cancelText="取消"
      okButtonProps={{ danger: true, loading: act.busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {byHand ? (
        <p>{view.withdrawZh?.replace(/。$/, '')}。登记后状态为“已撤回”，登记和凭证保留。</p>
      ) : (
        <p>
          将立即从“{view.accountName}”（{platformName(view.platform)}
          ）删除该作品，公众不能再打开，阅读等数据一并失去，无法恢复；登记和凭证保留。
        </p>
      )}
      <Form
        form={form}
        layout="vertical"
        onFinishFailed={errors.showFields}
        onFinish={({ reason }) =>
          act.run({ params: { id: view.id }, body: { version: view.version, reason: reason.trim(), byHand } })
        }
      >
        <FormErrors of={errors} />
        <Form.Item
          name="reason"
          label="撤回原因"
          rules={[{ required: true, whitespace: true, min: 4, message: '请写明原因（至少 4 个字）' }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        {byHand ? (
          <Form.Item
            name="byHand"
            valuePropName="checked"
            rules={[
              { validator: (_, yes) => (yes ? Promise.resolve() : Promise.reject(new Error('请先在平台后台删除'))) },
            ]}
          >
            <Checkbox>已在平台后台删除该作品</Checkbox>
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  )
}
