import { Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { accountTags } from '../../../src/accounts/accounts.contract.ts'
import { accountStates, hostTypes, levels, platforms, variants } from '../../../src/accounts/platforms.rules.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterBar, type FilterField } from '../../ui/filter-bar.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useSavedViews } from '../../ui/use-saved-views.ts'
import { RegionSelect } from '../units/region-select.tsx'
import { UnitSelect } from '../units/unit-select.tsx'
import type { LedgerUrl } from './ledger-state.ts'

type Given = { state: LedgerUrl; change: (patch: Partial<LedgerUrl>) => void; reset: () => void }

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const platformWords = Object.fromEntries(Object.entries(platforms).map(([name, { zh }]) => [name, zh]))

export function LedgerFilters({ state, change, reset }: Given) {
  const views = useSavedViews('accounts')
  const { data: tags } = useAsk(accountTags)
  const many = (key: 'platform' | 'level' | 'hostType' | 'state', label: string, words: Record<string, string>) => (
    <Select
      mode="multiple"
      maxTagCount="responsive"
      allowClear
      aria-label={label}
      placeholder="全部"
      style={{ width: '100%', minWidth: 160 }}
      value={state[key]?.split(',') ?? []}
      options={optionsOf(words)}
      onChange={(values: string[]) => change({ [key]: values.join(',') })}
    />
  )
  const one = (key: 'variant' | 'tag' | 'incomplete', options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch
      placeholder="全部"
      style={{ width: '100%', minWidth: 140 }}
      value={state[key] ?? null}
      options={options}
      onChange={(value: string | null) => change({ [key]: value ?? '' })}
    />
  )
  const typed = (key: 'openedFrom' | 'openedTo' | 'noFigures', type: 'date' | 'month', label: string) => (
    <DayInput picker={type} label={label} value={state[key]} onChange={(value) => change({ [key]: value ?? '' })} />
  )
  const number = (key: 'followersMin' | 'followersMax', label: string) => (
    <InputNumber
      aria-label={label}
      placeholder={label}
      min={0}
      precision={0}
      controls={false}
      key={state[key] ?? ''}
      {...(state[key] === undefined ? {} : { defaultValue: Number(state[key]) })}
      onBlur={(event) => change({ [key]: event.target.value.replaceAll(',', '') })}
      onPressEnter={(event) => change({ [key]: event.currentTarget.value.replaceAll(',', '') })}
      style={{ width: 110 }}
    />
  )
  const field = (key: string, label: string, control: ReactNode, more: { more: true; active: boolean } | null = null) =>
    ({ key, label, control, ...more }) satisfies FilterField
  const hidden = (...keys: (keyof LedgerUrl)[]) => ({
    more: true as const,
    active: keys.some((key) => state[key] !== undefined),
  })
  return (
    <FilterBar
      onReset={reset}
      views={views}
      fields={[
        field(
          'q',
          '搜索',
          <Input.Search
            allowClear
            key={state.q ?? ''}
            defaultValue={state.q ?? ''}
            placeholder="名称、编号、ID 或主办单位"
            maxLength={100}
            onSearch={(q) => change({ q })}
            style={{ minWidth: 240 }}
          />,
        ),
        field('platform', '平台', many('platform', '平台', platformWords)),
        field(
          'region',
          '区划',
          <RegionSelect
            allowClear
            placeholder="全部"
            {...(state.region ? { value: state.region } : {})}
            onChange={(region) => change({ region: region ?? '' })}
          />,
        ),
        field('silence', '更新情况', <SilenceSelect state={state} change={change} />),
        field('state', '状态', many('state', '状态', accountStates), hidden('state')),
        field('incomplete', '备案资料', one('incomplete', [{ value: '1', label: '有缺项' }]), hidden('incomplete')),
        field('variant', '公众号类型', one('variant', optionsOf(variants)), hidden('variant')),
        field('level', '层级', many('level', '层级', levels), hidden('level')),
        field('hostType', '单位类型', many('hostType', '单位类型', hostTypes), hidden('hostType')),
        field(
          'hostUnit',
          '主办单位',
          <UnitSelect
            allowClear
            {...(state.hostUnit ? { value: state.hostUnit } : {})}
            onChange={(id) => change({ hostUnit: id ?? '' })}
          />,
          hidden('hostUnit'),
        ),
        field(
          'tag',
          '标签',
          one(
            'tag',
            (tags?.rows ?? []).map(({ tag, count }) => ({ value: tag, label: `${tag}（${count}）` })),
          ),
          hidden('tag'),
        ),
        field(
          'followers',
          '粉丝数',
          <span style={{ display: 'flex', gap: 4 }}>
            {number('followersMin', '最少')}
            {number('followersMax', '最多')}
          </span>,
          hidden('followersMin', 'followersMax'),
        ),
        field('openedFrom', '开设不早于', typed('openedFrom', 'date', '开设不早于'), hidden('openedFrom')),
        field('openedTo', '开设不晚于', typed('openedTo', 'date', '开设不晚于'), hidden('openedTo')),
        field('noFigures', '缺少数据的月份', typed('noFigures', 'month', '缺少数据的月份'), hidden('noFigures')),
      ]}
    />
  )
}

/** The usual steps of silence; any other number of days may stand in the URL. */
function SilenceSelect({ state, change }: Pick<Given, 'state' | 'change'>) {
  const steps = [...new Set(['7', '10', '14', '30', ...(state.silentDays ? [state.silentDays] : [])])]
  return (
    <Select
      allowClear
      placeholder="全部"
      style={{ width: '100%', minWidth: 150 }}
      value={state.silentUnknown ? 'unknown' : (state.silentDays ?? null)}
      options={[
        ...steps.map((days) => ({ value: days, label: `${days} 天以上未更新` })),
        { value: 'unknown', label: '未取得发布记录' },
      ]}
      onChange={(value: string | null) =>
        change(
          value === 'unknown' ? { silentUnknown: '1', silentDays: '' } : { silentUnknown: '', silentDays: value ?? '' },
        )
      }
    />
  )
}
