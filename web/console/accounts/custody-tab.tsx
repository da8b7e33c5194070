import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { AccountDetail } from '../../../src/accounts/accounts.contract.ts'
import { type CustodyView, viewCustody, viewRoster } from '../../../src/accounts/custody.contract.ts'
import { custodyItems, custodyTodos, shiftRoles } from '../../../src/accounts/custody.rules.ts'
import { useMay } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { CustodyForm } from './custody-form.tsx'
import { CustodyPhone } from './custody-phone.tsx'
import { TransferForm } from './transfer-form.tsx'
import { TransferList } from './transfer-list.tsx'
import '../units/units.css'

/** 保管与值守 (§5.2.3): who keeps what of the account, how it changed hands, and who is on duty today. */
export function CustodyTab({ account }: { account: AccountDetail }) {
  const { data, error, refetch } = useAsk(viewCustody, { params: { id: account.id } })
  const manages = useMay('custody.manage') && data?.own === true && account.state !== 'closed'
  const [editing, setEditing] = useState<CustodyView | null>(null)
  const [passing, setPassing] = useState(false)
  if (error) {
    return (
      <div role="alert">
        <p>{error.message}</p>
        <Button onClick={() => void refetch()}>重试</Button>
      </div>
    )
  }
  if (!data) return <PageSkeleton />
  return (
    <>
      <section className="account-section" aria-labelledby="custody-items">
        <h2 id="custody-items">账号及密码保管</h2>
        <p className="quiet">只登记由谁保管、存放在哪里，不登记密码。更换保管人须办理交接，由接收人确认后生效。</p>
        {manages ? (
          <p>
            <Button type="primary" disabled={data.items.every((item) => !item.keeper)} onClick={() => setPassing(true)}>
              办理交接
            </Button>
          </p>
        ) : null}
        <ul className="custody-items">
          {data.items.map((item) => (
            <li key={item.item}>
              <div className="card-line">
                <strong>{custodyItems[item.item].zh}</strong>
                {item.todo ? (
                  <StateTag tone={custodyTodos[item.todo].tone}>{custodyTodos[item.todo].zh}</StateTag>
                ) : item.keeper ? (
                  <StateTag tone="done">在管</StateTag>
                ) : null}
                {manages && item.todo !== 'unconfirmed' ? (
                  <Button type="link" size="small" onClick={() => setEditing(item)}>
                    {item.keeper ? '修改' : '登记保管人'}
                  </Button>
                ) : null}
              </div>
              {item.todo && item.todo !== 'missing' ? <div>{custodyTodos[item.todo].next}</div> : null}
              {item.keeper ? <Facts item={item} accountId={account.id} /> : null}
            </li>
          ))}
        </ul>
      </section>
      <section className="account-section" aria-labelledby="custody-transfers">
        <h2 id="custody-transfers">交接单</h2>
        <TransferList transfers={data.transfers} manages={manages} />
      </section>
      <section className="account-section" aria-labelledby="custody-duty">
        <h2 id="custody-duty">今日值班</h2>
        <DutyToday unitId={account.hostUnitId} />
      </section>
      {editing ? <CustodyForm accountId={account.id} item={editing} onClose={() => setEditing(null)} /> : null}
      {passing ? <TransferForm accountId={account.id} items={data.items} onClose={() => setPassing(false)} /> : null}
    </>
  )
}

function Facts({ item, accountId }: { item: CustodyView; accountId: string }) {
  return (
    <dl className="account-facts">
      <div>
        <dt>保管人</dt>
        <dd>
          {item.keeper?.name}（{item.keeper?.unitName}）
        </dd>
      </div>
      <div>
        <dt>自</dt>
        <dd>{item.since}</dd>
      </div>
      {item.place ? (
        <div>
          <dt>存放处</dt>
          <dd>{item.place}</dd>
        </div>
      ) : null}
      {item.item === 'phone' ? (
        <div>
          <dt>注册手机</dt>
          <dd>
            <CustodyPhone accountId={accountId} mask={item.phone} />
          </dd>
        </div>
      ) : null}
      {item.note ? (
        <div className="account-wide">
          <dt>备注</dt>
          <dd>{item.note}</dd>
        </div>
      ) : null}
    </dl>
  )
}

function DutyToday({ unitId }: { unitId: string }) {
  const { data } = useAsk(viewRoster, { query: { unit: unitId } })
  if (!data) return <PageSkeleton />
  const today = data.days.find(({ day }) => day === data.today)
  const roles = (['leader', 'officer'] as const).filter((role) => (today?.[role].length ?? 0) > 0)
  return (
    <p>
      {roles.length === 0
        ? '今天没有安排值班。'
        : roles
            .map((role) => `${shiftRoles[role].zh}：${today?.[role].map(({ name }) => name).join('、')}`)
            .join('；')}{' '}
      <Link to={`/duty-roster?unit=${unitId}` as string}>查看值班表</Link>
    </p>
  )
}
