import { Modal } from 'antd'
import { useState } from 'react'
import { listDraftAccounts } from '../../../src/publishing/drafts.contract.ts'
import { publishDraft } from '../../../src/publishing/publications.contract.ts'
import { isApiError } from '../../ui/api-error.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { contentFor, refusalsFor } from './preview-content.ts'
import { platformWord, WayWord } from './targets.tsx'
import type { DraftEditor } from './use-draft.ts'

type Given = { editor: DraftEditor; onClose: () => void; onDone: () => void }

/** 发布: to which accounts, in which way and when, said before it is done. */
export function PublishDialog({ editor: { view }, onClose, onDone }: Given) {
  const { content } = view
  const [refusal, setRefusal] = useState<readonly string[]>([])
  const accounts = useAsk(listDraftAccounts, { query: { hostUnitId: view.hostUnitId } })
  const mine = accounts.data?.rows.filter(({ id }) => content.targets.some(({ accountId }) => accountId === id)) ?? []
  // The time was signed with the text: what is planned waits for it.
  const atOnce = content.scheduledAt === null || Date.parse(content.scheduledAt) <= Date.now()
  const publish = useDo(publishDraft, {
    invalidates: ['/api/drafts', '/api/publications', '/api/content-calendar'],
    success: '已登记发布',
    onDone,
    onFail: (error) => {
      const gate = isApiError(error) ? (error.detail.refusals ?? error.detail.gate) : null
      const reasons = Array.isArray(gate) ? gate.map((one) => String((one as { zh?: unknown }).zh ?? '')) : []
      setRefusal([error.message, ...reasons, ...error.errors.map(({ message }) => message)].filter(Boolean))
    },
  })
  return (
    <Modal
      open
      title="发布"
      okText={atOnce ? `立即发布到 ${mine.length} 个账号` : `定时发布到 ${mine.length} 个账号`}
      cancelText="取消"
      okButtonProps={{ loading: publish.busy, disabled: mine.length === 0 }}
      onOk={() =>
        publish.run({ params: { id: view.id }, body: { hash: view.hash, version: view.version, now: atOnce } })
      }
      onCancel={onClose}
    >
      <div role="alert">
        {refusal.length > 0 ? (
          <div className="form-errors">
            <strong>{refusal[0]}</strong>
            <ul>
              {refusal.slice(1).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      <p>
        将发布到 {mine.length} 个账号，时间{' '}
        {atOnce ? (
          <strong>现在</strong>
        ) : (
          <strong>
            <When at={content.scheduledAt} />
          </strong>
        )}
        。发出后公开可见，能否撤回取决于平台。
      </p>
      <ul className="draft-publish">
        {mine.map((account) => {
          const refusals = refusalsFor(contentFor(content, account.id), account.platform)
          return (
            <li key={account.id}>
              <div className="draft-line">
                <strong>{account.name}</strong>
                <span className="quiet">{platformWord(account)}</span>
                <WayWord way={account.way} zh={account.wayZh} />
              </div>
              {account.way === 'handOver' ? <div className="quiet">生成交接包，由人在平台上发布后登记网址</div> : null}
              {account.way === 'api' && refusals.length > 0 ? (
                <div className="draft-fault">{refusals.map(({ zh }) => zh).join('；')}</div>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Modal>
  )
}
