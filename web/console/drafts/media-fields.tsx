import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { listMedia } from '../../../src/publishing/media.contract.ts'
import { useAsk } from '../../ui/queries.ts'
import { placeOf } from './draft-form.ts'
import { mediaAddress } from './picture-address.ts'
import type { SettingsGiven } from './settings.tsx'
import type { MediaKind } from './upload-button.tsx'

const MediaPicker = lazy(async () => ({ default: (await import('./media-picker.tsx')).MediaPicker }))

/** Cover, video and attachments: chosen out of the unit's store. */
export function MediaFields({ editor: { form, view, write, saver }, editable }: SettingsGiven) {
  const { coverId, videoId, attachmentIds } = form.content
  const [picking, setPicking] = useState<MediaKind | null>(null)
  const names = useNames(view.hostUnitId)
  const choose = (id: string) => {
    if (picking === 'picture') write({ coverId: id })
    if (picking === 'video') write({ videoId: id })
    if (picking === 'attachment') {
      const now = saver.form.content.attachmentIds
      write({ attachmentIds: now.includes(id) ? now : [...now, id] })
    }
  }
  return (
    <>
      <fieldset className="draft-fieldset" id={placeOf('coverId')} tabIndex={-1}>
        <legend>封面</legend>
        {coverId ? <img className="draft-cover" src={mediaAddress(coverId)} alt="封面" /> : null}
        {editable ? (
          <div className="draft-line">
            <Button size="small" onClick={() => setPicking('picture')}>
              {coverId ? '更换封面' : '选择封面'}
            </Button>
            {coverId ? (
              <Button size="small" type="text" onClick={() => write({ coverId: null })}>
                不用封面
              </Button>
            ) : null}
          </div>
        ) : coverId ? null : (
          <span className="quiet">没有封面</span>
        )}
      </fieldset>
      <fieldset className="draft-fieldset" id={placeOf('videoId')} tabIndex={-1}>
        <legend>视频</legend>
        {videoId ? (
          // biome-ignore lint/a11y/useMediaCaption: the store holds the file as it will be handed over, without captions of its own
          <video className="draft-cover" src={mediaAddress(videoId)} controls preload="metadata" aria-label="视频" />
        ) : null}
        {editable ? (
          <div className="draft-line">
            <Button size="small" onClick={() => setPicking('video')}>
              {videoId ? '更换视频' : '选择视频'}
            </Button>
            {videoId ? (
              <Button size="small" type="text" onClick={() => write({ videoId: null })}>
                不用视频
              </Button>
            ) : null}
          </div>
        ) : videoId ? null : (
          <span className="quiet">没有视频</span>
        )}
      </fieldset>
      <fieldset className="draft-fieldset" id={placeOf('attachmentIds')} tabIndex={-1}>
        <legend>附件</legend>
        <ul className="draft-attachments">
          {attachmentIds.map((id) => (
            <li key={id}>
              <a href={mediaAddress(id)} target="_blank" rel="noreferrer">
                <PaperClipOutlined /> {names.get(id) ?? '附件'}
              </a>
              {editable ? (
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`取下${names.get(id) ?? '附件'}`}
                  onClick={() => write({ attachmentIds: attachmentIds.filter((one) => one !== id) })}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {editable ? (
          <Button size="small" onClick={() => setPicking('attachment')}>
            添加附件
          </Button>
        ) : attachmentIds.length > 0 ? null : (
          <span className="quiet">没有附件</span>
        )}
      </fieldset>
      {picking ? (
        <Suspense>
          <MediaPicker
            kind={picking}
            hostUnitId={view.hostUnitId}
            onClose={() => setPicking(null)}
            onChosen={(media) => {
              choose(media.id)
              setPicking(null)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function useNames(hostUnitId: string): ReadonlyMap<string, string> {
  const { data } = useAsk(listMedia, { query: { kind: 'attachment', limit: 200, hostUnitId } }, { staleTime: 60_000 })
  return new Map(data?.rows.map(({ id, name }) => [id, name]))
}
