import { strToU8, unzipSync, zipSync } from 'fflate'
import { beijingTime } from '../core/clock.rules.ts'
import {
  blank,
  cellText,
  faces,
  grid,
  listGrid,
  officialPaper,
  paragraph,
  paragraphs,
  titleParagraph,
} from '../core/official-paper.ts'
import { type Elements, elementNames, reviewElements, verdicts } from '../review/elements.rules.ts'
import { originKinds } from './draft.rules.ts'
import type { FrozenOutgoing } from './publication.rules.ts'

export type EvidenceFacts = {
  number: string
  unitName: string
  title: string
  draftNumber: string
  draftVersion: number
  hash: string
  platformZh: string
  accountName: string
  wayZh: string
  stateZh: string
  scheduledAt: Date
  publishedAt: Date | null
  url: string | null
  verifiedZh: string | null
  registeredByName: string | null
  signatures: readonly {
    stepName: string
    userName: string
    onBehalfName: string | null
    opinion: string
    at: string
    elements: Partial<Elements>
  }[]
  releases: readonly { message: string; reason: string; byName: string; at: string }[]
  events: readonly { title: string; actorName: string; at: Date }[]
  outgoing: FrozenOutgoing
  demo: boolean
}

/** 发布凭证 (§8.2.1): what went out where, who signed exactly this with which judgements, and everything that was done with it. */
export async function evidenceDocument(facts: EvidenceFacts): Promise<Uint8Array> {
  const { outgoing: out } = facts
  const bytes = await officialPaper({
    title: '政务新媒体发布凭证',
    creator: facts.unitName,
    demo: facts.demo,
    children: [
      titleParagraph('政务新媒体发布凭证'),
      blank(),
      grid([34, 122], rowsOf(facts)),
      heading('一、审核签署'),
      listGrid(
        [22, 30, 74, 30],
        ['环节', '签署人', '七要素与意见', '签署时间'],
        facts.signatures.map((one) => [
          one.stepName,
          one.onBehalfName === null ? one.userName : `${one.userName}（代${one.onBehalfName}）`,
          judgedOf(one),
          beijingTime(new Date(one.at)),
        ]),
      ),
      ...(facts.releases.length === 0
        ? []
        : [
            heading('二、三审放行的严重问题'),
            listGrid(
              [56, 56, 22, 22],
              ['问题', '放行理由', '放行人', '时间'],
              facts.releases.map((one) => [one.message, one.reason, one.byName, beijingTime(new Date(one.at))]),
            ),
          ]),
      heading(`${facts.releases.length === 0 ? '二' : '三'}、办理经过`),
      listGrid(
        [34, 92, 30],
        ['时间', '经过', '办理人'],
        facts.events.map((one) => [beijingTime(one.at), one.title, one.actorName]),
      ),
      heading(`${facts.releases.length === 0 ? '三' : '四'}、发布内容`),
      paragraph(out.title, { face: faces.h1 }),
      ...(out.digest ? paragraphs(`摘要：${out.digest}`) : []),
      ...paragraphs(out.text),
      ...filesOf(out).map((line) => paragraph(line)),
    ],
  })
  return settled(bytes)
}

function rowsOf(facts: EvidenceFacts) {
  const { origin, author, link } = facts.outgoing
  const source = origin.kind === 'original' ? '' : `，来源：${origin.sourceName}`
  const rows: [string, string][] = [
    ['登记号', facts.number],
    ['主办单位', facts.unitName],
    ['发布账号', `${facts.platformZh}“${facts.accountName}”`],
    ['标题', facts.title],
    ['作者与来源', `${author || '未署名'}；${originKinds[origin.kind]}${source}`],
    ['稿件编号与版本', `${facts.draftNumber}，第 ${facts.draftVersion} 版`],
    ['内容校验值', facts.hash],
    ['发布方式与状态', `${facts.wayZh}，${facts.stateZh}`],
    ['计划发布时间', beijingTime(facts.scheduledAt)],
    ['实际发布时间', facts.publishedAt ? beijingTime(facts.publishedAt) : '未发布'],
    ['作品网址', facts.url ?? '无'],
    ...(facts.registeredByName === null ? [] : [['登记人', facts.registeredByName] as [string, string]]),
    ...(facts.verifiedZh === null ? [] : [['自动核对', facts.verifiedZh] as [string, string]]),
    ...(link === null ? [] : [['链接', link] as [string, string]]),
  ]
  return rows.map(([head, value]) => ({
    kind: 'whole' as const,
    cells: [{ content: [cellText(head, { face: faces.h1 })] }, { content: [cellText(value)] }],
  }))
}

/** 政治合格、… and what was noted. */
function judgedOf({ elements, opinion }: EvidenceFacts['signatures'][number]): string {
  const judged = elementNames.map((name) => {
    const one = elements[name]
    return `${reviewElements[name].zh}${one ? verdicts[one.verdict] : '未记录'}${one?.note ? `（${one.note}）` : ''}`
  })
  return [judged.join('，'), ...(opinion ? [`意见：${opinion}`] : [])].join('\n')
}

function filesOf({ pictures, cover, video, attachments }: FrozenOutgoing): string[] {
  const line = (zh: string, one: { name: string; sha256: string; alt?: string }) =>
    `${zh}：${one.name}${one.alt ? `（${one.alt}）` : ''}，SHA-256 ${one.sha256}`
  return [
    ...(cover ? [line('封面', cover)] : []),
    ...pictures.map((one, n) => line(`图片 ${n + 1}`, one)),
    ...(video ? [line('视频', video)] : []),
    ...attachments.map((one, n) => line(`附件 ${n + 1}`, one)),
  ]
}

function heading(text: string) {
  return paragraph(text, { face: faces.h1, spacing: { before: 240, after: 120 }, keepNext: true })
}

/** Any moment will do: ZIP counts from 1980, and the evidence of one state is the same file whenever it is made. */
const moment = '2000-01-01T00:00:00Z'

function settled(bytes: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(([path, part]): [string, Uint8Array] => {
    if (path !== 'docProps/core.xml') return [path, part]
    return [path, strToU8(new TextDecoder().decode(part).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, moment))]
  })
  return zipSync(Object.fromEntries(parts), { mtime: moment })
}
