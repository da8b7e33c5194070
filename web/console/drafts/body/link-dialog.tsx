import type { Editor } from '@tiptap/core'
import { Button, Form, Input, Modal } from 'antd'

/** The address of a link; without one the link goes. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const [form] = Form.useForm<{ href: string; words?: string }>()
  const before = (editor.getAttributes('link') as { href?: string }).href ?? ''
  const empty = editor.state.selection.empty && before === ''
  const done = () => {
    onClose()
    editor.commands.focus()
  }
  return (
    <Modal
      open
      title="链接"
      onCancel={done}
      footer={
        <>
          {before ? (
            <Button
              onClick={() => {
                editor.chain().extendMarkRange('link').unsetLink().run()
                done()
              }}
            >
              取消链接
            </Button>
          ) : null}
          <Button type="primary" onClick={() => form.submit()}>
            确定
          </Button>
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ href: before }}
        onFinish={({ href, words }) => {
          const address = href.trim()
          if (empty) {
            const mark = { type: 'link', attrs: { href: address } }
            editor
              .chain()
              .focus()
              .insertContent({ type: 'text', text: words?.trim() || address, marks: [mark] })
              .run()
          } else editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run()
          done()
        }}
      >
        {empty ? (
          <Form.Item name="words" label="显示的文字">
            <Input maxLength={200} />
          </Form.Item>
        ) : null}
        <Form.Item
          name="href"
          label="网址"
          rules={[
            { required: true, message: '请填写网址' },
            { pattern: /^https?:\/\/\S+$/i, message: '请填写以 http(s):// 开头的网址' },
          ]}
        >
          <Input maxLength={2048} inputMode="url" placeholder="https://" autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
