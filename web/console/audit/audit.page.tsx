import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type AuditRow, exportAudit, listAudit, verifyAudit } from '../../../src/audit/audit.contract.ts'
import { Download } from '../../ui/download.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useDo } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { AuditFilters, AuditUrl } from './audit-filters.tsx'
import { actionName } from './audit-words.ts'
import { EntryDrawer } from './entry-drawer.tsx'
import { VerificationPanel } from './verification.tsx'
import './audit.css'

type Row = AuditRow & { id: string }

/** 审计日志: who did what, searched, compared, verified and exported; nobody can change it. */
export function Page() {
  const [{ open, check, ...filters }, change] = useUrlState(AuditUrl)
  const asked = useLedger(listAudit, filters)
  const ledger = { ...asked, rows: asked.rows.map((row) => ({ ...row, id: String(row.seq) })) }
  const verify = useDo(verifyAudit, { onDone: ({ jobId }) => change({ check: jobId }) })
  const filtered = Object.values(filters).some((value) => value !== undefined)
  const title = (row: Row) => (
    <Button type="link" className="audit-title" onClick={() => change({ open: row.seq }, 'push')}>
      {row.title}
    </Button>
  )
  const columns: LedgerColumn<Row>[] = [
    { key: 'seq', title: '序号', number: true, render: (row) => row.seq },
    { key: 'at', title: '时间', render: (row) => <When at={row.at} /> },
    { key: 'title', title: '内容', always: true, render: title },
    { key: 'action', title: '操作', render: (row) => actionName(row.action) },
    { key: 'user', title: '操作人', render: (row) => `${row.userName}（${row.username}）` },
    { key: 'unit', title: '单位', render: (row) => row.unitName || '—' },
    { key: 'ip', title: '来源地址', hiddenAtFirst: true, render: (row) => row.ip || '—' },
  ]
  return (
    <>
      <PageHead
        title="审计日志"
        description="谁在什么时间对什么做了什么，只增不改。记录首尾相接，任何改动都能查出"
        actions={
          <>
            <Button icon={<SafetyCertificateOutlined />} loading={verify.busy} onClick={() => verify.run()}>
              校验完整性
            </Button>
            <Download endpoint={exportAudit} args={{ query: filters }}>
              导出
            </Download>
          </>
        }
      />
      {check ? (
        <VerificationPanel
          key={check}
          jobId={check}
          onOpen={(seq) => change({ open: seq }, 'push')}
          onClose={() => change({ check: undefined })}
        />
      ) : null}
      <AuditFilters state={filters} change={change} unitName={ledger.rows[0]?.unitName ?? '指定单位'} />
      <LedgerTable
        name="audit"
        caption="审计记录"
        columns={columns}
        ledger={ledger}
        total={null}
        empty={{
          reason: filtered ? '没有符合条件的记录，请调整筛选条件。' : '您的范围内还没有审计记录。',
        }}
        mobile={(row) => (
          <>
            {title(row)}
            <div>
              {row.userName} <When at={row.at} />
            </div>
            <div className="quiet">{row.unitName}</div>
          </>
        )}
      />
      {open ? (
        <EntryDrawer
          key={open}
          seq={open}
          onClose={() => change({ open: undefined })}
          onNarrow={(to) => change({ open: undefined, ...to }, 'push')}
        />
      ) : null}
    </>
  )
}
