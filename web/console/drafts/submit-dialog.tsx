import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import type { FieldError } from '../../../src/core/error.ts'
import { checkDraft, submitDraft } from '../../../src/publishing/drafts.contract.ts'
import { contentClasses } from '../../../src/review/three-review.rules.ts'
import { call } from '../../ui/api.ts'
import { isApiError, messageOf } from '../../ui/api-error.ts'
import { queryClient, useAsk } from '../../ui/queries.ts'
import { goTo } from './go-to.ts'
import { RouteWords } from './route-words.tsx'
import type { DraftEditor } from './use-draft.ts'

type Given = { editor: DraftEditor; onClose: () => void; onField: () => void }

/** 送审: what the reviewers get, what the checker still says, and what is missing, each with the way to its field. */
export function SubmitDialog({ editor: { view, form, saver }, onClose, onField }: Given) {
  const note = useId()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<{ message: string; errors: readonly FieldError[] } | null>(null)
  const check = useAsk(checkDraft, { params: { id: view.id } }, { staleTime: 0 })
  const grave = check.data?.parts.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'grave'))
  const submit = async () => {
    setBusy(true)
    setRefusal(null)
    try {
      if (!(await saver.flush())) throw new TypeError('not everything is saved')
      await call(submitDraft, { params: { id: view.id }, body: { note: words, version: saver.version } })
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/'),
      })
      onClose()
    } catch (error) {
      if (isApiError(error)) {
        setRefusal({ message: error.message, errors: error.errors })
        if (error.code === 'VERSION_CONFLICT') void saver.flush()
      } else
        setRefusal({
          message: error instanceof TypeError ? unsavedWords(saver.state) : messageOf(error),
          errors: saver.state.kind === 'refused' ? saver.state.errors : [],
        })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title="送审"
      okText="送审"
      cancelText="继续修改"
      okButtonProps={{ loading: busy }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      {refusal ? (
        <div className="form-errors" role="alert">
          <strong>{refusal.message}</strong>
          <ul>
            {refusal.errors.map(({ path, message }) => (
              <li key={path + message}>
                <a
                  href={`#${path}`}
                  onClick={(event) => {
                    event.preventDefault()
                    onClose()
                    onField()
                    setTimeout(() => goTo(path), 50)
                  }}
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p>将以“{contentClasses[form.class].zh}”送审。审核期间不能修改；通过后，任何改动都须重新送审（指南§8.2.1）。</p>
      <RouteWords of={form.class} hostUnitId={view.hostUnitId} />
      {grave && grave.length > 0 ? (
        <p className="draft-fault">
          检查发现 {grave.length} 处严重问题。须在三审说明理由放行，否则不能发布；确需保留的，请在附言中说明。
        </p>
      ) : null}
      <div className="draft-field">
        <label htmlFor={note}>附言（给审核人）</label>
        <Input.TextArea
          id={note}
          rows={3}
          maxLength={500}
          showCount
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
    </Modal>
  )
}

function unsavedWords(state: DraftEditor['state']): string {
  if (state.kind === 'refused' || state.kind === 'offline') return `改动未能保存，不能送审：${state.message}`
  return '他人已保存新的版本，请先核对'
}
