import { DeleteOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Input, Popover, Space } from 'antd'
import { useState } from 'react'

export type SavedViewsGiven = {
  views: readonly { id: string; name: string }[]
  onOpen: (id: string) => void
  /** Saves the filters as they are now under a name. */
  onSave: (name: string) => void
  onRemove: (id: string) => void
}

/** The person's own named filters. */
export function SavedViews({ views, onOpen, onSave, onRemove }: SavedViewsGiven) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const save = () => {
    const trimmed = name.trim()
    if (trimmed === '') return
    onSave(trimmed)
    setName('')
  }
  const content = (
    <div style={{ width: 280 }}>
      {views.length === 0 ? <p className="quiet">还没有保存的视图。设好筛选条件后，在下方起个名字保存。</p> : null}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {views.map((view) => (
          <li key={view.id} style={{ display: 'flex' }}>
            <Button
              type="text"
              style={{ flex: 1, justifyContent: 'start', overflow: 'hidden' }}
              onClick={() => {
                setOpen(false)
                onOpen(view.id)
              }}
            >
              {view.name}
            </Button>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`删除视图“${view.name}”`}
              onClick={() => onRemove(view.id)}
            />
          </li>
        ))}
      </ul>
      <Space.Compact style={{ width: '100%', marginTop: 8 }}>
        <Input
          value={name}
          maxLength={30}
          placeholder="视图名称"
          aria-label="视图名称"
          onChange={(event) => setName(event.target.value)}
          onPressEnter={save}
        />
        <Button type="primary" disabled={name.trim() === ''} onClick={save}>
          保存当前条件
        </Button>
      </Space.Compact>
    </div>
  )
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="我的视图"
      content={content}
      open={open}
      onOpenChange={setOpen}
    >
      <Button icon={<StarOutlined />}>视图</Button>
    </Popover>
  )
}
