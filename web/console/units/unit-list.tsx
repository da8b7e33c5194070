import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { unitKinds } from '../../../src/units/duties.rules.ts'
import { listUnits, setUnitActive, type UnitView } from '../../../src/units/unit.contract.ts'
import { hostTypes, qualifications } from '../../../src/units/unit.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { queryClient } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { Phone } from './phone.tsx'
import { UnitForm } from './unit-form.tsx'
import { useListed } from './use-listed.ts'

type UnitFilters = {
  region?: string | undefined
  kind?: string | undefined
  active?: 'yes' | 'no' | undefined
  text?: string | undefined
}

type Given = { filters: UnitFilters; setFilters: (patch: UnitFilters) => void }

/** The units of the chosen region and everything below it. */
export function UnitList({ filters, setFilters }: Given) {
  const manages = useMay('unit.manage')
  const [open, setOpen] = useState<UnitView | 'new' | null>(null)
  const ledger = useLedger(listUnits, filters)
  const total = useListed(listUnits, filters)?.total
  const filtered = Boolean(filters.kind || filters.active || filters.text)
  const columns: LedgerColumn<UnitView>[] = [
    { key: 'name', title: '单位', always: true, render: (unit) => <Name unit={unit} /> },
    { key: 'kind', title: '类别', render: kindText },
    { key: 'region', title: '区划', render: (unit) => unit.regionName },
    { key: 'contact', title: '联系人', render: (unit) => <Contact unit={unit} /> },
    { key: 'creditCode', title: '统一社会信用代码', hiddenAtFirst: true, render: (unit) => unit.creditCode ?? '—' },
    ...(manages
      ? [
          {
            key: 'acts',
            title: '操作',
            always: true,
            render: (unit: UnitView) => <Acts unit={unit} onEdit={() => setOpen(unit)} />,
          },
        ]
      : []),
  ]
  return (
    <>
      <FilterBar
        fields={[
          {
            key: 'text',
            label: '单位名称',
            control: (
              <Search
                value={filters.text}
                onSearch={(text) => setFilters({ text })}
                placeholder="名称、简称或信用代码"
              />
            ),
          },
          {
            key: 'kind',
            label: '类别',
            control: (
              <Select
                allowClear
                value={filters.kind ?? null}
                onChange={(kind) => setFilters({ kind: kind ?? undefined })}
                options={Object.entries(unitKinds).map(([value, { zh }]) => ({ value, label: zh }))}
                placeholder="全部"
                style={{ minWidth: 170 }}
              />
            ),
          },
          {
            key: 'active',
            label: '状态',
            control: (
              <Select
                allowClear
                value={filters.active ?? null}
                onChange={(active) => setFilters({ active: active ?? undefined })}
                options={[
                  { value: 'yes' as const, label: '在用' },
                  { value: 'no' as const, label: '已停用' },
                ]}
                placeholder="全部"
                style={{ minWidth: 100 }}
              />
            ),
          },
        ]}
        onReset={() => setFilters({ kind: undefined, active: undefined, text: undefined })}
      />
      <LedgerTable
        name="units"
        caption="单位列表"
        columns={columns}
        ledger={ledger}
        total={total}
        empty={{
          reason: filtered ? '没有符合条件的单位，请调整筛选条件。' : '该区划下还没有登记单位。',
          next: manages && !filtered ? <Button onClick={() => setOpen('new')}>新增单位</Button> : null,
        }}
        tools={
          manages ? (
            <Button type="primary" onClick={() => setOpen('new')}>
              新增单位
            </Button>
          ) : null
        }
        mobile={(unit) => (
          <>
            <div className="card-title">
              <Name unit={unit} />
            </div>
            <div className="card-line">
              <span>{kindText(unit)}</span>
              <span className="quiet">{unit.regionName}</span>
            </div>
            <Contact unit={unit} />
            {manages ? <Acts unit={unit} onEdit={() => setOpen(unit)} /> : null}
          </>
        )}
      />
      {open ? (
        <UnitForm
          key={open === 'new' ? 'new' : open.id}
          {...(open === 'new' ? {} : { unit: open })}
          {...(filters.region ? { regionCode: filters.region } : {})}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}

/** A search box that asks when Enter is pressed or it is emptied. */
export function Search(given: {
  value: string | undefined
  onSearch: (text: string | undefined) => void
  placeholder: string
}) {
  return (
    <Input.Search
      key={given.value ?? ''}
      defaultValue={given.value ?? ''}
      allowClear
      placeholder={given.placeholder}
      onSearch={(text) => given.onSearch(text.trim() || undefined)}
      style={{ width: 240 }}
    />
  )
}

function Name({ unit }: { unit: UnitView }) {
  return (
    <span className="card-line">
      {unit.name}
      {unit.active ? null : <StateTag tone="ended">已停用</StateTag>}
    </span>
  )
}

function Contact({ unit }: { unit: UnitView }) {
  if (!unit.contactName && !unit.contactPhone) return <span className="quiet">未登记</span>
  return (
    <span className="card-line">
      {unit.contactName}
      {unit.contactPhone ? <Phone of="unit" id={unit.id} name={unit.name} mask={unit.contactPhone} /> : null}
    </span>
  )
}

function kindText(unit: UnitView): string {
  const more = unit.hostType
    ? hostTypes[unit.hostType].zh
    : unit.qualification
      ? qualifications[unit.qualification].short
      : unit.industry
  return more ? `${unitKinds[unit.kind].zh} · ${more}` : unitKinds[unit.kind].zh
}

function Acts({ unit, onEdit }: { unit: UnitView; onEdit: () => void }) {
  const next = !unit.active
  return (
    <span className="card-line">
      <Button size="small" onClick={onEdit}>
        修改
      </Button>
      <ConfirmDo
        label={next ? '恢复' : '停用'}
        size="small"
        danger={!next}
        consequence={
          next
            ? `恢复“${unit.name}”后，可以重新为其登记人员和账号。`
            : `停用“${unit.name}”后，不能再为其登记人员和账号。还有在用人员、未注销账号或未终止合同的单位不能停用。`
        }
        reason={{ label: '事由' }}
        onConfirm={async (reason) => {
          await call(setUnitActive, { params: { id: unit.id }, body: { active: next, reason, version: unit.version } })
          await queryClient.invalidateQueries({ queryKey: [listUnits.path] })
        }}
      />
    </span>
  )
}
