import { Drawer, Input, Select, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { listRules, proposeEntry, type RuleView, stopEntries } from '../../../src/lexicon/lexicon.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice } from '../../ui/filter-controls.tsx'
import { numberText } from '../../ui/number-text.ts'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useToast } from '../../ui/toast.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { type Change, cleared, type LexiconUrl, refreshLexicon } from './lexicon-state.ts'
import { categoryName, categoryOptions, Opens, SeverityTag, severityOptions } from './lexicon-words.tsx'

/** 系统规则: everything that ships, what it goes by, and what has been switched off of it. */
export function RulesTab({ state, change }: { state: LexiconUrl; change: Change }) {
  const { data, error } = useAsk(listRules, {}, { keep: true })
  const phone = usePhone()
  const [shown, setShown] = useState<string | null>(null)
  const rows = (data?.rows ?? []).filter((row) => fits(row, state))
  const open = data?.rows.find(({ id }) => id === shown)
  if (error) return <p role="alert">{error.message}</p>
  return (
    <>
      <FilterBar
        onReset={() => change(cleared)}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <Input
                allowClear
                value={state.q ?? ''}
                placeholder="名称、说明、依据"
                onChange={({ target }) => change({ q: target.value })}
              />
            ),
          },
          {
            key: 'severity',
            label: '程度',
            control: (
              <Choice value={state.severity} options={severityOptions} onChange={(severity) => change({ severity })} />
            ),
          },
          {
            key: 'category',
            label: '类别',
            control: (
              <Choice value={state.category} options={categoryOptions} onChange={(category) => change({ category })} />
            ),
          },
          {
            key: 'off',
            label: '状态',
            control: (
              <Select
                value={state.off ?? ''}
                onChange={(off) => change({ off })}
                options={[
                  { value: '', label: '全部' },
                  { value: '1', label: '已停用' },
                ]}
              />
            ),
          },
        ]}
      />
      <section className="ledger" aria-label="系统规则">
        <div className="ledger-bar">
          <span role="status">{data ? `共 ${numberText(rows.length)} 项` : '正在载入…'}</span>
        </div>
        {data ? null : <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />}
        {data && rows.length === 0 ? (
          <div className="ledger-empty">
            <p>没有符合条件的规则，请调整或重置筛选条件。</p>
          </div>
        ) : null}
        {phone ? (
          <ul className="ledger-cards">
            {rows.map((row) => (
              <li key={row.id} className="panel">
                <Opens onOpen={() => setShown(row.id)}>{row.title}</Opens>
                <div className="lexicon-tags">
                  <SeverityTag severity={row.severity} />
                  <State row={row} />
                </div>
                <div className="quiet">{categoryName(row.category)}</div>
              </li>
            ))}
          </ul>
        ) : null}
        {!phone && rows.length > 0 ? (
          <Table<RuleView>
            rowKey="id"
            size="small"
            dataSource={rows}
            pagination={false}
            scroll={{ x: 'max-content' }}
            columns={[
              {
                key: 'title',
                title: '名称',
                render: (_, row) => <Opens onOpen={() => setShown(row.id)}>{row.title}</Opens>,
              },
              { key: 'severity', title: '程度', render: (_, row) => <SeverityTag severity={row.severity} /> },
              { key: 'category', title: '类别', render: (_, row) => categoryName(row.category) },
              {
                key: 'terms',
                title: '词数',
                align: 'right',
                className: 'num',
                render: (_, row) => (row.terms === null ? '规则' : numberText(row.terms)),
              },
              { key: 'basis', title: '依据', render: (_, row) => <span className="lexicon-cell">{row.basis}</span> },
              { key: 'state', title: '状态', render: (_, row) => <State row={row} /> },
            ]}
          />
        ) : null}
      </section>
      {open ? (
        <Drawer open title={open.title} size={phone ? '100%' : 560} onClose={() => setShown(null)}>
          <Rule row={open} maySwitch={data?.maySwitch ?? false} onChange={(id) => change({ change: id })} />
        </Drawer>
      ) : null}
    </>
  )
}

function fits(row: RuleView, { q = '', severity, category, off }: LexiconUrl): boolean {
  if (severity?.length && !severity.includes(row.severity)) return false
  if (category?.length && !category.includes(row.category)) return false
  if (off && !row.off) return false
  return [row.title, row.why, row.basis, row.id].some((text) => text.includes(q))
}

function State({ row }: { row: RuleView }) {
  if (row.off) return <StateTag tone="ended">{row.off.layerName}停用</StateTag>
  return <StateTag tone="done">启用</StateTag>
}

type RuleGiven = { row: RuleView; maySwitch: boolean; onChange: (changeId: string) => void }

function Rule({ row, maySwitch, onChange }: RuleGiven) {
  const message = useToast()
  const switchOff = async (reason: string) => {
    const payload = { ruleId: row.id, reason }
    const made = await call(proposeEntry, { body: { kind: 'rule', payload, reason } })
    await refreshLexicon()
    message.success('已提出停用，待同级另一人确认')
    onChange(made.changeId)
  }
  const switchOn = async (reason: string) => {
    await call(stopEntries, { body: { target: { ids: [row.off?.entryId ?? ''] }, reason } })
    await refreshLexicon()
    message.success('已恢复启用')
  }
  return (
    <div className="lexicon-rule">
      <div className="lexicon-tags">
        <SeverityTag severity={row.severity} />
        <State row={row} />
        <span className="quiet">
          {categoryName(row.category)} · {row.id}
        </span>
      </div>
      <p>{row.why}</p>
      <p>
        <strong>依据：</strong>
        {row.basis}
      </p>
      {row.provenance ? (
        <p>
          <strong>来源：</strong>
          {row.provenance}；共 {numberText(row.terms ?? 0)} 个词
        </p>
      ) : null}
      <Examples title={row.what === 'list' ? '举例' : '会提示'} texts={row.fires} />
      <Examples title="不会提示" texts={row.quiet} />
      {row.off ? (
        <p>
          <strong>停用：</strong>
          {row.off.layerName}，{row.off.from} 起，{row.off.reason}
        </p>
      ) : null}
      {row.grave ? <p className="quiet">“严重”规则不得停用；确属误报的，请登记“此处无误”。</p> : null}
      {maySwitch && !row.grave && !row.off ? (
        <ConfirmDo
          label="停用规则"
          danger
          consequence="经同级另一人确认后，本地区各单位检查文本时不再使用这项规则。"
          reason={{ label: '停用理由', hint: '至少 4 个字' }}
          onConfirm={switchOff}
        />
      ) : null}
      {maySwitch && row.off?.own ? (
        <ConfirmDo
          label="恢复启用"
          type="primary"
          consequence="恢复后立即对本地区各单位生效。"
          reason={{ label: '恢复理由', hint: '至少 4 个字' }}
          onConfirm={switchOn}
        />
      ) : null}
    </div>
  )
}

function Examples({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  )
}
