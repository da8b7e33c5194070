import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { beijingTime } from '../../../src/core/clock.rules.ts'
import { publicationStates } from '../../../src/publishing/publication.rules.ts'
import { listPublications, type PublicationRow } from '../../../src/publishing/publications.contract.ts'
import { call } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { parseSearch, useUrlState, writeSearch } from '../../ui/url-state.ts'
import { platformName } from './platform-name.ts'
import { queryOf, RegisterUrl } from './publication-state.ts'
import { rangeWords } from './register-paper.ts'
import './register-paper.css'

/** More is no paper to be read; the workbook has it all. */
const most = 1_000

/** 发布登记表 as it comes out of the printer, with the filters of the list. */
export function Page() {
  const [state] = useUrlState(RegisterUrl)
  const query = queryOf(state)
  const { data, error, refetch } = useQuery({
    queryKey: ['/api/publications', 'paper', query],
    queryFn: () => firstRows(query),
    staleTime: 0,
  })
  const back = (
    <Link to={'/publications' as '/'} search={parseSearch(writeSearch(query)) as never}>
      返回发布登记
    </Link>
  )
  if (error) {
    return (
      <>
        <PageHead title="打印登记表" />
        <div className="panel" role="alert">
          <p>{messageOf(error)}</p>
          <Button onClick={() => void refetch()}>重试</Button> {back}
        </div>
      </>
    )
  }
  if (!data) return <PageSkeleton />
  return (
    <>
      <div className="no-print">
        <PageHead
          title="打印登记表"
          description={<>按 A4 纸横向打印，条件与发布登记中所选的一致。{back}</>}
          actions={
            <Button type="primary" icon={<PrinterOutlined />} disabled={data.rows.length === 0} onClick={() => print()}>
              打印
            </Button>
          }
        />
        {data.more ? (
          <p role="status">
            登记超过 {most} 条，这里只列前 {most} 条。请缩小日期范围，或在发布登记中导出表格。
          </p>
        ) : null}
      </div>
      <Paper rows={data.rows} range={rangeWords(state)} />
    </>
  )
}

async function firstRows(query: ReturnType<typeof queryOf>): Promise<{ rows: PublicationRow[]; more: boolean }> {
  const rows: PublicationRow[] = []
  let cursor: string | undefined
  do {
    const page = await call(listPublications, { query: { ...query, limit: 200, cursor } })
    rows.push(...page.rows)
    cursor = page.next ?? undefined
  } while (cursor && rows.length < most)
  return { rows, more: cursor !== undefined }
}

function Paper({ rows, range }: { rows: readonly PublicationRow[]; range: string }) {
  const me = useMe()
  if (rows.length === 0) return <div className="panel">没有符合条件的登记，没有可以打印的内容。</div>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must take the focus
    <section className="register-paper" aria-label="发布登记表" tabIndex={0}>
      <h2>政务新媒体信息发布登记表</h2>
      <p className="register-paper-line">
        <span>单位：{me.unit.name}</span>
        <span>{range}</span>
        <span>共 {rows.length} 条</span>
        <span>打印时间：{beijingTime(new Date())}</span>
      </p>
      <table>
        <thead>
          <tr>
            <th className="register-paper-number">登记号</th>
            <th>标题</th>
            <th className="register-paper-account">账号</th>
            <th className="register-paper-version">版本</th>
            <th className="register-paper-signed">签署</th>
            <th className="register-paper-time">时间</th>
            <th className="register-paper-url">网址</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{row.number}</td>
              <td>{row.title}</td>
              <td>
                {row.accountName}（{platformName(row.platform)}）
              </td>
              <td>{row.draftVersion}</td>
              <td>
                {row.signedBy.map((one) => (
                  <div key={one}>{one}</div>
                ))}
              </td>
              <td>
                {row.publishedAt ? beijingTime(new Date(row.publishedAt)) : publicationStates[row.state].zh}
                {row.publishedAt && row.state !== 'published' ? <div>{publicationStates[row.state].zh}</div> : null}
              </td>
              <td>{row.url ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="register-paper-line register-paper-hands">
        <span>登记人：</span>
        <span>负责人：</span>
        <span>日期：</span>
      </p>
    </section>
  )
}
