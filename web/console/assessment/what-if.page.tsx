import { Alert, Button, Select, Skeleton, Table, Tabs } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { listRuns, whatIf } from '../../../src/assessment/assessment.contract.ts'
import { type FormulaId, formulaIds, formulas } from '../../../src/assessment/formulas.rules.ts'
import { type Scheme, schemeProblems } from '../../../src/assessment/scheme.rules.ts'
import { viewScheme } from '../../../src/assessment/schemes.contract.ts'
import { assessedPlatforms, type PartName, partNames, platformLabels } from '../../../src/assessment/table2.rules.ts'
import type { Answer } from '../../ui/api.ts'
import { Num } from '../../ui/num.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { SchemeRules } from './scheme-rules.tsx'
import { To } from './to.tsx'
import { WeightsTable } from './weights-table.tsx'
import { Change, Rank } from './words.tsx'
import './assessment.css'

type Result = Answer<typeof whatIf>
const Chosen = z.object({ run: z.uuid().optional() })

/** 考核 › 沙盘推演: change the scheme of a finished assessment and see who moves. Nothing is stored. */
export function Page() {
  const [{ run: runId }, setChosen] = useUrlState(Chosen)
  const runs = useAsk(listRuns, { query: { limit: 100 } })
  const done = runs.data?.rows.filter(({ state }) => state === 'done') ?? []
  const run = done.find(({ id }) => id === runId) ?? done[0]
  const scheme = useAsk(viewScheme, { params: { id: run?.schemeId ?? '' } }, { enabled: run !== undefined })
  return (
    <>
      <PageHead
        title="沙盘推演"
        description="用一次考核冻结的数据，试算不同权重、公式和折算办法下的得分与名次。只推演，不保存，不改变已有结果；合格与否不随之变化。"
      />
      {runs.isPending ? <Skeleton active /> : null}
      {runs.data && !run ? (
        <p className="panel">
          还没有完成的考核，请先在<To path="/assessments">周期与排名</To>开展考核。
        </p>
      ) : null}
      {run ? (
        <p>
          推演的考核：
          <Select
            aria-label="推演的考核"
            value={run.id}
            style={{ width: 280, maxWidth: '100%' }}
            onChange={(id) => setChosen({ run: id })}
            options={done.map((row) => ({ value: row.id, label: `${row.regionName}${row.periodZh}` }))}
          />
        </p>
      ) : null}
      {run && scheme.data ? <Sandbox key={run.id} runId={run.id} original={scheme.data.definition} /> : null}
    </>
  )
}

function Sandbox({ runId, original }: { runId: string; original: Scheme }) {
  const [tried, setTried] = useState(original)
  const [result, setResult] = useState<Result | null>(null)
  const [refusals, setRefusals] = useState<string[]>([])
  const run = useDo(whatIf, {
    onDone: setResult,
    onFail: (refusal) =>
      setRefusals(refusal.errors.length > 0 ? refusal.errors.map(({ message }) => message) : [refusal.message]),
  })
  const problems = schemeProblems(tried)
  const weigh = (weights: Scheme['weights']) => setTried({ ...tried, weights })
  const reset = () => {
    setTried(original)
    setResult(null)
    setRefusals([])
  }
  return (
    <>
      <section className="panel">
        <Tabs
          items={[
            ...assessedPlatforms.map((platform) => ({
              key: platform,
              label: platformLabels[platform],
              children: (
                <WeightsTable weights={tried.weights} problems={problems} platforms={[platform]} onChange={weigh} />
              ),
            })),
            {
              key: 'wci',
              label: 'WCI 公式',
              children: (
                <Select<FormulaId>
                  aria-label="WCI 公式"
                  value={tried.formulas.wechat}
                  style={{ width: 420, maxWidth: '100%' }}
                  onChange={(wechat) => setTried({ ...tried, formulas: { ...tried.formulas, wechat } })}
                  options={formulaIds
                    .filter((id) => formulas[id].suits.includes('wechat'))
                    .map((value) => ({ value, label: formulas[value].zh }))}
                />
              ),
            },
            { key: 'rules', label: '折算办法', children: <ConversionsOnly scheme={tried} onChange={setTried} /> },
          ]}
        />
        {problems.length > 0 || refusals.length > 0 ? (
          <Alert
            type="error"
            role="alert"
            title="各级权重合计须为 100"
            description={
              <ul className="assessment-list">
                {[...problems.map(({ zh }) => zh), ...refusals].map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            }
          />
        ) : null}
        <div className="assessment-line assessment-heading">
          <Button
            type="primary"
            loading={run.busy}
            disabled={problems.length > 0}
            onClick={() => {
              setRefusals([])
              run.run({
                params: { id: runId },
                body: {
                  weights: tried.weights,
                  wciFormula: tried.formulas.wechat,
                  conversions: changedConversions(original, tried),
                },
              })
            }}
          >
            推演
          </Button>
          <Button onClick={reset}>恢复原方案</Button>
        </div>
      </section>
      {result ? <Outcome result={result} runId={runId} /> : null}
    </>
  )
}

/** The other formulas and 缺数 are not part of the trial, so they are not offered. */
function ConversionsOnly({ scheme, onChange }: { scheme: Scheme; onChange: (scheme: Scheme) => void }) {
  return (
    <SchemeRules
      scheme={scheme}
      onChange={({ conversions }) => onChange({ ...scheme, conversions })}
      only="conversions"
    />
  )
}

function changedConversions(original: Scheme, tried: Scheme): Record<string, unknown> {
  const changed = partNames.filter((part: PartName) => tried.conversions[part] !== original.conversions[part])
  return Object.fromEntries(changed.map((part) => [part, tried.conversions[part]]))
}

type Mover = Result['movers'][number]

function Outcome({ result, runId }: { result: Result; runId: string }) {
  return (
    <section className="panel score-index assessment-heading" aria-label="推演结果">
      <p role="status">
        {result.accounts} 个账号中，{result.changed} 个得分变化，{result.moved} 个在同平台中的名次变化；平均总分{' '}
        <Num value={result.averageBefore} digits={2} /> → <Num value={result.averageAfter} digits={2} />
        。合格与否的结论不变。
      </p>
      {result.movers.length === 0 ? <p>没有账号的名次变化。</p> : null}
      {result.movers.length > 0 ? (
        <Table<Mover>
          size="small"
          rowKey="id"
          dataSource={result.movers}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: '账号',
              render: (_, row) => <To path={`/assessments/${runId}/accounts/${row.id}`}>{row.name}</To>,
            },
            { title: '平台', render: (_, row) => row.platformZh },
            { title: '主办单位', render: (_, row) => row.unitName },
            { title: '原名次', align: 'right', render: (_, row) => <Rank rank={row.rankBefore} /> },
            { title: '推演名次', align: 'right', render: (_, row) => <Rank rank={row.rankAfter} /> },
            { title: '变化', render: (_, row) => <Change of={row.change} /> },
            { title: '原总分', align: 'right', render: (_, row) => <Num value={row.totalBefore} digits={2} /> },
            { title: '推演总分', align: 'right', render: (_, row) => <Num value={row.totalAfter} digits={2} /> },
          ]}
        />
      ) : null}
    </section>
  )
}
