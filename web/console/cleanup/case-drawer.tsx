import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import {
  type CleanupCase,
  type ProposalView,
  proposeCleanup,
  viewCleanup,
  withdrawCleanup,
} from '../../../src/accounts/cleanup.contract.ts'
import { type ProposalKind, proposalKinds, proposalStates } from '../../../src/accounts/cleanup-proposal.rules.ts'
import { platformZh } from '../../../src/accounts/platforms.rules.ts'
import { downloadFile } from '../../../src/files/files.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { Download } from '../../ui/download.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { clauseName, StandingTag } from './cleanup-words.tsx'
import { DecisionForm } from './decision-form.tsx'
import { refreshCleanup } from './refresh.ts'
import { Results } from './results.tsx'
import { StatementForm } from './statement-form.tsx'

/** One account: where it stands, what is to be done, and every standard with its reasons. */
export function CaseDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const phone = usePhone()
  const { data, error } = useAsk(viewCleanup, { params: { id } }, { staleTime: 0 })
  return (
    <Drawer open title={data?.name ?? '账号清理'} size={phone ? '100%' : 760} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? <Case found={data} /> : null}
    </Drawer>
  )
}

function Case({ found }: { found: CleanupCase }) {
  const decides = useMay('cleanup.decide')
  const states = useMay('cleanup.state')
  const ours = useMe().unit.kind === 'hostUnit'
  const open = found.proposals.find(({ state }) => proposalStates[state].open)
  return (
    <>
      <section className="cleanup-block">
        <p>
          <StandingTag standing={found.standing} /> {platformZh(found.platform, found.variant)} · {found.hostUnitName} ·{' '}
          {found.regionName} · 开设日期 {found.openedOn ?? '未登记'} ·{' '}
          <Link to={`/accounts/${found.id}` as '/'}>账号全景</Link>
        </p>
        <p className="quiet">
          判断时间 <When at={found.evaluatedAt} />
        </p>
        {found.changed ? <p role="alert">依据在发起清理后已有变化，以下为最新的判断，请核对后再决定。</p> : null}
      </section>
      {open ? <ProposalBlock proposal={open} /> : null}
      {open && states && ours && open.state === 'hearing' ? <StatementForm proposal={open} /> : null}
      {open && decides ? (
        <section className="cleanup-block">
          <h3>决定</h3>
          {found.decisionRefusal ? (
            <p className="quiet">{found.decisionRefusal}</p>
          ) : (
            <DecisionForm key={found.hash} found={found} proposal={open} />
          )}
          <ConfirmDo
            label="撤回清理"
            consequence={`撤回后，${found.hostUnitName}将收到通知，该账号可以重新发起清理。`}
            reason={{ label: '撤回理由', hint: '至少 4 个字' }}
            onConfirm={async (reason) => {
              await call(withdrawCleanup, { params: { id: open.id }, body: { reason, version: open.version } })
              await refreshCleanup()
            }}
          />
        </section>
      ) : null}
      {!open && decides && found.standing === 'met' && found.state === 'active' ? <ProposeOne found={found} /> : null}
      <section className="cleanup-block">
        <h3>清理标准（指南§6.5.1）</h3>
        <Results accountId={found.id} results={found.results} />
      </section>
      <section className="cleanup-block">
        <h3>不合格账号（指南§6.1.2，不限开设时间）</h3>
        <Results accountId={found.id} results={found.unfitResults} />
      </section>
      {found.proposals.some((one) => one !== open) ? (
        <section className="cleanup-block">
          <h3>以往办理</h3>
          {found.proposals
            .filter((one) => one !== open)
            .map((one) => (
              <ProposalBlock key={one.id} proposal={one} />
            ))}
        </section>
      ) : null}
    </>
  )
}

function ProposeOne({ found }: { found: CleanupCase }) {
  const kinds: ProposalKind[] = [
    ...(found.clauses.length > 0 ? ['cleanup' as const] : []),
    ...(found.unfit.length > 0 ? ['unfit' as const] : []),
  ]
  return (
    <section className="cleanup-block" style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      {kinds.map((kind) => (
        <ConfirmDo
          key={kind}
          type="primary"
          label={proposalKinds[kind].act}
          consequence={`将通知${found.hostUnitName}在 ${proposalKinds[kind].hearingWorkdays} 个工作日内陈述，期满或收到陈述后由主管单位决定。`}
          onConfirm={async () => {
            await call(proposeCleanup, { body: { target: { ids: [found.id] }, kind } })
            await refreshCleanup()
          }}
        />
      ))}
    </section>
  )
}

function ProposalBlock({ proposal }: { proposal: ProposalView }) {
  return (
    <section className="cleanup-result">
      <header>
        <span>{proposalKinds[proposal.kind].zh}</span>
        <span>{proposalStates[proposal.state].zh}</span>
      </header>
      <p>依据：{proposal.clauses.map(clauseName).join('、')}</p>
      <p className="quiet">
        {proposal.proposedBy} <When at={proposal.proposedAt} /> 发起，陈述期至 {proposal.dueOn}
      </p>
      {proposal.statement ? (
        <>
          <p style={{ whiteSpace: 'pre-wrap' }}>陈述：{proposal.statement}</p>
          <p className="quiet">
            {proposal.statedBy} <When at={proposal.statedAt} />
          </p>
          {proposal.statementFileId ? (
            <Download endpoint={downloadFile} args={{ params: { id: proposal.statementFileId } }}>
              {proposal.statementFileName ?? '佐证材料'}
            </Download>
          ) : null}
        </>
      ) : null}
      {proposal.reason ? (
        <>
          <p style={{ whiteSpace: 'pre-wrap' }}>
            {proposalStates[proposal.state].zh}
            {proposal.exemptUntil ? `至 ${proposal.exemptUntil}` : ''}：{proposal.reason}
          </p>
          <p className="quiet">
            {proposal.decidedBy} <When at={proposal.decidedAt} />
          </p>
        </>
      ) : null}
      {proposal.closureId ? <Link to={`/applications/${proposal.closureId}` as '/'}>查看注销办理</Link> : null}
    </section>
  )
}
