import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { treeOf, useRegions } from './region-nodes.ts'

type Given = {
  id?: string
  value?: string
  onChange?: (code: string | undefined) => void
  placeholder?: string
  allowClear?: boolean
  /** Where no label stands beside it. */
  label?: string
}

/** A region of one's scope, found by name or code. */
export function RegionSelect({ id, value, onChange, placeholder = '请选择区划', allowClear = false, label }: Given) {
  const { rows, loading } = useRegions()
  const tree = useMemo(() => treeOf(rows), [rows])
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(value === undefined ? {} : { value })}
      onChange={(code: string | undefined) => onChange?.(code)}
      treeData={tree}
      loading={loading}
      placeholder={placeholder}
      allowClear={allowClear}
      showSearch={{
        filterTreeNode: (text, node) => String(node.title).includes(text) || String(node.value).startsWith(text),
      }}
      treeDefaultExpandedKeys={tree.map((node) => node.key)}
      style={{ width: '100%', minWidth: 180 }}
    />
  )
}
