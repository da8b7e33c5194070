import { Link } from '@tanstack/react-router'
import { Descriptions, Drawer } from 'antd'
import { platformZh } from '../../../src/accounts/platforms.rules.ts'
import { type PledgeView, viewPledge } from '../../../src/accounts/pledge.contract.ts'
import { pledgeDecisions, pledgeSources } from '../../../src/accounts/pledge.rules.ts'
import { downloadFile } from '../../../src/files/files.contract.ts'
import { Download } from '../../ui/download.tsx'
import { numberText } from '../../ui/number-text.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { DecidePledge } from './decide-pledge.tsx'
import { MeasuresTable, PledgeFactsView } from './pledge-facts.tsx'
import { OutcomeTag, PledgeStateTag } from './pledge-words.tsx'

/** One promise: what was promised, what came of it, and what was decided. */
export function PledgeDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const phone = usePhone()
  const { data, error } = useAsk(viewPledge, { params: { id } }, { staleTime: 0 })
  return (
    <Drawer
      open
      title={data ? `开设承诺考核：${data.accountName}` : '开设承诺考核'}
      size={phone ? '100%' : 720}
      onClose={onClose}
    >
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? <Case pledge={data} /> : null}
    </Drawer>
  )
}

function Case({ pledge }: { pledge: PledgeView }) {
  const { facts, promised } = pledge
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        bordered
        styles={{ label: { width: 96 } }}
        items={[
          {
            key: 'account',
            label: '账号',
            children: (
              <Link to={`/accounts/${pledge.id}` as '/'}>
                {pledge.accountName}（{platformZh(pledge.platform, pledge.variant)} · {pledge.ledgerNo}）
              </Link>
            ),
          },
          { key: 'unit', label: '主办单位', children: pledge.hostUnitName || '—' },
          {
            key: 'promised',
            label: '承诺',
            children: `一年内粉丝数 ${numberText(promised.followers)}，发布 ${numberText(promised.postsPerMonth)} 条/月，平均阅读量 ${numberText(promised.averageReads)}`,
          },
          { key: 'source', label: '承诺来源', children: <Source pledge={pledge} /> },
          {
            key: 'days',
            label: '考核日',
            children: `${pledge.reviewsOn}${facts ? `（考核年度 ${facts.year.first} 至 ${facts.year.last}）` : `（自 ${pledge.startsOn} 起算）`}`,
          },
          {
            key: 'state',
            label: '状态',
            children: (
              <span className="pledge-tags">
                <PledgeStateTag state={pledge.state} />
                <OutcomeTag outcome={pledge.outcome} />
                {pledge.evaluatedAt ? (
                  <span className="quiet">
                    核算于 <When at={pledge.evaluatedAt} />
                  </span>
                ) : null}
              </span>
            ),
          },
          ...(pledge.note
            ? [{ key: 'note', label: '备注', children: <div style={{ whiteSpace: 'pre-wrap' }}>{pledge.note}</div> }]
            : []),
        ]}
      />
      <PledgeFactsView pledge={pledge} />
      {pledge.mayDecide ? <DecidePledge pledge={pledge} /> : null}
      {pledge.decisions.length > 0 ? (
        <section className="pledge-section" aria-label="已作结论">
          <h3>已作结论</h3>
          {pledge.decisions.map((one) => (
            <article key={one.id} className="pledge-decision">
              <p>
                <strong>
                  {pledgeDecisions[one.decision]}
                  {one.reviewsOn ? `（至 ${one.reviewsOn}）` : ''}
                </strong>{' '}
                <span className="quiet">
                  {one.decidedUnit} {one.decidedBy} · <When at={one.at} />
                </span>
              </p>
              <p style={{ whiteSpace: 'pre-wrap' }}>{one.reason}</p>
              {one.closureId ? (
                <p>
                  <Link to={`/applications/${one.closureId}` as '/'}>查看注销办理情况</Link>
                </p>
              ) : null}
              <details>
                <summary>作出结论时的依据</summary>
                <MeasuresTable measures={one.measures} />
              </details>
            </article>
          ))}
        </section>
      ) : null}
    </>
  )
}

function Source({ pledge }: { pledge: PledgeView }) {
  const { source, openingId, evidenceFileId, evidenceFileName, promisedOn, enteredBy } = pledge
  if (source === 'opening') {
    return openingId ? (
      <Link to={`/applications/${openingId}` as '/'}>开设申请及《账号开设承诺函》</Link>
    ) : (
      pledgeSources.opening
    )
  }
  return (
    <>
      {pledgeSources.paper}
      {promisedOn ? `，${promisedOn} 作出` : ''}
      {enteredBy ? `，${enteredBy}补录` : ''}{' '}
      {evidenceFileId ? (
        <Download endpoint={downloadFile} args={{ params: { id: evidenceFileId } }} type="link">
          {evidenceFileName ?? '书面承诺'}
        </Download>
      ) : null}
    </>
  )
}
