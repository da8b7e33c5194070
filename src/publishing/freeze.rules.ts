import type { DraftContent, Target } from './content.contract.ts'
import { picturesIn, textOf } from './html-text.rules.ts'
import type { FrozenOutgoing, FrozenPicture } from './publication.rules.ts'

/** What must be known of a picture, a video or an attachment to freeze it. */
export type KnownMedia = { id: string; name: string; media_type: string; sha256: string; alt: string; size: number }

/** The ids of everything that a manuscript's content shows on any account. */
export function mediaOf(content: DraftContent): string[] {
  const bodies = [content.html, ...content.targets.flatMap(({ html }) => html ?? [])]
  const pictures = bodies.flatMap((html) => picturesIn(html).map(({ id }) => id))
  const single = [content.coverId, content.videoId].filter((id) => id !== null)
  return [...new Set([...pictures, ...single, ...content.attachmentIds])]
}

/** What goes out on one account: its own version where it has one, else the manuscript's; the rest is the same for all. */
export function freeze(content: DraftContent, target: Target, media: ReadonlyMap<string, KnownMedia>): FrozenOutgoing {
  const html = target.html ?? content.html
  const shown = picturesIn(html)
  const picture = (id: string, alt: string): FrozenPicture[] => {
    const known = media.get(id)
    return known ? [{ ...fileOf(known), alt: alt || known.alt }] : []
  }
  const video = content.videoId === null ? undefined : media.get(content.videoId)
  return {
    title: target.title ?? content.title,
    author: content.author,
    digest: target.digest ?? content.digest,
    html,
    text: textOf(html),
    pictures: shown.flatMap(({ id, alt }) => picture(id, alt)),
    cover: content.coverId === null ? null : (picture(content.coverId, '')[0] ?? null),
    video: video ? { ...fileOf(video), size: video.size } : null,
    attachments: content.attachmentIds.flatMap((id) => {
      const known = media.get(id)
      return known ? [fileOf(known)] : []
    }),
    link: content.link,
    origin: {
      kind: content.origin.kind,
      sourceName: content.origin.sourceName,
      sourceUrl: content.origin.sourceUrl,
    },
  }
}

const fileOf = ({ id, name, media_type, sha256 }: KnownMedia) => ({ id, name, mediaType: media_type, sha256 })
