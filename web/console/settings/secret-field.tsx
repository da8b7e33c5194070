import { Button, Form, Input } from 'antd'
import { useState } from 'react'

type Given = { name: string; label: string; stored: boolean; hint?: string }

/** A secret that is never shown again: it stays as it is until somebody writes a new one. */
export function SecretField({ name, label, stored, hint }: Given) {
  const [changing, setChanging] = useState(!stored)
  if (!changing) {
    return (
      <Form.Item label={label}>
        已设置，不再显示{' '}
        <Button type="link" onClick={() => setChanging(true)}>
          更换
        </Button>
      </Form.Item>
    )
  }
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <Input.Password autoComplete="new-password" maxLength={500} />
    </Form.Item>
  )
}
