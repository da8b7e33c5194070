import { refusalsOn, type Written } from '../../../src/platforms/limits.rules.ts'
import type { Refusal } from '../../../src/platforms/publisher.ts'
import type { DraftContent } from '../../../src/publishing/content.contract.ts'
import { picturesIn, textOf } from '../../../src/publishing/html-text.rules.ts'
import { mediaAddress } from './picture-address.ts'

/** The manuscript as one account would show it: its own title, digest and body where it has them. */
export function contentFor(content: DraftContent, accountId: string): DraftContent {
  const own = content.targets.find((target) => target.accountId === accountId)
  return {
    ...content,
    title: own?.title ?? content.title,
    digest: own?.digest ?? content.digest,
    html: own?.html ?? content.html,
  }
}

export function writtenOf(content: DraftContent): Written {
  return {
    title: content.title,
    author: content.author,
    digest: content.digest,
    html: content.html,
    text: textOf(content.html),
    link: content.link,
    pictures: picturesIn(content.html).length,
    cover: content.coverId !== null,
    // How large the file is, the store has seen to when it took it.
    video: content.videoId === null ? null : { size: 0 },
  }
}

/** Only the platform's interface has these bounds where a person publishes by hand. */
export function refusalsFor(content: DraftContent, platform: string): readonly Refusal[] {
  return refusalsOn(platform, writtenOf(content))
}

/** The body with its pictures at their addresses. Only for what has passed the sanitiser. */
export function withPictures(html: string): string {
  return html.replaceAll(/<img data-picture="([0-9a-f-]{36})"/g, (_, id: string) => `<img src="${mediaAddress(id)}"`)
}
