import type { OpeningForm } from '../../../src/accounts/opening-form.rules.ts'
import {
  basicPart,
  openingPaper,
  type PaperEntry,
  type PaperOpinion,
  type PaperRow,
  promisePart,
  supervisorPart,
} from '../../../src/accounts/opening-paper.rules.ts'
import { dayInWords } from '../../../src/core/paper-text.rules.ts'
import './opening-paper.css'

/** 表1 (§6.1.1) as it is printed on A4 and stands in the .docx; on a telephone its cells stand below each other. */
export function OpeningPaper(given: {
  form: OpeningForm
  unitName: string
  number: string | null
  opinions: readonly PaperOpinion[]
}) {
  const rows = openingPaper(given.form, given.unitName)
  const basic = rows.filter(({ row }) => row === basicPart).length
  return (
    <article className="opening-paper" aria-labelledby="opening-paper-title">
      <h2 id="opening-paper-title">账号开设申请表</h2>
      {given.number === null ? null : <p className="opening-paper-number">编号：{given.number}</p>}
      <table aria-labelledby="opening-paper-title">
        <colgroup>
          <col className="opening-paper-part" />
          <col className="opening-paper-name" />
          <col />
        </colgroup>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.cell} className={kindOf(row)}>
              {row.kind === 'explained' || at === 0 ? (
                <th scope={row.kind === 'explained' ? 'row' : 'rowgroup'} rowSpan={at === 0 ? basic : 1}>
                  {row.row}
                </th>
              ) : null}
              {row.kind === 'named' ? <th scope="row">{row.cell}</th> : null}
              <td colSpan={row.kind === 'named' ? 1 : 2}>
                <Content row={row} />
              </td>
            </tr>
          ))}
          <tr className="opening-paper-signed">
            <th scope="row">
              {supervisorPart.zh.map((words) => (
                <span key={words}>{words}</span>
              ))}
            </th>
            <td colSpan={2}>
              {given.opinions.map((opinion, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two rounds may bear the same words; nothing is reordered
                <Opinion key={at} {...opinion} />
              ))}
              <Signature words={supervisorPart.signature} />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  )
}

function kindOf({ row, kind }: PaperRow): string | undefined {
  if (row === promisePart.zh) return 'opening-paper-signed'
  return kind === 'explained' ? 'opening-paper-wide' : undefined
}

function Content({ row }: { row: PaperRow }) {
  return (
    <>
      {row.kind === 'explained' ? <p className="opening-paper-hint">{row.cell}</p> : null}
      {row.entries.map((entry) => (
        <Entry key={entry.zh ?? ''} {...entry} />
      ))}
      {row.row === promisePart.zh ? <Signature words={promisePart.signature} /> : null}
    </>
  )
}

function Entry({ zh, text }: PaperEntry) {
  return <p className="opening-paper-text">{zh === null ? text : `${zh}：${text}`}</p>
}

function Opinion({ unitName, name, opinion, day }: PaperOpinion) {
  return (
    <>
      <p className="opening-paper-text">{opinion}</p>
      <p className="opening-paper-by">
        {unitName}　{name}　{dayInWords(day)}
      </p>
    </>
  )
}

/** The places where a hand signs and dates. */
function Signature({ words }: { words: string }) {
  return (
    <p className="opening-paper-sign">
      <span>{words}：</span>
      <span>日期：　　　年　　月　　日</span>
    </p>
  )
}
