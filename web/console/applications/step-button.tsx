import { Button } from 'antd'
import { useState } from 'react'
import { type ApplicationView, stepApplication, viewApplication } from '../../../src/accounts/applications.contract.ts'
import { call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { ConfirmDialog, ConfirmDo } from '../../ui/confirm-do.tsx'
import { useToast } from '../../ui/toast.tsx'
import { localFaults } from './form-values.ts'
import { consequenceOf } from './next-words.ts'
import { refreshAfterStep, refreshApplication } from './refresh.ts'
import type { Editor } from './use-editor.ts'

type Action = ApplicationView['openSteps'][number]

const aside: readonly string[] = ['discard', 'extend']

/** The steps that go on, and those that may be taken besides. */
export function goingOn(view: ApplicationView): Action | undefined {
  return view.openSteps.find(({ action }) => !aside.includes(action))
}
export function besides(view: ApplicationView): Action[] {
  return view.openSteps.filter(({ action }) => aside.includes(action))
}

/** The button of the next step: what is typed is saved first, gaps are shown, and the consequence is said. */
export function StepButton({ editor }: { editor: Editor }) {
  const message = useToast()
  const { view, saver, values } = editor
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const step = goingOn(view)
  if (!step) return null
  const begin = async () => {
    setBusy(true)
    try {
      if (!(await saver.flush())) return message.error('填写的内容还没有保存，请先处理页面上的提示')
      const { faults } = await call(viewApplication, { params: { id: view.id } })
      if (faults.length + localFaults(values).length === 0) return setAsking(true)
      await refreshApplication()
      editor.attempt()
    } catch (error) {
      message.error(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const corrected = view.state === 'returned' || view.state === 'withdrawn'
  return (
    <>
      <Button type="primary" size="large" loading={busy} onClick={() => void begin()}>
        {step.zh}
      </Button>
      {asking ? (
        <ConfirmDialog
          label={step.zh}
          consequence={consequenceOf(view.kind, step.action)}
          {...(corrected ? { reason: { label: '本次修改说明', required: false, hint: '审核人员会看到' } } : {})}
          onClose={() => setAsking(false)}
          onConfirm={async (note) => {
            const body = { action: step.action, version: saver.version, note }
            await call(stepApplication, { params: { id: view.id }, body })
            message.success(`已办理：${step.zh}`)
            await refreshAfterStep()
          }}
        />
      ) : null}
    </>
  )
}

/** 作废, 撤销注销, 延长注册期: each with its reason where the table wants one. */
export function OtherSteps({ view, before }: { view: ApplicationView; before?: () => Promise<unknown> }) {
  const message = useToast()
  return besides(view).map((step) => (
    <ConfirmDo
      key={step.action}
      label={step.zh}
      danger={step.action === 'discard'}
      consequence={consequenceOf(view.kind, step.action)}
      {...(step.requires.includes('note') ? { reason: { label: '原因', hint: '至少 4 个字' } } : {})}
      onConfirm={async (note) => {
        await before?.()
        // The form may have been saved since the page was read.
        const { version } = await call(viewApplication, { params: { id: view.id } })
        await call(stepApplication, { params: { id: view.id }, body: { action: step.action, version, note } })
        message.success(`已办理：${step.zh}`)
        await refreshAfterStep()
      }}
    />
  ))
}
