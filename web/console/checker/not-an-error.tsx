import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { modelRuleId } from '../../../src/checker/typos/model-endpoint.ts'
import { type Proposed, proposeEntry } from '../../../src/lexicon/lexicon.contract.ts'
import { useDo } from '../../ui/queries.ts'
import type { Marked } from './desk.ts'
import { shortText } from './finding-words.tsx'

/** The longest text that an exception may hold. */
const longest = 200

type Given = { finding: Marked; onClose: () => void; onDone: (state: Proposed['state']) => void }

export function mayBeNoError({ text, ruleId }: Marked): boolean {
  // A model is asked anew each time, and goes by no list.
  return ruleId !== modelRuleId && text.length > 0 && text.length <= longest
}

/** 此处无误: asks that this wording be no error in the unit's layer from now on; grave ones need a second person. */
export function NotAnError({ finding, onClose, onDone }: Given) {
  const [reason, setReason] = useState('')
  const id = useId()
  const short = reason.trim().length < 4
  const propose = useDo(proposeEntry, {
    invalidates: ['/api/lexicon'],
    onDone: ({ state }) => {
      onDone(state)
      onClose()
    },
  })
  const send = () => {
    const { ruleId, text, severity } = finding
    propose.run({ body: { kind: 'accepted', reason, payload: { ruleId, text, severity, reason } } })
  }
  return (
    <Modal
      open
      title="此处无误"
      okText="提交"
      cancelText="取消"
      okButtonProps={{ disabled: short, loading: propose.busy }}
      onOk={send}
      onCancel={onClose}
    >
      <p>
        今后本单位（本级）检查到“{shortText(finding)}”时，不再按这条规则提示。
        {finding.severity === 'grave' ? '这是严重问题，须经另一人确认后生效。' : ''}
      </p>
      <label htmlFor={id}>理由（至少 4 个字）</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={500}
        showCount
        autoFocus
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        placeholder="如：这是本地一家单位的法定名称"
      />
    </Modal>
  )
}

export function NotAnErrorButton({ finding, onClick }: { finding: Marked; onClick: () => void }) {
  return (
    <Button size="small" type="text" aria-label={`“${shortText(finding)}”此处无误`} onClick={onClick}>
      此处无误
    </Button>
  )
}
