import { Drawer, Table, Tag } from 'antd'
import { entryKinds, itemActions } from '../../../src/lexicon/entry-kinds.rules.ts'
import {
  type ChangeView,
  decideChange,
  getChange,
  type ItemView,
  listItems,
  withdrawChange,
} from '../../../src/lexicon/lexicon.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useToast } from '../../ui/toast.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { saidBy } from './entry-columns.tsx'
import { refreshLexicon } from './lexicon-state.ts'
import { ChangeTag } from './lexicon-words.tsx'
import { ReplayResult } from './replay-result.tsx'

const mostShown = 100

/** One change: what it touches, what it would find in published works, and the second person's decision. */
export function ChangeDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const phone = usePhone()
  const { data, error } = useAsk(getChange, { params: { id } }, { staleTime: 0 })
  return (
    <Drawer open title={data?.title ?? '词库变更'} size={phone ? '100%' : 760} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? (
        <>
          <Told change={data} />
          <Decision change={data} />
          <ReplayResult change={data} />
          <Items id={id} count={data.count} />
        </>
      ) : null}
    </Drawer>
  )
}

function Told({ change }: { change: ChangeView }) {
  return (
    <div className="lexicon-told">
      <div className="lexicon-tags">
        <ChangeTag state={change.state} />
        {change.grave ? <StateTag tone="grave">涉及“严重”</StateTag> : null}
        <span className="quiet">
          {change.layerName} · {entryKinds[change.kind].zh} {numberText(change.count)} 条
        </span>
      </div>
      <p>
        <strong>理由：</strong>
        {change.reason}
      </p>
      <p className="quiet">
        {change.proposedBy} 提出 <When at={change.proposedAt} />
        {change.decidedBy ? (
          <>
            <br />
            {change.decidedBy} <When at={change.decidedAt} />
            {change.decisionReason ? `：${change.decisionReason}` : ''}
          </>
        ) : null}
      </p>
    </div>
  )
}

function Decision({ change }: { change: ChangeView }) {
  const message = useToast()
  const confirms = useMay('lexicon.confirm')
  if (change.state !== 'proposed') return null
  const decide = async (decision: 'confirm' | 'refuse', reason: string) => {
    await call(decideChange, { params: { id: change.id }, body: { version: change.version, decision, reason } })
    await refreshLexicon()
    message.success(decision === 'confirm' ? '已确认生效' : '已退回，未生效')
  }
  const withdraw = async () => {
    await call(withdrawChange, { params: { id: change.id }, body: { version: change.version } })
    await refreshLexicon()
    message.success('已撤回')
  }
  return (
    <div className="lexicon-actions">
      {change.refusal === null ? (
        <>
          <ConfirmDo
            label="确认生效"
            type="primary"
            consequence={`确认后，${numberText(change.count)} 条变更对${change.layerName}即时生效，正在检查的文本下一次检查时采用。${tellReplay(change)}`}
            reason={{ label: '意见', required: false }}
            onConfirm={(reason) => decide('confirm', reason)}
          />
          <ConfirmDo
            label="不同意"
            danger
            consequence="不同意的变更不会生效，提出人会收到您的理由。"
            reason={{ label: '理由', hint: '至少 4 个字' }}
            onConfirm={(reason) => decide('refuse', reason)}
          />
        </>
      ) : confirms ? (
        <span className="quiet">{change.refusal}</span>
      ) : null}
      {change.mine ? <ConfirmDo label="撤回" consequence="撤回后本变更不再等待确认。" onConfirm={withdraw} /> : null}
    </div>
  )
}

function tellReplay({ replay }: ChangeView): string {
  if (!replay) return '试运行还没有结果，建议看过结果再确认。'
  return `试运行中新增命中 ${numberText(replay.newly)} 处，不再命中 ${numberText(replay.gone)} 处。`
}

function Items({ id, count }: { id: string; count: number }) {
  const { data } = useAsk(listItems, { params: { id }, query: { limit: mostShown } })
  if (!data) return <PageSkeleton />
  const named = data.rows.map((row) => ({ ...row, key: row.n }))
  return (
    <section aria-label="涉及的条目">
      <h3>涉及的条目{count > mostShown ? `（共 ${numberText(count)} 条，显示前 ${mostShown} 条）` : ''}</h3>
      <Table<ItemView & { key: number }>
        size="small"
        dataSource={named}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'action', title: '变更', render: (_, row) => <Tag>{itemActions[row.action]}</Tag> },
          { key: 'title', title: '条目', render: (_, row) => <span className="lexicon-cell">{row.title}</span> },
          { key: 'what', title: '内容', render: (_, row) => <Differences item={row} /> },
        ]}
      />
    </section>
  )
}

/** Of something new or stopped what it says; of an edit only what is different. */
function Differences({ item }: { item: ItemView }) {
  const before = linesOf(item.before)
  const after = linesOf(item.after)
  const labels = [...new Set([...before.keys(), ...after.keys()])]
  const changed = item.action === 'edit' ? labels.filter((label) => before.get(label) !== after.get(label)) : labels
  return (
    <ul className="lexicon-differences">
      {changed.map((label) => (
        <li key={label}>
          <span className="quiet">{label}：</span>
          {item.action === 'edit' && before.has(label) ? <del>{before.get(label)}</del> : null}{' '}
          {item.action === 'edit' ? after.get(label) : (after.get(label) ?? before.get(label))}
        </li>
      ))}
    </ul>
  )
}

function linesOf(facts: ItemView['before']): Map<string, string> {
  if (!facts) return new Map()
  // As the change keeps it: kind, payload and days (entry-kinds.rules.ts).
  const { kind, payload, from, until } = facts as {
    kind: ChangeView['kind']
    payload: Record<string, unknown>
    from: string
    until: string | null
  }
  const said = saidBy(kind, payload).map(({ label, text }): [string, string] => [label, text])
  return new Map([...said, ['生效', until ? `${from} 至 ${until}` : `${from} 起`]])
}
