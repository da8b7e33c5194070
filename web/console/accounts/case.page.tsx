import { Link, useParams } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { viewAccount } from '../../../src/accounts/accounts.contract.ts'
import { platformZh } from '../../../src/accounts/platforms.rules.ts'
import { useMay } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { AccountPosts } from '../publishing/account-posts.tsx'
import { ApplicationsTab, ApplyButtons } from './account-applications.tsx'
import { AccountStateTag, Silence } from './account-words.tsx'
import { AsOfTab } from './as-of.tsx'
import { CustodyAlert } from './custody-alert.tsx'
import { CustodyTab } from './custody-tab.tsx'
import { EditDrawer } from './edit-drawer.tsx'
import { FiguresTab } from './figures-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { PeopleTab } from './people-tab.tsx'
import { ProfileTab } from './profile-tab.tsx'
import './accounts.css'

const Url = z.object({
  tab: z.enum(['profile', 'people', 'custody', 'posts', 'figures', 'applications', 'asOf', 'history']).optional(),
})

/** 账号全景: one account, what is known of it and all that happened to it. */
export function Page() {
  const { id }: { id?: string } = useParams({ strict: false })
  const [{ tab = 'profile' }, change] = useUrlState(Url)
  const seesApplications = useMay('application.read')
  const [editing, setEditing] = useState(false)
  const custody = useMay('custody.read')
  const { data: account, error, refetch } = useAsk(viewAccount, { params: { id: id ?? '' } })
  if (error) {
    return (
      <>
        <PageHead title="账号全景" />
        <div className="panel" role="alert">
          <p>{error.code === 'NOT_FOUND' ? '没有找到该账号，或不在您的管理范围内。' : error.message}</p>
          <Button onClick={() => void refetch()}>重试</Button> <Link to={'/accounts' as string}>返回账号台账</Link>
        </div>
      </>
    )
  }
  if (!account) return <PageSkeleton />
  return (
    <>
      <PageHead
        title={account.name}
        tags={<AccountStateTag state={account.state} />}
        description={
          <span className="account-card-line">
            <span>{platformZh(account.platform, account.variant)}</span>
            <span>{account.ledgerNo}</span>
            <span>{account.hostUnitName}</span>
            <span>
              未更新：
              <Silence account={account} />
            </span>
            <span>
              粉丝 <Num value={account.followers} />
              {account.followersAsOf ? `（${account.followersAsOf}）` : ''}
            </span>
          </span>
        }
        actions={
          <>
            {account.editable.length > 0 ? (
              <Button type="primary" onClick={() => setEditing(true)}>
                修改资料
              </Button>
            ) : null}
            {seesApplications ? <ApplyButtons account={account} /> : null}
          </>
        }
      />
      {custody && tab !== 'custody' ? (
        <CustodyAlert accountId={account.id} onOpen={() => change({ tab: 'custody' }, 'push')} />
      ) : null}
      <div className="panel">
        <Tabs
          activeKey={tab}
          onChange={(key) => change({ tab: key === 'profile' ? '' : key, day: undefined }, 'push')}
          destroyOnHidden
          items={[
            { key: 'profile', label: '资料', children: <ProfileTab account={account} /> },
            { key: 'people', label: `人员（${account.people.length}）`, children: <PeopleTab account={account} /> },
            ...(custody ? [{ key: 'custody', label: '保管与值守', children: <CustodyTab account={account} /> }] : []),
            { key: 'posts', label: '内容', children: <AccountPosts accountId={account.id} /> },
            { key: 'figures', label: '数据', children: <FiguresTab account={account} /> },
            ...(seesApplications
              ? [{ key: 'applications', label: '申请', children: <ApplicationsTab accountId={account.id} /> }]
              : []),
            { key: 'asOf', label: '登记情况', children: <AsOfTab accountId={account.id} /> },
            { key: 'history', label: '历史', children: <HistoryTab accountId={account.id} /> },
          ]}
        />
      </div>
      {editing ? <EditDrawer account={account} onClose={() => setEditing(false)} /> : null}
    </>
  )
}
