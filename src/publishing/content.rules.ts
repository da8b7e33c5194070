import type { DraftContent } from './content.contract.ts'
import { picturesIn } from './html-text.rules.ts'
import { oneLine, plainCharacters } from './plain-text.rules.ts'
import { type Cleaned, sanitize, webAddress } from './sanitize.rules.ts'

/** A manuscript with nothing in it. */
export const emptyContent: DraftContent = {
  title: '',
  author: '',
  digest: '',
  html: '',
  coverId: null,
  videoId: null,
  attachmentIds: [],
  link: null,
  origin: { kind: 'original', sourceName: '', sourceUrl: null, licence: 'none' },
  targets: [],
  scheduledAt: null,
}

/** The content as it is kept: plain texts without controls, bodies through the sanitiser. Done twice, it changes nothing. */
export function cleanContent(given: DraftContent): { content: DraftContent; removed: string[] } {
  const removed = new Set<string>()
  const cleaned = (html: string): string => {
    const result: Cleaned = sanitize(html)
    for (const word of result.removed) removed.add(word)
    return result.html
  }
  const address = (text: string | null): string | null => {
    const safe = text === null ? null : webAddress(text)
    if (text !== null && safe === null) removed.add('不安全的链接')
    return safe
  }
  const content: DraftContent = {
    title: oneLine(given.title),
    author: oneLine(given.author),
    digest: plainCharacters(given.digest).trim(),
    html: cleaned(given.html),
    coverId: given.coverId,
    videoId: given.videoId,
    attachmentIds: given.attachmentIds,
    link: address(given.link),
    origin: {
      ...given.origin,
      sourceName: oneLine(given.origin.sourceName),
      sourceUrl: address(given.origin.sourceUrl),
    },
    targets: given.targets.map((target) => ({
      accountId: target.accountId,
      title: target.title === null ? null : oneLine(target.title),
      digest: target.digest === null ? null : plainCharacters(target.digest).trim(),
      html: target.html === null ? null : cleaned(target.html),
    })),
    // One instant, one spelling.
    scheduledAt: given.scheduledAt === null ? null : new Date(given.scheduledAt).toISOString(),
  }
  return { content, removed: [...removed] }
}

/** Every body of the manuscript: its own, and those that differ on one account. */
export function bodiesOf(content: DraftContent): { path: string; html: string }[] {
  const own = content.targets.flatMap(({ html }, n) => (html === null ? [] : [{ path: `targets.${n}.html`, html }]))
  return [{ path: 'html', html: content.html }, ...own]
}

/** Everything of the unit's media that the content shows or carries, with where it stands and what it must be. */
export function mediaIn(
  content: DraftContent,
): { id: string; kind: 'picture' | 'video' | 'attachment'; path: string }[] {
  const { coverId, videoId, attachmentIds } = content
  return [
    ...bodiesOf(content).flatMap(({ path, html }) =>
      picturesIn(html).map(({ id }) => ({ id, kind: 'picture' as const, path })),
    ),
    ...(coverId ? [{ id: coverId, kind: 'picture' as const, path: 'coverId' }] : []),
    ...(videoId ? [{ id: videoId, kind: 'video' as const, path: 'videoId' }] : []),
    ...attachmentIds.map((id, n) => ({ id, kind: 'attachment' as const, path: `attachmentIds.${n}` })),
  ]
}

/**
 * What the three reviewers sign (§8.2): everything that will be seen and where and when, with the bytes of each picture,
 * video and attachment by their hash. The class is part of it because it decides who must sign.
 */
export function signedContent(content: DraftContent, given: { class: string; hashOf: (mediaId: string) => string }) {
  const pictures = (html: string) => picturesIn(html).map(({ id }) => given.hashOf(id))
  return {
    ...content,
    class: given.class,
    pictures: pictures(content.html),
    cover: content.coverId && given.hashOf(content.coverId),
    video: content.videoId && given.hashOf(content.videoId),
    attachments: content.attachmentIds.map(given.hashOf),
    // Where it goes is a set: the order in which accounts were ticked says nothing.
    targets: content.targets
      .map((target) => ({ ...target, pictures: target.html === null ? null : pictures(target.html) }))
      .sort((a, b) => (a.accountId < b.accountId ? -1 : 1)),
  }
}

/** How much of a body is searched, in characters; a search column holds no more. */
export const longestText = 60_000
