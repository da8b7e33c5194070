import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { accountFields } from '../../../src/accounts/account-fields.rules.ts'
import type { AccountDetail } from '../../../src/accounts/accounts.contract.ts'
import { hostTypes, levels, platforms, platformZh } from '../../../src/accounts/platforms.rules.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { AccountPhone } from './account-phone.tsx'

export function ProfileTab({ account }: { account: AccountDetail }) {
  const { missing, contract } = account
  return (
    <>
      {missing.length > 0 ? (
        <p>
          <StateTag tone="soon">资料待补</StateTag> {missing.map((field) => accountFields[field].zh).join('、')}
          （指南§6.2 备案内容）
        </p>
      ) : null}
      <Section title="基本信息">
        <Fact of="台账编号">{account.ledgerNo}</Fact>
        <Fact of="平台">{platformZh(account.platform, account.variant)}</Fact>
        <Fact of="账号ID">{account.platformAccountId}</Fact>
        <Fact of="主办单位">
          {account.hostUnitName}
          {account.hostType ? `（${hostTypes[account.hostType]}）` : ''}
        </Fact>
        <Fact of="区划与层级">
          {account.regionName}（{levels[account.level]}）
        </Fact>
        <Fact of="认证主体">{account.certifiedBody}</Fact>
        <Fact of="开设日期">{account.openedOn}</Fact>
        <Fact of="备案日期">{account.filedOn}</Fact>
        {account.closedOn ? <Fact of="注销日期">{account.closedOn}</Fact> : null}
        <Fact of="考核口径">
          {account.table2 ? `按表2“${platforms[account.table2].zh}”考核` : '表2 未列该平台，只入台账，不计分'}
        </Fact>
        <Fact of="更新要求">
          {account.updateRule === 'applies' ? '14 天内应有更新（指南§6.5.1）' : '没有内容发布功能，不适用'}
        </Fact>
        <Fact of="账号链接">
          {account.url ? (
            <a href={account.url} target="_blank" rel="noreferrer noopener">
              {account.url}
            </a>
          ) : null}
        </Fact>
        <Fact of="标签">{account.tags.length > 0 ? account.tags.map((tag) => <Tag key={tag}>{tag}</Tag>) : null}</Fact>
        <Fact of="简介" wide>
          {account.intro}
        </Fact>
      </Section>
      <Section title="联系人">
        <Fact of="账号联系人">{account.accountContactName}</Fact>
        <Fact of="账号联系电话">
          <AccountPhone id={account.id} which="account" mask={account.accountContactPhoneMask} />
        </Fact>
        <Fact of="单位联系人">{account.unitContactName}</Fact>
        <Fact of="单位联系电话">
          <AccountPhone id={account.id} which="unit" mask={account.unitContactPhoneMask} />
        </Fact>
      </Section>
      {contract ? (
        <Section title="委托运营（指南§5.2.5）">
          <Fact of="运营机构">{contract.contractorName}</Fact>
          <Fact of="委托事项">{contract.duties}</Fact>
          <Fact of="合同期限">
            {contract.startsOn} 至 {contract.endsOn}
          </Fact>
          <Fact of="保密协议有效至">{contract.ndaEndsOn}</Fact>
        </Section>
      ) : null}
      <p className="quiet">
        资料更新于 <When at={account.updatedAt} />
      </p>
    </>
  )
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="account-section">
      <h2>{title}</h2>
      <dl className="account-facts">{children}</dl>
    </section>
  )
}

export function Fact({ of, wide = false, children }: { of: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'account-wide' : ''}>
      <dt>{of}</dt>
      <dd>{children ?? <span className="quiet">未登记</span>}</dd>
    </div>
  )
}
