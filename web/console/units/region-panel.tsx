import { Button } from 'antd'
import { useState } from 'react'
import type { RegionNode } from '../../../src/units/region.contract.ts'
import { regionLevels } from '../../../src/units/region.rules.ts'
import { useMay } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { type RegionAct, RegionForm } from './region-form.tsx'

/** The chosen region: what it is, its residents with source and year, and what may be changed. */
export function RegionPanel({ region, above }: { region: RegionNode; above: RegionNode | undefined }) {
  const manages = useMay('region.manage')
  const [act, setAct] = useState<RegionAct | null>(null)
  const below = regionLevels[region.level].below
  return (
    <section className="panel region-head" aria-label="当前区划">
      <div>
        <h2>{region.name}</h2>
        <dl className="region-facts">
          <div>
            <dt>代码</dt>
            <dd>{region.code}</dd>
          </div>
          <div>
            <dt>层级</dt>
            <dd>{regionLevels[region.level].zh}</dd>
          </div>
          {above ? (
            <div>
              <dt>上级</dt>
              <dd>{above.name}</dd>
            </div>
          ) : null}
          <div>
            <dt>常住人口</dt>
            <dd>
              {region.residents === null ? (
                <span className="quiet">尚未登记</span>
              ) : (
                <>
                  {numberText(region.residents)} 人
                  <span className="quiet">
                    （{region.residentsYear} 年，来源：{region.residentsSource}）
                  </span>
                </>
              )}
            </dd>
          </div>
        </dl>
      </div>
      {manages ? (
        <div className="card-line no-print">
          {below ? <Button onClick={() => setAct('add')}>新增{regionLevels[below].zh}</Button> : null}
          <Button onClick={() => setAct('rename')}>修改名称</Button>
          <Button onClick={() => setAct('residents')}>登记人口</Button>
          {above ? <Button onClick={() => setAct('move')}>调整上级</Button> : null}
        </div>
      ) : null}
      {act ? <RegionForm act={act} region={region} onClose={() => setAct(null)} /> : null}
    </section>
  )
}
