import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import {
  applyImport,
  cancelImport,
  checkImport,
  getImport,
  type ImportView,
} from '../../../src/imports/imports.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { queryClient, useAsk, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { ImportSteps } from './import-steps.tsx'
import { countsText, stateWords } from './import-words.ts'
import { MappingStep } from './mapping-step.tsx'
import { RowResults } from './row-results.tsx'
import './imports.css'

const refresh = () =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/imports') })
const stepOf: Record<ImportView['state'], number> = {
  uploaded: 1,
  checking: 2,
  checked: 2,
  applying: 3,
  applied: 4,
  failed: 2,
  cancelled: 1,
}

/** One import on its way from the file to the data. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string } // the page's own path has it
  const { data, error } = useAsk(getImport, { params: { id } }, { staleTime: 0 })
  if (error) return <p role="alert">{error.message}</p>
  if (!data) return <PageSkeleton />
  return <Import batch={data} />
}

function Import({ batch }: { batch: ImportView }) {
  const [remap, setRemap] = useState(false)
  const { state } = batch
  const mapping = state === 'uploaded' || remap
  const open = state !== 'applied' && state !== 'cancelled'
  return (
    <>
      <PageHead
        title={batch.fileName}
        tags={<StateTag tone={stateWords[state].tone}>{stateWords[state].zh}</StateTag>}
        description={
          <>
            {batch.kindZh} · 上传于 <When at={batch.createdAt} />
            {batch.counts ? ` · ${countsText(batch.counts)}` : ''}
          </>
        }
        actions={open ? <GiveUp batch={batch} /> : <Link to={'/imports/new' as '/'}>再导入一个文件</Link>}
      />
      <ImportSteps current={mapping ? 1 : stepOf[state]} failed={state === 'failed'} />
      {batch.former && open ? <Former former={batch.former} /> : null}
      {batch.failure ? (
        <Alert className="import-block" type="error" showIcon title={batch.failure} role="alert" />
      ) : null}
      {mapping && open ? (
        <MappingStep key={`${batch.sheetName} ${batch.headerRow}`} batch={batch} onChecked={() => setRemap(false)} />
      ) : null}
      {(state === 'checking' || state === 'applying') && batch.jobId ? (
        <section className="panel import-block">
          <JobProgress id={batch.jobId} onEnd={() => void refresh()} />
          <p className="quiet">可以离开本页，完成后在“数据导入”中查看结果。</p>
        </section>
      ) : null}
      {!mapping && (state === 'checked' || state === 'failed') ? (
        <Decision batch={batch} onRemap={() => setRemap(true)} />
      ) : null}
      {state === 'applied' ? <Applied batch={batch} /> : null}
      {state === 'cancelled' ? <section className="panel">该导入已放弃，没有写入任何数据。</section> : null}
      {!mapping && state !== 'checking' && state !== 'applying' && batch.counts && state !== 'cancelled' ? (
        <RowResults batch={batch} />
      ) : null}
    </>
  )
}

function Former({ former }: { former: NonNullable<ImportView['former']> }) {
  return (
    <Alert
      className="import-block"
      type="info"
      showIcon
      title={
        <>
          内容完全相同的文件已由{former.userName}于 <When at={former.appliedAt} /> 导入
          {former.id ? (
            <>
              （<Link to={`/imports/${former.id}` as '/'}>查看</Link>）
            </>
          ) : null}
          。可以继续，已有的数据不会重复。
        </>
      }
    />
  )
}

function GiveUp({ batch }: { batch: ImportView }) {
  return (
    <ConfirmDo
      label="放弃导入"
      danger
      consequence={`放弃“${batch.fileName}”的导入，试导入的结果一并清除；已上传的原件在 7 天后清理。`}
      onConfirm={async () => {
        await call(cancelImport, { params: { id: batch.id } })
        await refresh()
      }}
    />
  )
}

/** After the dry run: what would happen, and the choice. */
function Decision({ batch, onRemap }: { batch: ImportView; onRemap: () => void }) {
  const [strict, setStrict] = useState(false)
  const check = useDo(checkImport, { onDone: refresh })
  const { counts } = batch
  const writes = (counts?.new ?? 0) + (counts?.changed ?? 0)
  return (
    <section className="panel import-block" aria-label="试导入结果">
      {batch.state === 'checked' && counts ? (
        <>
          <p>
            试导入完成，还没有写入。确认后将新增 {numberText(counts.new)} 条、更新 {numberText(counts.changed)} 条；
            {counts.same > 0 ? `${numberText(counts.same)} 条与已有数据相同，不再写入；` : ''}
            {counts.errors > 0 ? (
              <strong>{numberText(counts.errors)} 行有误，不会导入，可下载改正后再次上传。</strong>
            ) : (
              '没有有误的行。'
            )}
          </p>
          {counts.errors > 0 ? (
            <p>
              <Checkbox checked={strict} onChange={({ target }) => setStrict(target.checked)}>
                有任何一行有误就全部不导入
              </Checkbox>
            </p>
          ) : null}
        </>
      ) : null}
      <div className="import-line">
        {batch.state === 'checked' ? (
          <ConfirmDo
            label="确认导入"
            type="primary"
            disabled={strict && (counts?.errors ?? 0) > 0}
            consequence={
              writes > 0
                ? `将写入 ${numberText(writes)} 条数据，一次完成；中途失败则全部不写入。已导入的数据快照不能修改，只能以新的采集时间补充。`
                : '没有需要写入的数据，确认后只记录本次导入。'
            }
            onConfirm={async () => {
              await call(applyImport, { params: { id: batch.id }, body: { onlyIfNoErrors: strict } })
              await refresh()
            }}
          />
        ) : (
          <Button type="primary" loading={check.busy} onClick={() => check.run({ params: { id: batch.id } })}>
            重新试导入
          </Button>
        )}
        <Button onClick={onRemap}>修改列的对应</Button>
      </div>
    </section>
  )
}

const lists: Record<string, { to: string; zh: string }> = {
  findings: { to: '/findings', zh: '查看问题清单' },
}

function Applied({ batch }: { batch: ImportView }) {
  const { counts } = batch
  const list = lists[batch.kind] ?? { to: '/accounts', zh: '查看账号台账' }
  return (
    <section className="panel import-block" aria-label="导入结果">
      <p role="status">
        已于 <When at={batch.appliedAt} /> 导入：新增 {numberText(counts?.new)} 条，更新 {numberText(counts?.changed)}{' '}
        条，
        {numberText(counts?.same)} 条与已有数据相同
        {counts && counts.errors > 0 ? `；${numberText(counts.errors)} 行有误，没有导入` : ''}。
      </p>
      <div className="import-line">
        <Link to={list.to as '/'}>{list.zh}</Link>
        <Link to={'/imports' as '/'}>全部导入记录</Link>
      </div>
    </section>
  )
}
