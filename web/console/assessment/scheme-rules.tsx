import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { conversionLabels } from '../../../src/assessment/conversion.rules.ts'
import { type FormulaId, formulaIds, formulas, gradeLabels } from '../../../src/assessment/formulas.rules.ts'
import type { Conversions, MissingPolicy, Scheme } from '../../../src/assessment/scheme.rules.ts'
import {
  assessedPlatforms,
  type PartName,
  partLabels,
  partNames,
  platformLabels,
} from '../../../src/assessment/table2.rules.ts'

type Given = {
  scheme: Scheme
  onChange?: (scheme: Scheme) => void
  /** For a trial, which leaves formulas and 缺数 as they are. */
  only?: 'conversions'
}

const missingWords: Record<MissingPolicy, string> = {
  exclude: '不计入，权重由其他子指标分担',
  zero: '按 0 分计',
  unranked: '不计总分，不参加排名',
}

/** What the Guide leaves open: formulas, conversions and what 缺数 does, part by part. */
export function SchemeRules({ scheme, onChange, only }: Given) {
  return (
    <>
      {only ? null : <Formulas scheme={scheme} {...(onChange ? { onChange } : {})} />}
      <section className="panel" aria-label="折算办法">
        {partNames.map((part) => (
          <div key={part} className="rules-row">
            <div>
              <strong>{partLabels[part]}</strong>
              <div className="quiet">{conversionLabels[scheme.conversions[part].kind]}</div>
            </div>
            <div>
              <ConversionCell
                conversion={scheme.conversions[part]}
                {...(onChange
                  ? {
                      onChange: (next: Conversions[PartName]) =>
                        onChange({ ...scheme, conversions: { ...scheme.conversions, [part]: next } }),
                    }
                  : {})}
              />
            </div>
            {only ? null : <Missing part={part} scheme={scheme} {...(onChange ? { onChange } : {})} />}
          </div>
        ))}
      </section>
    </>
  )
}

function Missing({ part, scheme, onChange }: Given & { part: PartName }) {
  if (!onChange) return <div>缺数时：{missingWords[scheme.missing[part]]}</div>
  return (
    <div>
      缺数时{' '}
      <Select<MissingPolicy>
        aria-label={`${partLabels[part]}缺数时`}
        value={scheme.missing[part]}
        style={{ width: 250, maxWidth: '100%' }}
        onChange={(next) => onChange({ ...scheme, missing: { ...scheme.missing, [part]: next } })}
        options={(Object.keys(missingWords) as MissingPolicy[]).map((value) => ({ value, label: missingWords[value] }))}
      />
    </div>
  )
}

function Formulas({ scheme, onChange }: Given) {
  return (
    <section className="panel score-index">
      <h2 className="assessment-heading">指数公式</h2>
      <ul className="assessment-list">
        {assessedPlatforms.map((platform) => {
          const id = scheme.formulas[platform]
          return (
            <li key={platform}>
              {platformLabels[platform]}：
              {onChange ? (
                <Select<FormulaId>
                  aria-label={`${platformLabels[platform]}指数公式`}
                  value={id}
                  style={{ width: 420, maxWidth: '100%' }}
                  onChange={(next) => onChange({ ...scheme, formulas: { ...scheme.formulas, [platform]: next } })}
                  options={formulaIds
                    .filter((formula) => formulas[formula].suits.includes(platform))
                    .map((value) => ({ value, label: formulas[value].zh }))}
                />
              ) : (
                formulas[id].zh
              )}
              <div className="quiet">
                {gradeLabels[formulas[id].grade]}；出处：{formulas[id].source}。{formulas[id].note}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type CellGiven = { conversion: Conversions[PartName]; onChange?: (next: Conversions[PartName]) => void }

/** One conversion in a sentence; its numbers can be changed in a draft. */
function ConversionCell({ conversion, onChange }: CellGiven): ReactNode {
  const number = (value: number, name: string, set: (next: number) => Conversions[PartName], max = 100) =>
    onChange ? (
      <InputNumber
        size="small"
        aria-label={name}
        min={0}
        max={max}
        value={value}
        style={{ width: 84 }}
        onChange={(next) => onChange(set(next ?? 0))}
      />
    ) : (
      <strong>{value}</strong>
    )
  switch (conversion.kind) {
    case 'ratioToReference': {
      const { reference } = conversion
      if (reference.kind === 'fixed') return '100 × min(1, 指数 ÷ 方案设定值)'
      return (
        <>
          100 × min(1, 指数 ÷ 同类账号第{' '}
          {number(reference.p, '百分位', (p) => ({ ...conversion, reference: { ...reference, p } }))}{' '}
          百分位)；同平台同层级不足{' '}
          {number(reference.atLeast, '最少账号数', (atLeast) => ({
            ...conversion,
            reference: { ...reference, atLeast },
          }))}{' '}
          个账号时取同平台
        </>
      )
    }
    case 'ratioToTarget':
      return (
        <>
          100 × min(1, 实际 ÷ 月目标)：
          {assessedPlatforms.map((platform) => (
            <span key={platform}>
              {' '}
              {platformLabels[platform]}{' '}
              {number(
                conversion.perMonth[platform],
                `${platformLabels[platform]}月目标`,
                (value) => ({
                  ...conversion,
                  perMonth: { ...conversion.perMonth, [platform]: value },
                }),
                10_000,
              )}
            </span>
          ))}
        </>
      )
    case 'share':
      return (
        <>
          占比达 {number(conversion.fullAt * 100, '满分占比', (value) => ({ ...conversion, fullAt: value / 100 }))}%
          得满分；已判明不足{' '}
          {number(conversion.knownAtLeast * 100, '最少判明', (value) => ({ ...conversion, knownAtLeast: value / 100 }))}
          % 记缺数
        </>
      )
    case 'deductPerCase':
      return (
        <>
          每起扣 {number(conversion.points, '每起扣分', (points) => ({ ...conversion, points }))} 分，扣至{' '}
          {number(conversion.floor, '最低分', (floor) => ({ ...conversion, floor }))} 分为止
          {conversion.per === 'casePerMonth' ? '；季度、年度按月均起数' : '；不论周期长短逐起计'}
        </>
      )
    case 'rate':
      return `100 × 完成 ÷ 下达；未下达任务时${conversion.whenNone === 'full' ? '得满分' : '不适用，权重由其他子指标分担'}`
    case 'yearOnYear':
      return (
        <>
          {number(conversion.base, '基准分', (base) => ({ ...conversion, base }))} ＋{' '}
          {number(conversion.slope, '变化系数', (slope) => ({ ...conversion, slope }))} × 同比变化（限于 ±100%）
        </>
      )
    default:
      return conversion satisfies never
  }
}
