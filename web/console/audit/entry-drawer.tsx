import { Button, Descriptions, Drawer, Skeleton } from 'antd'
import { getAudit } from '../../../src/audit/audit.contract.ts'
import type { Answer } from '../../ui/api.ts'
import { useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { deviceName } from '../self/device-name.ts'
import { actionName, fieldName, subjectName } from './audit-words.ts'
import { changesOf } from './changes.ts'

type Entry = Answer<typeof getAudit>
type Narrowing = { username: string } | { unitId: string } | { subjectType: string; subjectId: string }
type Given = { seq: number; onClose: () => void; onNarrow: (to: Narrowing) => void }

/** One entry: who did what from where, what changed by it, and its place in the chain. */
export function EntryDrawer({ seq, onClose, onNarrow }: Given) {
  const { data: entry, error } = useAsk(getAudit, { params: { seq } })
  return (
    <Drawer open size={720} title={entry?.title ?? `第 ${seq} 条记录`} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!entry && !error ? <Skeleton active /> : null}
      {entry ? (
        <>
          <Facts entry={entry} />
          <Changes entry={entry} />
          <section className="audit-more" aria-label="相关记录">
            <Button onClick={() => onNarrow({ username: entry.username })}>此人的全部记录</Button>
            {entry.unitId ? (
              <Button onClick={() => onNarrow({ unitId: entry.unitId ?? '' })}>该单位的全部记录</Button>
            ) : null}
            <Button onClick={() => onNarrow({ subjectType: entry.subjectType, subjectId: entry.subjectId })}>
              该对象的全部记录
            </Button>
          </section>
        </>
      ) : null}
    </Drawer>
  )
}

function Facts({ entry }: { entry: Entry }) {
  return (
    <Descriptions
      column={1}
      size="small"
      items={[
        { key: 'seq', label: '序号', children: entry.seq },
        { key: 'at', label: '时间', children: <When at={entry.at} /> },
        { key: 'who', label: '操作人', children: `${entry.userName}（${entry.username}）` },
        { key: 'unit', label: '单位', children: entry.unitName || '—' },
        { key: 'action', label: '操作', children: actionName(entry.action) },
        {
          key: 'subject',
          label: '对象',
          children: <Code>{`${subjectName(entry.subjectType)} ${entry.subjectId}`}</Code>,
        },
        { key: 'ip', label: '来源地址', children: entry.ip || '—' },
        { key: 'device', label: '设备', children: entry.userAgent ? deviceName(entry.userAgent) : '—' },
        { key: 'request', label: '请求编号', children: <Code>{entry.requestId || '—'}</Code> },
        { key: 'prev', label: '前一条校验值', children: <Code>{entry.prevHash || '（首条）'}</Code> },
        { key: 'hash', label: '本条校验值', children: <Code>{entry.hash}</Code> },
      ]}
    />
  )
}

function Code({ children }: { children: string }) {
  return <span className="audit-code">{children}</span>
}

function Changes({ entry }: { entry: Entry }) {
  const changes = changesOf(entry.before, entry.after)
  const both = entry.before !== null && entry.after !== null
  if (changes.length === 0) return <p className="quiet">这条记录没有附带修改内容。</p>
  return (
    <table className="audit-changes">
      <caption>{both ? '修改前后对照' : entry.after === null ? '原有内容' : '记录内容'}</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          {entry.before === null ? null : <th scope="col">修改前</th>}
          {entry.after === null ? null : <th scope="col">{both ? '修改后' : '内容'}</th>}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => (
          <tr key={path.join('.')}>
            <th scope="row">{fieldName(path)}</th>
            {entry.before === null ? null : (
              <td>{before === null ? <Nothing /> : both ? <del>{before}</del> : before}</td>
            )}
            {entry.after === null ? null : <td>{after === null ? <Nothing /> : both ? <ins>{after}</ins> : after}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Nothing() {
  return <span className="quiet">（空）</span>
}
