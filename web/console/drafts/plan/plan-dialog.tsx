import { Form, type FormInstance, type FormProps, Modal } from 'antd'
import type { ReactNode } from 'react'
import { type FormErrorState, FormErrors } from '../../../ui/form-errors.tsx'

type Given<V> = {
  zh: string
  /** A new one, or one that is there already. */
  isNew: boolean
  form: FormInstance<V>
  errors: FormErrorState
  initial: Exclude<FormProps<V>['initialValues'], undefined>
  busy: boolean
  onSave: (values: V) => void
  onClose: () => void
  /** With a text of some length in it: wider, and not closed by a slip. */
  long?: true
  children: ReactNode
}

/** The form of a series, a topic or a template. */
export function PlanDialog<V>({ zh, isNew, form, errors, initial, busy, onSave, onClose, long, children }: Given<V>) {
  return (
    <Modal
      open
      title={`${isNew ? '新建' : '修改'}${zh}`}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      {...(long ? { width: 860, keyboard: false, mask: { closable: false } } : {})}
    >
      <FormErrors of={errors} />
      <Form<V>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinishFailed={errors.showFields}
        onFinish={(values) => {
          errors.clear()
          onSave(values)
        }}
      >
        {children}
      </Form>
    </Modal>
  )
}
