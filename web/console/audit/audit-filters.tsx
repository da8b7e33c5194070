import { Select, type SelectProps, Tag } from 'antd'
import { z } from 'zod'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { useSavedViews } from '../../ui/use-saved-views.ts'
import { Search } from '../units/unit-list.tsx'
import { actionWords, sliceWords, subjectWords } from './audit-words.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
const text = (most: number) => z.string().max(most).optional()

/** What stands in the URL: the filters as the server takes them, the entry that is open, the walk that is watched. */
export const AuditUrl = z.object({
  from: day,
  to: day,
  username: text(100),
  unitId: z.uuid().optional(),
  action: text(60),
  subjectType: text(60),
  subjectId: text(300),
  text: text(100),
  open: z.coerce.number().int().min(1).optional(),
  check: z.uuid().optional(),
})
export type AuditUrl = z.output<typeof AuditUrl>
export type AuditUrlFilter = Omit<AuditUrl, 'open' | 'check'>

type Given = { state: AuditUrlFilter; change: (patch: Partial<AuditUrl>) => void }

const actionOptions = Object.entries(sliceWords).map(([slice, zh]) => ({
  label: zh,
  title: zh,
  options: [
    { value: `${slice}.`, label: `${zh}（全部）` },
    ...Object.entries(actionWords)
      .filter(([action]) => action.startsWith(`${slice}.`))
      .map(([value, label]) => ({ value, label })),
  ],
}))
const subjectOptions = Object.entries(subjectWords).map(([value, label]) => ({ value, label }))

export function AuditFilters({ state, change, unitName }: Given & { unitName: string }) {
  const views = useSavedViews('audit', ['check'])
  const date = (key: 'from' | 'to') => (
    <DayInput value={state[key]} onChange={(value) => change({ [key]: value ?? undefined })} />
  )
  const pick = (key: 'action' | 'subjectType', options: NonNullable<SelectProps['options']>) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="全部"
      value={state[key] ?? null}
      onChange={(value: string | null) =>
        change({ [key]: value ?? undefined, ...(key === 'subjectType' ? { subjectId: undefined } : {}) })
      }
      options={options}
      style={{ minWidth: 180 }}
    />
  )
  return (
    <>
      <FilterBar
        views={views}
        onReset={() =>
          change({
            ...{ from: undefined, to: undefined, username: undefined, unitId: undefined },
            ...{ action: undefined, subjectType: undefined, subjectId: undefined, text: undefined },
          })
        }
        fields={[
          { key: 'from', label: '从', control: date('from') },
          { key: 'to', label: '到（含当日）', control: date('to') },
          {
            key: 'text',
            label: '内容',
            control: (
              <Search value={state.text} onSearch={(words) => change({ text: words })} placeholder="内容中的文字" />
            ),
          },
          { key: 'action', label: '操作', control: pick('action', actionOptions) },
          {
            key: 'username',
            label: '操作人',
            control: (
              <Search value={state.username} onSearch={(username) => change({ username })} placeholder="用户名" />
            ),
            more: true,
            active: state.username !== undefined,
          },
          {
            key: 'subjectType',
            label: '对象类型',
            control: pick('subjectType', subjectOptions),
            more: true,
            active: state.subjectType !== undefined,
          },
        ]}
      />
      {state.unitId || state.subjectId ? (
        <p className="no-print">
          {state.unitId ? (
            <Tag closable onClose={() => change({ unitId: undefined })}>
              单位：{unitName}
            </Tag>
          ) : null}
          {state.subjectId ? (
            <Tag closable onClose={() => change({ subjectId: undefined })}>
              对象：<span className="audit-code">{state.subjectId}</span>
            </Tag>
          ) : null}
        </p>
      ) : null}
    </>
  )
}
