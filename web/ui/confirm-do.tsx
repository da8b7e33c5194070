import { Button, type ButtonProps, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'

type Given = {
  /** The button's words, which are also the dialog's. */
  label: string
  /** What will happen, in figures and names: “将通知 12 个单位，无法撤回”. */
  consequence: ReactNode
  /** With a reason field: its label, and whether it may stay empty. */
  reason?: { label: string; required?: boolean; hint?: string }
  danger?: boolean
  disabled?: boolean
  icon?: ReactNode
  type?: ButtonProps['type']
  size?: ButtonProps['size']
  /** Resolves when it is done; a rejection keeps the dialog open with the message. */
  onConfirm: (reason: string) => Promise<unknown>
}

/** A button whose act has a consequence: it is said first, and the reason asked where the Guide wants one. */
export function ConfirmDo(given: Given) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        danger={given.danger ?? false}
        disabled={given.disabled ?? false}
        icon={given.icon}
        type={given.type ?? 'default'}
        size={given.size ?? 'middle'}
        onClick={() => setOpen(true)}
      >
        {given.label}
      </Button>
      {open ? <ConfirmDialog {...given} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

type DialogGiven = Pick<Given, 'label' | 'consequence' | 'reason' | 'danger' | 'onConfirm'> & { onClose: () => void }

/** The dialog alone, for a button that looks at something first. */
export function ConfirmDialog({ label, consequence, reason, danger = false, onConfirm, onClose }: DialogGiven) {
  const [form] = Form.useForm<{ reason?: string }>()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const confirm = async () => {
    const values = await form.validateFields().catch(() => null)
    if (!values) return
    setBusy(true)
    setRefusal(null)
    try {
      await onConfirm(values.reason?.trim() ?? '')
      onClose()
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : '操作未成功，请重试')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={label}
      okText={label}
      cancelText="取消"
      okButtonProps={{ danger, loading: busy }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <div>{consequence}</div>
      <Form form={form} layout="vertical" style={{ marginTop: 16 }}>
        {reason ? (
          <Form.Item
            name="reason"
            label={reason.label}
            extra={reason.hint}
            rules={[{ required: reason.required ?? true, whitespace: true, message: `请填写${reason.label}` }]}
          >
            <Input.TextArea rows={3} maxLength={500} showCount autoFocus />
          </Form.Item>
        ) : null}
      </Form>
      <div role="alert">{refusal ? <p className="sign-in-refusal">{refusal}</p> : null}</div>
    </Modal>
  )
}
