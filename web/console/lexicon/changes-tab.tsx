import { Select } from 'antd'
import { useState } from 'react'
import { changeStates, entryKindNames, entryKinds } from '../../../src/lexicon/entry-kinds.rules.ts'
import { type ChangeView, listChanges } from '../../../src/lexicon/lexicon.contract.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { numberText } from '../../ui/number-text.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { type Change, cleared, type LexiconUrl } from './lexicon-state.ts'
import { ChangeTag, Opens } from './lexicon-words.tsx'

/** 变更与确认: what was proposed, by whom, and what came of it. */
export function ChangesTab({ state, change }: { state: LexiconUrl; change: Change }) {
  const { standing, kind, q } = state
  const ledger = useLedger(listChanges, {
    ...(standing === 'all' ? {} : { state: standing }),
    ...(kind?.length ? { kind: kind.join(',') } : {}),
    ...(q ? { q } : {}),
  })
  const [words, setWords] = useState(q ?? '')
  const open = (row: ChangeView) => change({ change: row.id })
  return (
    <>
      <FilterBar
        onReset={() => {
          setWords('')
          change(cleared)
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="变更、理由"
                onWords={setWords}
                onSearch={(text) => change({ q: text })}
              />
            ),
          },
          {
            key: 'standing',
            label: '状态',
            control: (
              <Select
                value={standing}
                onChange={(value) => change({ standing: value })}
                options={[
                  ...Object.entries(changeStates).map(([value, label]) => ({ value, label })),
                  { value: 'all', label: '全部' },
                ]}
              />
            ),
          },
          {
            key: 'kind',
            label: '类别',
            control: (
              <Choice
                value={kind}
                options={entryKindNames.map((value) => ({ value, label: entryKinds[value].zh }))}
                onChange={(chosen) => change({ kind: chosen })}
              />
            ),
          },
        ]}
      />
      <LedgerTable<ChangeView>
        name="lexicon.changes"
        caption="词库变更"
        columns={columnsOf(open)}
        ledger={ledger}
        total={null}
        empty={{
          reason: standing === 'proposed' ? '没有待确认的变更。可在上方选择“已生效”查看历史。' : '没有符合条件的变更。',
        }}
        mobile={(row) => (
          <>
            <Opens onOpen={() => open(row)}>{row.title}</Opens>
            <div className="lexicon-tags">
              <ChangeTag state={row.state} />
              <Mine row={row} />
            </div>
            <div className="quiet">
              {row.layerName} · <When at={row.proposedAt} />
            </div>
            <ReplayCell row={row} />
          </>
        )}
      />
    </>
  )
}

function columnsOf(open: (row: ChangeView) => void): LedgerColumn<ChangeView>[] {
  return [
    {
      key: 'title',
      title: '变更',
      always: true,
      render: (row) => <Opens onOpen={() => open(row)}>{row.title}</Opens>,
    },
    { key: 'count', title: '条数', number: true, render: (row) => numberText(row.count) },
    { key: 'layer', title: '所属', render: (row) => row.layerName },
    { key: 'proposedBy', title: '提出人', render: (row) => row.proposedBy },
    { key: 'proposedAt', title: '提出时间', render: (row) => <When at={row.proposedAt} /> },
    { key: 'replay', title: '试运行', render: (row) => <ReplayCell row={row} /> },
    {
      key: 'state',
      title: '状态',
      always: true,
      render: (row) => (
        <span className="lexicon-tags">
          <ChangeTag state={row.state} />
          <Mine row={row} />
        </span>
      ),
    },
    { key: 'decidedBy', title: '确认人', render: (row) => row.decidedBy ?? '—', hiddenAtFirst: true },
    { key: 'decidedAt', title: '确认时间', render: (row) => <When at={row.decidedAt} />, hiddenAtFirst: true },
  ]
}

function Mine({ row }: { row: ChangeView }) {
  if (row.state !== 'proposed') return null
  if (row.refusal === null) return <StateTag tone="busy">请您确认</StateTag>
  return row.mine ? <StateTag tone="plain">本人提出</StateTag> : null
}

function ReplayCell({ row: { replay } }: { row: ChangeView }) {
  if (!replay) return <span className="quiet">—</span>
  return (
    <span>
      新增 {numberText(replay.newly)} 处，减少 {numberText(replay.gone)} 处
    </span>
  )
}
