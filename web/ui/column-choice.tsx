import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { type ColumnRule, chooseColumns, shownColumns } from './column-memory.ts'

type Given = {
  columns: readonly (ColumnRule & { title: string })[]
  name: string
  shown: readonly string[]
  onChange: (keys: string[]) => void
}

export function ColumnChoice({ columns, name, shown, onChange }: Given) {
  const choose = (keys: readonly string[]) => {
    chooseColumns(columns, name, keys)
    onChange(shownColumns(columns, name))
  }
  const content = (
    <div style={{ maxHeight: 360, overflowY: 'auto' }}>
      <Checkbox.Group
        value={[...shown]}
        onChange={(keys) => choose(keys as string[])}
        style={{ display: 'flex', flexDirection: 'column' }}
        options={columns.map(({ key, title, always }) => ({ value: key, label: title, disabled: always ?? false }))}
      />
      <Button
        type="link"
        size="small"
        onClick={() => choose(columns.filter((column) => !column.hiddenAtFirst).map(({ key }) => key))}
      >
        恢复默认
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title="显示的列" content={content}>
      <Button icon={<SettingOutlined />}>列设置</Button>
    </Popover>
  )
}
