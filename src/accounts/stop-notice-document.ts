import { AlignmentType, type Paragraph } from 'docx'
import { blank, officialPaper, paragraph, titleParagraph, twoCharacters } from '../core/official-paper.ts'
import { type StopNoticeLine, stopNoticeLines } from './stop-notice.rules.ts'

/** The 停更公告 (§6.4) as a Word document, from its text as the unit has left it: `stopNoticeText`, edited or not. */
export function stopNoticeDocument(given: { text: string; unitName: string; demo: boolean }): Promise<Uint8Array> {
  const lines = stopNoticeLines(given.text)
  return officialPaper({
    title: lines[0]?.text ?? '停更公告',
    creator: given.unitName,
    demo: given.demo,
    children: lines.flatMap((line, at) => [
      ...(line.kind === 'signature' && lines[at - 1]?.kind !== 'signature' ? [blank(), blank()] : []),
      ...looks[line.kind](line),
    ]),
  })
}

const looks: Record<StopNoticeLine['kind'], (line: StopNoticeLine) => Paragraph[]> = {
  title: ({ text }) => [titleParagraph(text.trim()), blank()],
  text: ({ text }) => [
    paragraph(text.trimStart(), { indent: { firstLine: twoCharacters }, alignment: AlignmentType.BOTH }),
  ],
  signature: ({ text }) => [
    paragraph(text.trim(), { alignment: AlignmentType.RIGHT, indent: { right: twoCharacters }, keepLines: true }),
  ],
}
