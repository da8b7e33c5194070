import { InputNumber } from 'antd'
import type { Problem } from '../../../src/assessment/scheme.rules.ts'
import {
  type AssessedPlatform,
  assessedPlatforms,
  type IndexName,
  indexLabels,
  indexNames,
  type PartName,
  partLabels,
  partsOf,
  platformLabels,
  type Weights,
} from '../../../src/assessment/table2.rules.ts'
import { numberText } from '../../ui/number-text.ts'

type Given = {
  weights: Weights
  /** With it the weights can be changed. */
  onChange?: (weights: Weights) => void
  problems?: readonly Problem[]
  platforms?: readonly AssessedPlatform[]
}

type Cell = { platform: AssessedPlatform; index: IndexName; part?: PartName }

/** 表2 as the Guide prints it: a row per part, a pair of columns (index, part) per platform. */
export function WeightsTable({ weights, onChange, problems = [], platforms = assessedPlatforms }: Given) {
  const wrong = (path: string) => problems.some((problem) => problem.path.startsWith(path))
  const rows = indexNames.map((index) => ({
    index,
    parts: platforms.map((platform) => partsOf(weights[platform][index])),
  }))
  const cell = (at: Cell, value: number) => (
    <Weight
      label={`${platformLabels[at.platform]} ${at.part ? partLabels[at.part] : indexLabels[at.index]}权重`}
      value={value}
      {...(onChange ? { onChange: (next: number) => onChange(withWeight(weights, at, next)) } : {})}
    />
  )
  return (
    // Reached by the keyboard, so that it can be scrolled where it is wider than the screen.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must take the focus
    <section className="assessment-scroll" aria-label="指标及权重" tabIndex={0}>
      <table className={platforms.length > 1 ? 'table2 table2-wide' : 'table2'}>
        <caption className="visually-hidden">政务新媒体考核评价指标（指南9.2 表2）</caption>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              评价指数
            </th>
            {platforms.map((platform) => (
              <th
                key={platform}
                colSpan={2}
                scope="colgroup"
                className={wrong(`weights.${platform}`) ? 'table2-wrong' : ''}
              >
                {platformLabels[platform]}
              </th>
            ))}
          </tr>
          <tr>
            {platforms.flatMap((platform) => [
              <th key={`${platform} index`} scope="col">
                指数权重
              </th>,
              <th key={`${platform} part`} scope="col">
                子指标及权重
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ index, parts }) => {
            const height = Math.max(...parts.map((list) => list.length))
            return Array.from({ length: height }, (_, line) => (
              <tr key={`${index} ${parts[0]?.[line]?.part ?? line}`}>
                {line === 0 ? (
                  <th rowSpan={height} scope="rowgroup">
                    {indexLabels[index]}
                  </th>
                ) : null}
                {platforms.flatMap((platform, at) => {
                  const list = parts[at] ?? []
                  const part = list[line]
                  // The last part of a shorter column reaches down to the end of the index.
                  const span = line === list.length - 1 ? height - line : 1
                  return [
                    line === 0 ? (
                      <td
                        key={`${platform} index`}
                        rowSpan={height}
                        className={wrong(`weights.${platform}.${index}.weight`) ? 'table2-wrong' : ''}
                      >
                        {cell({ platform, index }, weights[platform][index].weight)}
                      </td>
                    ) : null,
                    part ? (
                      <td
                        key={`${platform} part`}
                        rowSpan={span}
                        className={wrong(`weights.${platform}.${index}.parts`) ? 'table2-wrong' : ''}
                      >
                        <div>{partLabels[part.part]}</div>
                        {cell({ platform, index, part: part.part }, part.weight)}
                      </td>
                    ) : null,
                  ]
                })}
              </tr>
            ))
          })}
          <tr>
            <th scope="row">合计</th>
            {platforms.map((platform) => {
              const sum = indexNames.reduce((n, index) => n + weights[platform][index].weight, 0)
              return (
                <td key={platform} colSpan={2} className={Math.abs(sum - 100) < 1e-9 ? '' : 'table2-wrong'}>
                  {numberText(sum, Number.isInteger(sum) ? 0 : 2)}%{Math.abs(sum - 100) < 1e-9 ? '' : '，应为 100%'}
                </td>
              )
            })}
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function Weight({ value, label, onChange }: { value: number; label: string; onChange?: (value: number) => void }) {
  if (!onChange) return <span>{numberText(value, Number.isInteger(value) ? 0 : 2)}%</span>
  return (
    <InputNumber
      aria-label={label}
      size="small"
      min={0}
      max={100}
      step={1}
      value={value}
      suffix="%"
      onChange={(next) => onChange(next ?? 0)}
    />
  )
}

function withWeight(weights: Weights, { platform, index, part }: Cell, value: number): Weights {
  const row = weights[platform][index]
  const changed = part ? { ...row, parts: { ...row.parts, [part]: value } } : { ...row, weight: value }
  return { ...weights, [platform]: { ...weights[platform], [index]: changed } }
}
