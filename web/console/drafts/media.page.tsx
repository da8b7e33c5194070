import { Button, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import {
  editMedia,
  listMedia,
  type MediaView,
  mediaKinds,
  removeMedia,
} from '../../../src/publishing/media.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { SearchBox } from '../../ui/filter-controls.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { queryClient, useDo } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { KindChoice } from './kind-choice.tsx'
import { mediaAddress } from './picture-address.ts'
import { sizeText } from './size-text.ts'
import { UploadButton } from './upload-button.tsx'
import './drafts.css'
import './media.css'

const kinds = Object.keys(mediaKinds) as [MediaView['kind'], ...MediaView['kind'][]]
const Url = z.object({ kind: z.enum(kinds).default('picture'), q: z.string().trim().max(100).optional() })

/** 素材库: the unit's pictures, videos and papers, each with what a reader who cannot see it is told. */
export function Page() {
  const me = useMe()
  const mayWrite = useMay('draft.write')
  const [{ kind, q }, change] = useUrlState(Url)
  const [words, setWords] = useState(q ?? '')
  const ledger = useLedger(listMedia, { kind, ...(q ? { q } : {}) })
  const zh = mediaKinds[kind]
  const own = me.unit.kind === 'contractor' ? undefined : me.unit.id
  return (
    <>
      <PageHead
        title="素材库"
        description="本单位稿件用的图片、视频和附件。图片上传时去除拍摄地点等信息；已用于稿件的不能移除"
        actions={mayWrite && own ? <UploadButton key={kind} kind={kind} label={`上传${zh}`} hostUnitId={own} /> : null}
      />
      <FilterBar
        onReset={() => {
          setWords('')
          change({ q: undefined, kind: undefined })
        }}
        fields={[
          {
            key: 'kind',
            label: '种类',
            control: <KindChoice value={kind} onChange={(chosen) => change({ kind: chosen })} />,
          },
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="名称或说明"
                onWords={setWords}
                onSearch={(text) => change({ q: text || undefined })}
              />
            ),
          },
        ]}
      />
      <section className="panel" aria-label={zh} aria-busy={ledger.loading || ledger.refreshing}>
        {ledger.error ? (
          <div role="alert">
            <p>{ledger.error.message}</p>
            <Button onClick={ledger.retry}>重试</Button>
          </div>
        ) : null}
        {ledger.loading ? <PageSkeleton /> : null}
        {!ledger.loading && !ledger.error && ledger.rows.length === 0 ? (
          <p className="quiet">{q ? `没有符合条件的${zh}，可以换个词查找。` : `还没有${zh}。在这里或撰稿时上传。`}</p>
        ) : null}
        <ul className="media-cards">
          {ledger.rows.map((media) => (
            <li key={media.id}>
              <Card media={media} mayWrite={mayWrite} />
            </li>
          ))}
        </ul>
        {ledger.toNext || ledger.toPrevious ? (
          <nav className="ledger-pager" aria-label="翻页">
            <Button disabled={!ledger.toPrevious} onClick={() => ledger.toPrevious?.()}>
              上一页
            </Button>
            <Button disabled={!ledger.toNext} onClick={() => ledger.toNext?.()}>
              下一页
            </Button>
          </nav>
        ) : null}
      </section>
    </>
  )
}

function Card({ media, mayWrite }: { media: MediaView; mayWrite: boolean }) {
  const { id, kind, name, alt, width, height, size } = media
  return (
    <article className="media-card" aria-label={alt || name}>
      {kind === 'picture' ? (
        <a href={mediaAddress(id)} target="_blank" rel="noreferrer" aria-label={`查看原图：${alt || name}`}>
          <img src={mediaAddress(id)} alt={alt} loading="lazy" />
        </a>
      ) : null}
      {kind === 'video' ? (
        // biome-ignore lint/a11y/useMediaCaption: the store holds the file as it will be handed over, without captions of its own
        <video src={mediaAddress(id)} controls preload="none" aria-label={name} />
      ) : null}
      <div className="media-name">
        {kind === 'attachment' ? (
          <a href={mediaAddress(id)} target="_blank" rel="noreferrer">
            {name}
          </a>
        ) : (
          name
        )}
      </div>
      <div className="quiet">
        {width && height ? `${width}×${height} · ` : ''}
        {sizeText(size)} · {media.addedByName}
        <br />
        <When at={media.addedAt} />
      </div>
      {mayWrite && kind === 'picture' ? <AltField key={alt} media={media} /> : null}
      {kind === 'picture' && !mayWrite && alt ? <div>{alt}</div> : null}
      {mayWrite ? (
        <ConfirmDo
          label="移除"
          size="small"
          danger
          consequence={`将从素材库移除“${name}”，不能恢复。已用于稿件的不会移除。`}
          onConfirm={async () => {
            await call(removeMedia, { params: { id } })
            await queryClient.invalidateQueries({ queryKey: ['/api/media'] })
          }}
        />
      ) : null}
    </article>
  )
}

function AltField({ media: { id, alt, name } }: { media: MediaView }) {
  const [words, setWords] = useState(alt)
  const save = useDo(editMedia, { invalidates: ['/api/media'], success: '图片说明已保存' })
  return (
    <div className="media-alt">
      <Input
        value={words}
        maxLength={200}
        aria-label={`“${name}”的图片说明`}
        placeholder="图片说明"
        onChange={({ target }) => setWords(target.value)}
      />
      <Button
        size="small"
        disabled={words.trim() === alt}
        loading={save.busy}
        aria-label={`保存“${name}”的图片说明`}
        onClick={() => save.run({ params: { id }, body: { alt: words.trim() } })}
      >
        保存
      </Button>
    </div>
  )
}
