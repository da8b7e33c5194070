import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { listMedia, type MediaView, mediaKinds } from '../../../src/publishing/media.contract.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { mediaAddress } from './picture-address.ts'
import { type MediaKind, UploadButton } from './upload-button.tsx'

type Given = {
  kind: MediaKind
  hostUnitId: string
  onChosen: (media: MediaView) => void
  onClose: () => void
}

/** One thing out of the unit's store, or a new one. */
export function MediaPicker({ kind, hostUnitId, onChosen, onClose }: Given) {
  const [q, setQ] = useState('')
  const zh = mediaKinds[kind]
  const found = useAsk(
    listMedia,
    { query: { kind, limit: 60, hostUnitId, ...(q === '' ? {} : { q }) } },
    { keep: true, staleTime: 0 },
  )
  return (
    <Modal open width={760} title={`选择${zh}`} footer={null} onCancel={onClose}>
      <div className="draft-line">
        <UploadButton kind={kind} label={`上传${zh}`} hostUnitId={hostUnitId} onAdded={onChosen} />
        <Input.Search
          allowClear
          aria-label={`在素材库中查找${zh}`}
          placeholder="按名称或说明查找"
          onSearch={(words) => setQ(words.trim())}
          style={{ maxWidth: 260 }}
        />
      </div>
      {found.isPending ? <PageSkeleton /> : null}
      {found.error ? <p role="alert">{found.error.message}</p> : null}
      {found.data?.rows.length === 0 ? (
        <p className="quiet">
          素材库中没有{q ? '符合的' : ''}
          {zh}，可以上传。
        </p>
      ) : null}
      <ul className={kind === 'picture' ? 'media-grid' : 'media-list'}>
        {found.data?.rows.map((media) => (
          <li key={media.id}>
            <Button
              className="media-choice"
              aria-label={`选择${media.alt || media.name}`}
              onClick={() => onChosen(media)}
            >
              {kind === 'picture' ? <img src={mediaAddress(media.id)} alt="" loading="lazy" /> : null}
              <span>{media.alt || media.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found.data?.next ? <p className="quiet">只列出最近 60 个，其余请按名称查找。</p> : null}
    </Modal>
  )
}
