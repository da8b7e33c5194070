import type { z } from 'zod'
import { licences, originKinds } from '../../../src/publishing/draft.rules.ts'
import type { DiffPart } from '../../../src/publishing/drafts.contract.ts'
import { picturesIn, textOf } from '../../../src/publishing/html-text.rules.ts'
import { contentClasses } from '../../../src/review/three-review.rules.ts'
import type { DraftForm } from './draft-form.ts'
import { wordsDiff } from './words-diff.ts'

/** Everything of a manuscript in words, field by field, so that two of them can be compared. */
function wordsOf(form: DraftForm): Record<string, { zh: string; text: string }> {
  const { content } = form
  const { origin } = content
  const body = (html: string) =>
    [textOf(html), ...picturesIn(html).map(({ id, alt }) => `［图片 ${id.slice(0, 8)}：${alt}］`)].join('\n')
  return {
    title: { zh: '标题', text: content.title },
    html: { zh: '正文', text: body(content.html) },
    digest: { zh: '摘要', text: content.digest },
    author: { zh: '作者', text: content.author },
    class: { zh: '内容类别', text: contentClasses[form.class].zh },
    origin: {
      zh: '内容来源',
      text: [originKinds[origin.kind], origin.sourceName, origin.sourceUrl, licences[origin.licence]].join(' '),
    },
    link: { zh: '阅读原文链接', text: content.link ?? '' },
    coverId: { zh: '封面', text: content.coverId ?? '' },
    videoId: { zh: '视频', text: content.videoId ?? '' },
    attachmentIds: { zh: '附件', text: content.attachmentIds.join(' ') },
    scheduledAt: { zh: '计划发布时间', text: content.scheduledAt ?? '' },
    targets: {
      zh: '发布账号及各账号版本',
      text: content.targets
        .map((one) =>
          [one.accountId, one.title ?? '', one.digest ?? '', one.html === null ? '' : body(one.html)].join(' '),
        )
        .sort()
        .join('\n'),
    },
    columnId: { zh: '栏目', text: form.columnId ?? '' },
    campaignId: { zh: '主题策划', text: form.campaignId ?? '' },
  }
}

/** What of theirs differs from mine: `added` is mine, `removed` is theirs. Only what differs is given. */
export function formDiff(theirs: DraftForm, mine: DraftForm): z.output<typeof DiffPart>[] {
  const before = wordsOf(theirs)
  const after = wordsOf(mine)
  return Object.entries(before).flatMap(([part, { zh, text }]) => {
    const mineText = after[part]?.text ?? ''
    return text === mineText ? [] : [{ part, zh, pieces: wordsDiff(text, mineText) }]
  })
}
