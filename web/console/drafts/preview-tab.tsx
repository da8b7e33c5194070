import { Select } from 'antd'
import { useState } from 'react'
import { listDraftAccounts } from '../../../src/publishing/drafts.contract.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { PlatformPreview } from './platform-preview.tsx'
import { platformWord, WayWord } from './targets.tsx'
import type { DraftEditor } from './use-draft.ts'

/** The manuscript as each of its accounts will show it. */
export function PreviewTab({ editor: { view, form } }: { editor: DraftEditor }) {
  const { content } = form
  const accounts = useAsk(listDraftAccounts, { query: { hostUnitId: view.hostUnitId } }, { staleTime: 60_000 })
  const [chosen, setChosen] = useState<string>()
  if (accounts.error) return <p role="alert">{accounts.error.message}</p>
  if (!accounts.data) return <PageSkeleton />
  const mine = accounts.data.rows.filter(({ id }) => content.targets.some(({ accountId }) => accountId === id))
  const account = mine.find(({ id }) => id === chosen) ?? mine[0]
  if (!account) {
    return <p className="panel">还没有选择发布账号。请在“撰写”的“发布设置”中选择账号，这里按各平台的样式预览。</p>
  }
  return (
    <section className="panel" aria-label="预览">
      <div className="draft-line">
        <Select
          style={{ minWidth: 240 }}
          value={account.id}
          onChange={setChosen}
          options={mine.map((one) => ({ value: one.id, label: `${one.name}（${platformWord(one)}）` }))}
          aria-label="预览的账号"
        />
        <WayWord way={account.way} zh={account.wayZh} />
      </div>
      <PlatformPreview content={content} account={account} hostUnitName={view.hostUnitName} />
      <p className="quiet">排版以平台实际显示为准。</p>
    </section>
  )
}
