import { Alert, Form, Input, Modal, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { type Duty, dutiesRefusal, type UnitKind } from '../../../src/units/duties.rules.ts'
import { openWorkKinds } from '../../../src/units/handover.rules.ts'
import { deactivateUser, handOver, moveUser, openWork, type UserView } from '../../../src/units/user.contract.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { UnitSelect } from './unit-select.tsx'
import { dutyOptions } from './user-words.tsx'

export type Leaving = 'handOver' | 'deactivate' | 'move'

const words: Record<Leaving, { title: string; button: string; success: string; consequence: string }> = {
  handOver: {
    title: '工作交接',
    button: '交接',
    success: '已交接，双方已收到通知',
    consequence: '以下未办结事项将全部移交接收人，双方收到通知。',
  },
  deactivate: {
    title: '停用人员',
    button: '停用',
    success: '已停用',
    consequence: '停用后立即退出所有登录，不能再登录。未办结事项须同时移交。',
  },
  move: {
    title: '调整单位',
    button: '调整',
    success: '已调整单位',
    consequence: '调整后须重新登录，可见范围随新单位变化。在原单位的未办结事项须同时移交。',
  },
}

type Fields = { successorId?: string; reason: string; unitId: string; duties: Duty[] }

/** How a person leaves a desk: what she has open, who takes it over, and why. */
export function LeaveForm({ how, user, onClose }: { how: Leaving; user: UserView; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const [kind, setKind] = useState<UnitKind | undefined>()
  const { data: work, error } = useAsk(openWork, { params: { id: user.id } }, { staleTime: 0 })
  const { title, button, success, consequence } = words[how]
  const options = { onDone: onClose, onFail: errors.show, invalidates: ['/api/users'], success }
  const pass = useDo(handOver, options)
  const deactivate = useDo(deactivateUser, options)
  const move = useDo(moveUser, options)
  const items = work?.items ?? []
  const blocked = items.find((item) => item.blocked)?.blocked
  const submit = ({ successorId = '', reason, unitId, duties }: Fields) => {
    errors.clear()
    const params = { id: user.id }
    const leaving = { successorId: successorId || null, reason, version: user.version }
    if (how === 'handOver') pass.run({ params, body: { successorId, reason } })
    else if (how === 'deactivate') deactivate.run({ params, body: leaving })
    else move.run({ params, body: { ...leaving, unitId, duties } })
  }
  return (
    <Modal
      open
      title={`${title}：${user.name}`}
      okText={button}
      cancelText="取消"
      okButtonProps={{
        danger: how === 'deactivate',
        loading: pass.busy || deactivate.busy || move.busy,
        disabled: !work || Boolean(blocked) || (how === 'handOver' && items.length === 0),
      }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{consequence}</p>
      {error ? <p role="alert">{error.message}</p> : null}
      {work ? null : <Skeleton active />}
      {work && items.length === 0 ? (
        <Alert type="info" title={`${user.name}没有未办结事项${how === 'handOver' ? '，无需交接' : ''}。`} />
      ) : null}
      {items.length > 0 ? (
        <>
          <strong>未办结事项 {items.length} 项</strong>
          <ol className="open-work">
            {items.map((item) => (
              <li key={`${item.kind} ${item.id} ${item.duty}`}>
                {openWorkKinds[item.kind].zh}：{item.title}
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {blocked ? <Alert type="warning" title={blocked} /> : null}
      <Form form={form} layout="vertical" onFinish={submit} onFinishFailed={errors.showFields}>
        <FormErrors of={errors} />
        {items.length > 0 ? (
          <Form.Item name="successorId" label="接收人（同单位）" rules={[{ required: true, message: '请选择接收人' }]}>
            <Select
              options={(work?.successors ?? []).map((one) => ({
                value: one.id,
                label: one.refusal ? `${one.name}：${one.refusal}` : one.name,
                disabled: one.refusal !== null,
              }))}
              placeholder="请选择"
              notFoundContent="本单位没有其他在用人员，请先登记接收人"
            />
          </Form.Item>
        ) : null}
        {how === 'move' ? (
          <>
            <Form.Item name="unitId" label="新单位" rules={[{ required: true, message: '请选择新单位' }]}>
              <UnitSelect
                onChange={(id, unit) => {
                  form.setFieldsValue({ ...(id ? { unitId: id } : {}), duties: [] })
                  setKind(unit?.kind)
                }}
              />
            </Form.Item>
            <Form.Item
              name="duties"
              label="新职责"
              rules={[
                {
                  validator: async (_, given: Duty[] | undefined) => {
                    const refusal = kind ? dutiesRefusal(given ?? [], kind) : '请先选择新单位'
                    if (refusal) throw new Error(refusal)
                  },
                },
              ]}
            >
              <Select mode="multiple" disabled={!kind} options={kind ? dutyOptions(kind) : []} />
            </Form.Item>
          </>
        ) : null}
        <Form.Item name="reason" label="事由" rules={[{ required: true, min: 2, message: '请写明事由' }]}>
          <Input maxLength={200} placeholder="如：退休、调动、休假" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
