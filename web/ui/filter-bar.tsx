import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { SavedViews, type SavedViewsGiven } from './saved-views.tsx'
import './ledger.css'

export type FilterField = {
  key: string
  label: string
  /** The control; it reads the page's `useUrlState` and changes it. */
  control: ReactNode
  /** Shown only after 展开. */
  more?: boolean
  /** It narrows the list now: a hidden field that does is shown all the same. */
  active?: boolean
}

type Given = {
  fields: readonly FilterField[]
  onReset: () => void
  views?: SavedViewsGiven
}

/** The filters above a list: the few that are always needed first, the rest behind 展开. */
export function FilterBar({ fields, onReset, views }: Given) {
  const [open, setOpen] = useState(false)
  const visible = fields.filter((field) => open || !field.more || field.active)
  return (
    <search className="filters no-print" aria-label="筛选条件">
      {visible.map(({ key, label, control }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is passed in
        <label key={key} className="filters-field">
          <span className="filters-label">{label}</span>
          {control}
        </label>
      ))}
      <div className="filters-buttons">
        <Button onClick={onReset}>重置</Button>
        {fields.some((field) => field.more) ? (
          <Button
            type="link"
            icon={open ? <UpOutlined /> : <DownOutlined />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? '收起' : '展开'}
          </Button>
        ) : null}
        {views ? <SavedViews {...views} /> : null}
      </div>
    </search>
  )
}
