import { Checkbox } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { draftStateNames, draftStates } from '../../../src/publishing/draft.rules.ts'
import { DraftFilter, listDraftAccounts } from '../../../src/publishing/drafts.contract.ts'
import { listCampaigns, listColumns } from '../../../src/publishing/plan.contract.ts'
import { classNames, contentClasses } from '../../../src/review/three-review.rules.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useSavedViews } from '../../ui/use-saved-views.ts'
import { OneOf } from './one-of.tsx'

/** What the list's address says; `start` opens the dialog for a new one. */
export const DraftsUrl = DraftFilter.extend({ start: z.literal('1').optional() })
export type DraftsState = Omit<z.output<typeof DraftsUrl>, 'start'>

const nothing = Object.fromEntries(Object.keys(DraftFilter.shape).map((name) => [name, undefined]))

type Given = { filters: DraftsState; onChange: (patch: Record<string, unknown>) => void }

export function DraftsFilters({ filters, onChange }: Given) {
  const [words, setWords] = useState(filters.q ?? '')
  const views = useSavedViews('drafts', ['start'])
  const columns = useAsk(listColumns, {}, { staleTime: 60_000 })
  const campaigns = useAsk(listCampaigns, {}, { staleTime: 60_000 })
  const accounts = useAsk(listDraftAccounts, {}, { staleTime: 60_000 })
  return (
    <FilterBar
      views={views}
      onReset={() => {
        setWords('')
        onChange(nothing)
      }}
      fields={[
        {
          key: 'q',
          label: '查找',
          control: (
            <SearchBox
              words={words}
              placeholder="标题、正文或编号"
              onWords={setWords}
              onSearch={(q) => onChange({ q: q || undefined })}
            />
          ),
        },
        {
          key: 'state',
          label: '状态',
          control: (
            <Choice
              value={filters.state}
              placeholder="全部状态"
              onChange={(state) => onChange({ state })}
              options={draftStateNames.map((value) => ({ value, label: draftStates[value].zh }))}
            />
          ),
        },
        {
          key: 'class',
          label: '内容类别',
          control: (
            <Choice
              value={filters.class}
              placeholder="全部类别"
              onChange={(chosen) => onChange({ class: chosen })}
              options={classNames.map((value) => ({ value, label: contentClasses[value].zh }))}
            />
          ),
        },
        {
          key: 'mine',
          label: '撰稿人',
          control: (
            <Checkbox
              checked={filters.mine === '1'}
              onChange={({ target }) => onChange({ mine: target.checked ? '1' : undefined })}
            >
              只看我写的
            </Checkbox>
          ),
        },
        {
          key: 'columnId',
          label: '栏目',
          more: true,
          active: Boolean(filters.columnId),
          control: (
            <OneOf
              value={filters.columnId}
              rows={columns.data?.rows}
              placeholder="全部栏目"
              onChange={(columnId) => onChange({ columnId })}
            />
          ),
        },
        {
          key: 'campaignId',
          label: '主题策划',
          more: true,
          active: Boolean(filters.campaignId),
          control: (
            <OneOf
              value={filters.campaignId}
              rows={campaigns.data?.rows}
              placeholder="全部主题"
              onChange={(campaignId) => onChange({ campaignId })}
            />
          ),
        },
        {
          key: 'accountId',
          label: '发布账号',
          more: true,
          active: Boolean(filters.accountId),
          control: (
            <OneOf
              value={filters.accountId}
              rows={accounts.data?.rows}
              placeholder="全部账号"
              onChange={(accountId) => onChange({ accountId })}
            />
          ),
        },
        {
          key: 'from',
          label: '更新自',
          more: true,
          active: Boolean(filters.from),
          control: <DayInput value={filters.from} onChange={(from) => onChange({ from: from ?? undefined })} />,
        },
        {
          key: 'to',
          label: '更新至',
          more: true,
          active: Boolean(filters.to),
          control: <DayInput value={filters.to} onChange={(to) => onChange({ to: to ?? undefined })} />,
        },
      ]}
    />
  )
}
