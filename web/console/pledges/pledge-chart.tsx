import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { PledgeView } from '../../../src/accounts/pledge.contract.ts'
import { type MeasureFacts, pledgeMeasures } from '../../../src/accounts/pledge.rules.ts'
import { numberText } from '../../ui/number-text.ts'
import { colors } from '../../ui/theme.ts'
import { percentText, realText } from './pledge-words.tsx'

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer])

const measureWords = (one: MeasureFacts) =>
  `${pledgeMeasures[one.measure].zh}承诺 ${numberText(one.promised)}，实际 ${realText(one)}`

/** Promised against real, each measure in per cent of its promise: they are too unlike to share an axis of numbers. */
export function MeasuresChart({ measures }: { measures: readonly MeasureFacts[] }) {
  const label = `承诺与实际：${measures.map(measureWords).join('；')}`
  return <Chart className="pledge-bars" label={label} option={barsOf(measures)} />
}

/** How the followers grew; a month without a figure is a gap. */
export function FollowersChart({ months, promised }: { months: PledgeView['followersByMonth']; promised: number }) {
  const words = months.map(({ month, followers }) => `${month} ${numberText(followers) ?? '缺数'}`).join('，')
  return <Chart className="pledge-line" label={`各月粉丝数：${words}`} option={lineOf(months, promised)} />
}

function Chart({ className, label, option }: { className: string; label: string; option: echarts.EChartsCoreOption }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const chart = echarts.init(box.current)
    chart.setOption(option)
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(box.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={box} className={className} role="img" aria-label={label} />
}

const promisedColor = '#b6c2cf'
const outcomeColors = { met: colors.done, unmet: colors.danger, unknown: colors.soon }

function barsOf(measures: readonly MeasureFacts[]) {
  const names = measures.map(({ measure }) => pledgeMeasures[measure].zh)
  const percent = (one: MeasureFacts) => (one.real === null ? 0 : one.ratio === null ? 100 : one.ratio * 100)
  return {
    animation: false,
    grid: { left: 8, right: 120, top: 32, bottom: 4, containLabel: true },
    legend: { top: 0, data: ['承诺', '实际'], selectedMode: false },
    xAxis: { type: 'value', min: 0, axisLabel: { formatter: '{value}%', hideOverlap: true } },
    yAxis: { type: 'category', inverse: true, data: names },
    series: [
      {
        name: '承诺',
        type: 'bar',
        itemStyle: { color: promisedColor },
        data: measures.map((one) => ({
          value: 100,
          label: { show: true, position: 'right', formatter: numberText(one.promised) ?? '' },
        })),
      },
      {
        name: '实际',
        type: 'bar',
        itemStyle: { color: colors.accent },
        data: measures.map((one) => ({
          value: percent(one),
          label: {
            show: true,
            position: 'right',
            color: outcomeColors[one.outcome],
            formatter: one.real === null ? '缺数' : `${realText(one)}（${percentText(one.ratio)}）`,
          },
        })),
      },
    ],
  }
}

function lineOf(months: PledgeView['followersByMonth'], promised: number) {
  return {
    animation: false,
    grid: { left: 8, right: 24, top: 28, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? (numberText(value) ?? '') : '缺数'),
    },
    xAxis: { type: 'category', data: months.map(({ month }) => month) },
    yAxis: { type: 'value', scale: true, max: (range: { max: number }) => Math.max(range.max, promised) },
    series: [
      {
        name: '粉丝数',
        type: 'line',
        data: months.map(({ followers }) => followers),
        connectNulls: false,
        symbolSize: 7,
        itemStyle: { color: colors.accent },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.textQuiet, type: 'dashed' },
          label: { formatter: `承诺 ${numberText(promised)}`, position: 'insideEndTop' },
          data: [{ yAxis: promised }],
        },
      },
    ],
  }
}
