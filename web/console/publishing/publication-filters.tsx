import { Button, Select } from 'antd'
import { useState } from 'react'
import { platforms } from '../../../src/accounts/platforms.rules.ts'
import { publicationStates, ways } from '../../../src/publishing/publication.rules.ts'
import { AccountSelect } from '../../ui/account-select.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { numberText } from '../../ui/number-text.ts'
import { useSavedViews } from '../../ui/use-saved-views.ts'
import { type RegisterUrl, totalOf } from './publication-state.ts'

type Given = {
  state: RegisterUrl
  change: (patch: Partial<Record<keyof RegisterUrl, unknown>>) => void
  reset: () => void
}

const all = { value: '', label: '全部' }

export function PublicationFilters({ state, change, reset }: Given) {
  const views = useSavedViews('publications')
  const [words, setWords] = useState(state.q ?? '')
  return (
    <FilterBar
      onReset={() => {
        setWords('')
        reset()
      }}
      views={views}
      fields={[
        {
          key: 'q',
          label: '查找',
          control: (
            <SearchBox
              words={words}
              placeholder="标题、账号、登记号"
              onWords={setWords}
              onSearch={(q) => change({ q })}
            />
          ),
        },
        {
          key: 'state',
          label: '状态',
          control: (
            <Choice
              value={state.state}
              options={Object.entries(publicationStates).map(([value, { zh }]) => ({ value, label: zh }))}
              onChange={(chosen) => change({ state: chosen })}
            />
          ),
        },
        {
          key: 'platform',
          label: '平台',
          control: (
            <Select
              value={state.platform ?? ''}
              onChange={(platform) => change({ platform })}
              options={[all, ...Object.entries(platforms).map(([value, { zh }]) => ({ value, label: zh }))]}
            />
          ),
        },
        {
          key: 'from',
          label: '发布日期从',
          control: <DayInput both label="发布日期从" value={state.from} onChange={(from) => change({ from })} />,
        },
        {
          key: 'to',
          label: '到',
          control: <DayInput both label="发布日期到" value={state.to} onChange={(to) => change({ to })} />,
        },
        {
          key: 'way',
          label: '发布方式',
          more: true,
          active: state.way !== undefined,
          control: (
            <Select
              value={state.way ?? ''}
              onChange={(way) => change({ way })}
              options={[all, ...Object.entries(ways).map(([value, label]) => ({ value, label }))]}
            />
          ),
        },
        {
          key: 'accountId',
          label: '账号',
          more: true,
          active: state.accountId !== undefined,
          control: <AccountSelect value={state.accountId} onChange={(accountId) => change({ accountId })} />,
        },
      ]}
    />
  )
}

type QuickGiven = {
  byState: Record<string, number>
  chosen: readonly string[] | undefined
  onChoose: (states: string[]) => void
}

/** How many there are in each state under the other filters; a press narrows the list to it. */
export function QuickStates({ byState, chosen, onChoose }: QuickGiven) {
  const only = chosen?.length === 1 ? chosen[0] : undefined
  const button = (key: string, label: string, count: number, pressed: boolean, states: string[]) => (
    <Button
      key={key}
      size="small"
      type={pressed ? 'primary' : 'default'}
      aria-pressed={pressed}
      onClick={() => onChoose(states)}
    >
      {label} {numberText(count)}
    </Button>
  )
  return (
    <section className="publication-states no-print" aria-label="按状态">
      {button('all', '全部', totalOf(byState, undefined), !chosen || chosen.length === 0, [])}
      {Object.entries(publicationStates)
        .filter(([state]) => (byState[state] ?? 0) > 0 || state === only)
        .map(([state, { zh }]) => button(state, zh, byState[state] ?? 0, state === only, [state]))}
    </section>
  )
}
