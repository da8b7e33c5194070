import { Parser } from 'htmlparser2'
import type { Context } from '../checker/rule.ts'
import type { DraftContent } from './content.contract.ts'
import { picturesIn, textOf } from './html-text.rules.ts'

/** One text of a manuscript that is read by itself: `title`, `digest`, `body`, `alt:<picture>`, `<account>:title` … */
export type ContentPart = { part: string; zh: string; text: string; context: Context }

type Known = {
  /** The day on which it is to go out. */
  on: string
  unitName: string
  accountName: (id: string) => string
  mediaName: (id: string) => string
}

/** Everything in a manuscript that has words, for the checker: each with what is known of it besides its characters. */
export function partsOf(content: DraftContent, known: Known): ContentPart[] {
  const { on, unitName } = known
  const plain = { on, unitName }
  const part = (name: string, zh: string, text: string, context: Context = plain): ContentPart[] =>
    text === '' ? [] : [{ part: name, zh, text, context }]
  const body = (name: string, zh: string, html: string): ContentPart[] => [
    ...part(name, zh, textOf(html), { ...plain, origin: originOf(content), links: linksIn(html) }),
    ...picturesIn(html).flatMap(({ id, alt }) =>
      part(`${name === 'body' ? '' : `${name}:`}alt:${id}`, '图片说明', alt),
    ),
  ]
  return [
    ...part('title', '标题', content.title),
    ...part('author', '作者', content.author),
    ...part('digest', '摘要', content.digest),
    ...body('body', '正文', content.html),
    ...content.attachmentIds.flatMap((id) => part(`attachment:${id}`, '附件名称', known.mediaName(id))),
    ...content.targets.flatMap(({ accountId, title, digest, html }) => {
      const of = known.accountName(accountId)
      return [
        ...part(`${accountId}:title`, `${of}：标题`, title ?? ''),
        ...part(`${accountId}:digest`, `${of}：摘要`, digest ?? ''),
        ...(html === null ? [] : body(`${accountId}:body`, `${of}：正文`, html)),
      ]
    }),
  ]
}

/** What is compiled from others' material is held to the same as what is taken over: it says from where (§8.1.2). */
function originOf({ origin }: DraftContent): NonNullable<Context['origin']> {
  if (origin.kind === 'original') return { kind: 'original' }
  return {
    kind: 'repost',
    ...(origin.sourceName ? { sourceName: origin.sourceName } : {}),
    ...(origin.sourceUrl ? { sourceUrl: origin.sourceUrl } : {}),
  }
}

/** Where the links of a body lead. */
export function linksIn(html: string): string[] {
  const links: string[] = []
  const parser = new Parser({
    onopentag: (tag, { href }) => {
      if (tag === 'a' && href) links.push(href)
    },
  })
  parser.end(html)
  return links
}
