import { Button, Descriptions } from 'antd'
import { useState } from 'react'
import { reproduceRun } from '../../../src/assessment/assessment.contract.ts'
import type { Answer } from '../../ui/api.ts'
import { useMay } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import type { RunDetail } from './run.page.tsx'
import { To } from './to.tsx'

/** By which rules, from which data, and whether it still comes out the same. */
export function AboutTab({ detail }: { detail: RunDetail }) {
  const { run } = detail
  return (
    <section className="panel">
      <Descriptions
        column={1}
        size="small"
        bordered
        items={[
          { key: 'period', label: '考核周期', children: `${run.periodZh}（${run.start} 至 ${run.end}）` },
          { key: 'region', label: '考核区域', children: run.regionName },
          {
            key: 'scheme',
            label: '考核方案',
            children: <To path={`/schemes/${run.schemeId}`}>{run.schemeName}</To>,
          },
          { key: 'cutoff', label: '数据截止', children: <When at={run.cutoff} /> },
          { key: 'by', label: '开展人', children: run.createdBy },
          { key: 'finished', label: '完成时间', children: <When at={run.finishedAt} /> },
          {
            key: 'inputs',
            label: '冻结数据校验值（SM3）',
            children: <code className="assessment-hash">{detail.inputsHash}</code>,
          },
          {
            key: 'scores',
            label: '结果校验值（SM3）',
            children: <code className="assessment-hash">{detail.scoresHash}</code>,
          },
        ]}
      />
      <Reproduction id={run.id} />
      <h2 className="assessment-heading">指数公式</h2>
      <ul className="assessment-list">
        {detail.formulas.map(({ platform, formula }) => (
          <li key={platform}>
            {platform}：{formula.zh}（{formula.grade}；出处：{formula.source}）{formula.note}
          </li>
        ))}
      </ul>
      <h2 className="assessment-heading">口径与出处</h2>
      <ul className="assessment-list">
        {detail.citations.map(({ subject, zh, source }) => (
          <li key={subject}>
            {zh}（{source}）
          </li>
        ))}
      </ul>
    </section>
  )
}

function Reproduction({ id }: { id: string }) {
  const may = useMay('assessment.whatif')
  const [found, setFound] = useState<Answer<typeof reproduceRun> | null>(null)
  const reproduce = useDo(reproduceRun, { onDone: setFound })
  if (!may) return null
  return (
    <div className="assessment-line assessment-heading">
      <Button loading={reproduce.busy} onClick={() => reproduce.run({ params: { id } })}>
        用冻结数据重新计算并比对
      </Button>
      <span role="status">
        {found ? (
          found.identical ? (
            <StateTag tone="done">{`${found.accounts} 个账号的每个数字都与原结果一致`}</StateTag>
          ) : (
            <StateTag tone="grave">
              {`与原结果不一致：${found.different.map(({ name }) => name).join('、') || '校验值不同'}`}
            </StateTag>
          )
        ) : null}
      </span>
    </div>
  )
}
