import { licences, originKinds } from '../../../../src/publishing/draft.rules.ts'
import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import { Article } from '../../drafts/article.tsx'
import { mediaAddress } from '../../drafts/picture-address.ts'

/** The manuscript as it will be seen: title, digest, pictures, text, and what differs on an account. */
export function Manuscript({ view }: { view: ReviewSheetView }) {
  const { content } = view.draft
  const own = content.targets.filter(({ html, digest }) => html !== null || digest !== null)
  return (
    <div className="sheet-manuscript reading">
      <h3>{content.title}</h3>
      <p className="quiet">
        {content.author ? `${content.author} · ` : ''}
        {originKinds[content.origin.kind]}
        {content.origin.sourceName ? ` · 来源：${content.origin.sourceName}` : ''}
        {content.origin.licence === 'none' ? '' : `（${licences[content.origin.licence]}）`}
      </p>
      {content.digest ? <p className="sheet-digest">摘要：{content.digest}</p> : null}
      {content.coverId ? <img className="sheet-cover" src={mediaAddress(content.coverId)} alt="封面图片" /> : null}
      <Article html={content.html} />
      {content.videoId ? (
        // biome-ignore lint/a11y/useMediaCaption: the unit's own video, captions are part of the picture
        <video className="sheet-cover" controls preload="metadata" src={mediaAddress(content.videoId)} />
      ) : null}
      {content.attachmentIds.length > 0 ? (
        <p>
          附件：
          {content.attachmentIds.map((id, n) => (
            <a key={id} href={mediaAddress(id)} target="_blank" rel="noreferrer">
              {n > 0 ? '、' : ''}附件 {n + 1}
            </a>
          ))}
        </p>
      ) : null}
      {content.link ? (
        <p>
          原文链接：
          <a href={content.link} target="_blank" rel="noreferrer">
            {content.link}
          </a>
        </p>
      ) : null}
      {own.map((one) => (
        <details key={one.accountId}>
          <summary>{view.targets.find(({ id }) => id === one.accountId)?.name ?? '账号'}上的内容不同</summary>
          {one.digest ? <p className="sheet-digest">摘要：{one.digest}</p> : null}
          {one.html === null ? null : <Article html={one.html} />}
        </details>
      ))}
    </div>
  )
}
