import { diffArrays } from 'diff'
import { beijingTime } from '../core/clock.rules.ts'
import type { DraftContent } from './content.contract.ts'
import { licences, originKinds } from './draft.rules.ts'
import { textOf } from './html-text.rules.ts'

export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }
export type DiffedPart = { part: string; zh: string; pieces: Piece[] }
type Names = { accountName: (id: string) => string; mediaName: (id: string) => string }
type Shown = { part: string; zh: string; text: string }

const chinese = new Intl.Segmenter('zh', { granularity: 'word' })
/** How different two texts may be, in words, before they are simply shown one after the other. */
const mostChanges = 4000

/**
 * Two contents compared word for word, in the order of the page; parts that are alike are left out. A picture counts as
 * one word. `same` and `removed` together are the text before, `same` and `added` the text after, to the last space.
 */
export function diffContents(before: DraftContent, after: DraftContent, names: Names): DiffedPart[] {
  const pictures = pictureMarks()
  const was = new Map(shownParts(before, names, pictures.mark).map((part) => [part.part, part]))
  const now = shownParts(after, names, pictures.mark)
  const gone = [...was.values()].filter(({ part }) => !now.some((one) => one.part === part))
  return [...now, ...gone.map((part) => ({ ...part, text: '' }))]
    .map(({ part, zh, text }) => ({ part, zh, pieces: piecesOf(was.get(part)?.text ?? '', text) }))
    .filter(({ pieces }) => pieces.length > 0)
    .map((one) => ({
      ...one,
      pieces: one.pieces.map(({ kind, text }) => ({ kind, text: pictures.read(text, names.mediaName) })),
    }))
}

function piecesOf(before: string, after: string): Piece[] {
  if (before === after) return []
  const found = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostChanges })
  if (!found) return [...piece('removed', before), ...piece('added', after)]
  return found.flatMap(({ added, removed, value }) =>
    piece(added ? 'added' : removed ? 'removed' : 'same', value.join('')),
  )
}

function wordsOf(text: string): string[] {
  return Array.from(chinese.segment(text), ({ segment }) => segment)
}

function piece(kind: Piece['kind'], text: string): Piece[] {
  return text === '' ? [] : [{ kind, text }]
}

/** What a reader of the two versions is to compare: every part in words. */
function shownParts(content: DraftContent, names: Names, mark: (id: string) => string): Shown[] {
  const { origin, targets } = content
  const text = (html: string) => textOf(html, mark)
  const source = [
    originKinds[origin.kind],
    origin.sourceName,
    origin.sourceUrl ?? '',
    origin.licence === 'none' ? '' : licences[origin.licence],
  ]
  const accounts = targets
    .map(({ accountId }) => names.accountName(accountId))
    .toSorted((a, b) => a.localeCompare(b, 'zh'))
  return [
    { part: 'title', zh: '标题', text: content.title },
    { part: 'author', zh: '作者', text: content.author },
    { part: 'digest', zh: '摘要', text: content.digest },
    { part: 'body', zh: '正文', text: text(content.html) },
    { part: 'cover', zh: '封面', text: content.coverId ? mark(content.coverId) : '' },
    { part: 'video', zh: '视频', text: content.videoId ? names.mediaName(content.videoId) : '' },
    { part: 'attachments', zh: '附件', text: content.attachmentIds.map(names.mediaName).join('\n') },
    { part: 'link', zh: '阅读原文', text: content.link ?? '' },
    { part: 'origin', zh: '来源', text: source.filter((word) => word !== '').join('，') },
    { part: 'targets', zh: '发布账号', text: accounts.join('\n') },
    {
      part: 'scheduledAt',
      zh: '发布时间',
      text: content.scheduledAt ? beijingTime(new Date(content.scheduledAt)) : '',
    },
    ...targets.flatMap(({ accountId, title, digest, html }) => {
      const of = names.accountName(accountId)
      return [
        { part: `${accountId}:title`, zh: `${of}：标题`, text: title ?? '' },
        { part: `${accountId}:digest`, zh: `${of}：摘要`, text: digest ?? '' },
        { part: `${accountId}:body`, zh: `${of}：正文`, text: html === null ? '' : text(html) },
      ]
    }),
  ]
}

/** Of private use, so that no word is made of it and its neighbours: one character stands for one picture. */
const firstMark = 0xe000
const mostMarks = 0x1900

function pictureMarks() {
  const ids: string[] = []
  return {
    mark(id: string): string {
      if (!ids.includes(id) && ids.length < mostMarks) ids.push(id)
      return String.fromCharCode(firstMark + Math.max(0, ids.indexOf(id)))
    },
    read: (text: string, nameOf: (id: string) => string) =>
      text.replace(/[\ue000-\uf8ff]/g, (mark) => {
        const id = ids[mark.charCodeAt(0) - firstMark]
        return id === undefined ? '' : `〔图片：${nameOf(id)}〕`
      }),
  }
}
