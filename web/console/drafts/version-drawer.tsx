import { Drawer, Switch } from 'antd'
import { useRef } from 'react'
import type { z } from 'zod'
import type { Target } from '../../../src/publishing/content.contract.ts'
import type { DraftAccount } from '../../../src/publishing/drafts.contract.ts'
import { BodyEditor, type BodyHandle } from './body/body-editor.tsx'
import { PlatformPreview } from './platform-preview.tsx'
import { platformWord } from './targets.tsx'
import { TextField } from './text-field.tsx'
import type { DraftEditor } from './use-draft.ts'

type Given = {
  editor: DraftEditor
  target: Target
  account: z.output<typeof DraftAccount>
  editable: boolean
  onClose: () => void
}

const fields = { title: '标题', digest: '摘要', html: '正文' } as const

/** One account's version: what is not written for it alone is as in the manuscript. */
export function VersionDrawer({ editor, target, account, editable, onClose }: Given) {
  const { form, view, write, edition } = editor
  const body = useRef<BodyHandle | null>(null)
  const change = (patch: Partial<Target>) =>
    write({
      targets: editor.saver.form.content.targets.map((one) =>
        one.accountId === target.accountId ? { ...one, ...patch } : one,
      ),
    })
  return (
    <Drawer
      open
      size={760}
      title={`${account.name}（${platformWord(account)}）的版本`}
      onClose={() => {
        body.current?.flush()
        onClose()
      }}
    >
      <p className="quiet">默认与主稿一致，主稿改动随之变化。打开开关后单独编写，此后主稿的改动不再带入。</p>
      {(Object.keys(fields) as (keyof typeof fields)[]).map((field) => (
        <section key={field} className="draft-own">
          <div className="draft-own-head">
            <Switch
              checked={target[field] !== null}
              disabled={!editable}
              aria-label={`${fields[field]}单独编写`}
              onChange={(own) => change({ [field]: own ? form.content[field] : null })}
            />
            <span>{target[field] === null ? `${fields[field]}与主稿一致` : `${fields[field]}单独编写`}</span>
          </div>
          {field === 'html' && target.html !== null ? (
            <BodyEditor
              label={`${account.name}的正文`}
              html={target.html}
              edition={edition}
              hostUnitId={view.hostUnitId}
              editable={editable}
              onChange={(html) => change({ html })}
              onText={() => {}}
              handle={body}
            />
          ) : null}
          {field !== 'html' && target[field] !== null ? (
            <TextField
              path={`own-${field}`}
              label={`${account.name}的${fields[field]}`}
              value={target[field]}
              max={field === 'title' ? 200 : 300}
              {...(field === 'digest' ? { rows: 3 } : {})}
              disabled={!editable}
              onChange={(words) => change({ [field]: words })}
            />
          ) : null}
        </section>
      ))}
      <h3>预览</h3>
      <PlatformPreview content={form.content} account={account} hostUnitName={view.hostUnitName} />
    </Drawer>
  )
}
