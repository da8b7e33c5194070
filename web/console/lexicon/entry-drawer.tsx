import { Button, Descriptions, Drawer, Timeline } from 'antd'
import { useState } from 'react'
import { entryKinds, itemActions } from '../../../src/lexicon/entry-kinds.rules.ts'
import { type EntryView, getEntry, type HistoryLine, stopEntries } from '../../../src/lexicon/lexicon.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { saidBy } from './entry-columns.tsx'
import { EntryForm } from './entry-form.tsx'
import { refreshLexicon } from './lexicon-state.ts'
import { ChangeTag, EntryTag, Opens, SeverityTag } from './lexicon-words.tsx'

type Given = { id: string; today: string; onClose: () => void; onChange: (changeId: string) => void }
type Entry = EntryView & { history: HistoryLine[] }

/** One entry: what it says, who keeps it, and all that was ever proposed about it. */
export function EntryDrawer({ id, today, onClose, onChange }: Given) {
  const phone = usePhone()
  const { data, error } = useAsk(getEntry, { params: { id } }, { staleTime: 0 })
  return (
    <Drawer open title={data?.title ?? '词库与规则'} size={phone ? '100%' : 620} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? <Shown entry={data} today={today} onChange={onChange} /> : null}
    </Drawer>
  )
}

function Shown({ entry, today, onChange }: { entry: Entry; today: string; onChange: (changeId: string) => void }) {
  const manages = useMay('lexicon.manage')
  const message = useToast()
  const [editing, setEditing] = useState(false)
  const mine = manages && entry.reach === 'own' && entry.state === 'active'
  const stops = entry.kind === 'accepted' ? '撤销' : '停用'
  const stop = async (reason: string) => {
    const made = await call(stopEntries, { body: { target: { ids: [entry.id] }, reason } })
    await refreshLexicon()
    message.success(made.state === 'proposed' ? `已提出${stops}，待同级另一人确认` : `已${stops}`)
    if (made.state === 'proposed') onChange(made.changeId)
  }
  return (
    <>
      <div className="lexicon-tags">
        <SeverityTag severity={entry.severity} />
        <EntryTag state={entry.state} from={entry.from} today={today} />
        <span className="quiet">
          {entryKinds[entry.kind].zh} · {entry.layerName} · {entry.from} 起{entry.until ? `，至 ${entry.until}` : ''}
        </span>
      </div>
      <Descriptions
        column={1}
        size="small"
        bordered
        styles={{ label: { width: 104 } }}
        items={saidBy(entry.kind, entry.payload).map(({ key, label, text }) => ({
          key,
          label,
          children: <div className="lexicon-text">{text}</div>,
        }))}
      />
      {mine ? (
        <div className="lexicon-actions">
          {entry.kind === 'accepted' || entry.kind === 'rule' ? null : (
            <Button onClick={() => setEditing(true)}>修改</Button>
          )}
          <ConfirmDo
            label={stops}
            danger
            consequence={
              entry.kind === 'accepted'
                ? '撤销后，检查时会再次提示此处。历史保留。'
                : '停用后，检查时不再使用这一条。历史保留，可以重新新增。'
            }
            reason={{ label: `${stops}理由`, hint: '至少 4 个字' }}
            onConfirm={stop}
          />
        </div>
      ) : null}
      <h3>历史</h3>
      <Timeline
        items={entry.history.map((line) => ({
          key: line.changeId,
          content: <Line line={line} onOpen={() => onChange(line.changeId)} />,
        }))}
      />
      {editing ? (
        <EntryForm
          kind={entry.kind}
          lists={[]}
          entry={entry}
          onClose={() => setEditing(false)}
          onDone={(changeId) => {
            setEditing(false)
            onChange(changeId)
          }}
        />
      ) : null}
    </>
  )
}

function Line({ line, onOpen }: { line: HistoryLine; onOpen: () => void }) {
  return (
    <>
      <div className="lexicon-tags">
        <Opens onOpen={onOpen}>{itemActions[line.action]}</Opens>
        <ChangeTag state={line.state} />
      </div>
      <div>{line.reason}</div>
      <div className="quiet">
        {line.proposedBy} 提出 <When at={line.proposedAt} />
        {line.decidedBy ? (
          <>
            ；{line.decidedBy} 办结 <When at={line.decidedAt} />
          </>
        ) : null}
      </div>
    </>
  )
}
