import { Link } from '@tanstack/react-router'
import { Descriptions, Drawer } from 'antd'
import { platforms } from '../../../src/accounts/platforms.rules.ts'
import { downloadFile } from '../../../src/files/files.contract.ts'
import { findingSources, findingTable } from '../../../src/monitoring/findings.rules.ts'
import { type FindingView, getFinding, withdrawFinding } from '../../../src/monitoring/monitoring.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { Download } from '../../ui/download.tsx'
import { useMay } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { queryClient, useAsk } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { FindingState, KindTag } from './finding-words.tsx'

/** One finding with its evidence, and how to take it back. */
export function FindingDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const phone = usePhone()
  const { data, error } = useAsk(getFinding, { params: { id } }, { staleTime: 0 })
  return (
    <Drawer open title={data?.title ?? '问题'} size={phone ? '100%' : 560} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? <Finding finding={data} /> : null}
    </Drawer>
  )
}

function Finding({ finding }: { finding: FindingView }) {
  const mayRecord = useMay('finding.record')
  const { counts, clause } = findingTable[finding.kind]
  const items = [
    { key: 'kind', label: '类型', children: <KindTag kind={finding.kind} /> },
    { key: 'state', label: '状态', children: <FindingState state={finding.state} /> },
    { key: 'counts', label: '计入', children: `${counts}（指南${clause}）` },
    {
      key: 'account',
      label: '账号',
      children: (
        <Link to={`/accounts/${finding.accountId}` as '/'}>
          {finding.accountName}（{platforms[finding.platform].zh}）
        </Link>
      ),
    },
    { key: 'unit', label: '主办单位', children: finding.hostUnitName || '—' },
    { key: 'day', label: '发生日期', children: finding.occurredOn },
    { key: 'detail', label: '详情', children: <div style={{ whiteSpace: 'pre-wrap' }}>{finding.detail || '—'}</div> },
    { key: 'evidence', label: '佐证', children: <Evidence finding={finding} /> },
    {
      key: 'recorded',
      label: '登记',
      children: (
        <>
          {findingSources[finding.source]} · {finding.recordedBy} · <When at={finding.recordedAt} />
        </>
      ),
    },
    ...(finding.state === 'withdrawn'
      ? [
          {
            key: 'withdrawn',
            label: '撤销',
            children: (
              <>
                <When at={finding.withdrawnAt} /> {finding.withdrawnReason}
              </>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <Descriptions column={1} size="small" bordered items={items} styles={{ label: { width: 96 } }} />
      {mayRecord && finding.state === 'confirmed' ? (
        <div style={{ marginTop: 16 }}>
          <ConfirmDo
            label="撤销问题"
            danger
            consequence="撤销后，今后的考核不再计入该问题；记录、佐证和撤销原因继续保留。已完成的考核不会改变。"
            reason={{ label: '撤销原因' }}
            onConfirm={async (reason) => {
              await call(withdrawFinding, { params: { id: finding.id }, body: { version: finding.version, reason } })
              await queryClient.invalidateQueries({
                predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/findings'),
              })
            }}
          />
        </div>
      ) : null}
    </>
  )
}

function Evidence({ finding }: { finding: FindingView }) {
  const { evidenceUrl, evidenceFileId, evidenceFileName } = finding
  return (
    <>
      {evidenceUrl ? (
        <div style={{ overflowWrap: 'anywhere' }}>
          <a href={evidenceUrl} target="_blank" rel="noopener noreferrer nofollow">
            {evidenceUrl}
          </a>
        </div>
      ) : null}
      {evidenceFileId ? (
        <Download endpoint={downloadFile} args={{ params: { id: evidenceFileId } }} type="link">
          {evidenceFileName ?? '下载材料'}
        </Download>
      ) : null}
    </>
  )
}
