import { UploadOutlined } from '@ant-design/icons'
import { Button, Upload } from 'antd'
import { useState } from 'react'
import { addMedia, type MediaView } from '../../../src/publishing/media.contract.ts'
import { call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { queryClient } from '../../ui/queries.ts'

export type MediaKind = MediaView['kind']

const accepted: Record<MediaKind, string> = {
  picture: '.jpg,.jpeg,.png,.gif,.webp',
  video: '.mp4,.mov,.webm',
  attachment: '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.csv,.zip',
}

type Given = {
  kind: MediaKind
  label: string
  hostUnitId: string | undefined
  onAdded?: (media: MediaView) => void
  disabled?: boolean
}

/** Uploads what is chosen, one after the other, and says of each that was not taken why. */
export function UploadButton({ kind, label, hostUnitId, onAdded, disabled = false }: Given) {
  const [waiting, setWaiting] = useState({ done: 0, all: 0 })
  const [refused, setRefused] = useState<readonly string[]>([])
  const add = async (files: readonly File[]) => {
    setRefused([])
    for (const [done, file] of files.entries()) {
      setWaiting({ done, all: files.length })
      try {
        onAdded?.(await call(addMedia, { file, body: { kind, ...(hostUnitId ? { hostUnitId } : {}) } }))
      } catch (error) {
        setRefused((before) => [...before, `“${file.name}”未能上传：${messageOf(error)}`])
      }
    }
    setWaiting({ done: 0, all: 0 })
    await queryClient.invalidateQueries({ queryKey: ['/api/media'] })
  }
  const busy = waiting.all > 0
  return (
    <div className="draft-upload">
      <Upload
        showUploadList={false}
        multiple
        accept={accepted[kind]}
        disabled={disabled || busy}
        beforeUpload={(file, all) => {
          // It is called for each of them; the first call takes them all.
          if (file === all[0]) void add(all)
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={busy} disabled={disabled}>
          {label}
        </Button>
      </Upload>
      <span role="status">{busy ? `正在上传 ${waiting.done + 1} / ${waiting.all}` : ''}</span>
      <div role="alert">
        {refused.map((line) => (
          <p key={line} className="draft-fault">
            {line}
          </p>
        ))}
      </div>
    </div>
  )
}
