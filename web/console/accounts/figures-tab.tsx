import type { AccountDetail } from '../../../src/accounts/accounts.contract.ts'
import { Num } from '../../ui/num.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { AccountFigures } from '../publishing/account-figures.tsx'
import { Fact, Section } from './profile-tab.tsx'

/** The newest figures with their source and time, and which months are covered. */
export function FiguresTab({ account }: { account: AccountDetail }) {
  const { figures, coverage } = account
  return (
    <>
      {figures ? (
        <Section title={`最新周期数据（${figures.periodStart} 至 ${figures.periodEnd}）`}>
          <Fact of="粉丝数">
            <Num value={figures.followers} />
          </Fact>
          <Fact of="新增粉丝">
            <Num value={figures.newFollowers} />
          </Fact>
          <Fact of="发布数">
            <Num value={figures.posts} />
          </Fact>
          <Fact of="阅读（播放）">
            <Num value={figures.reads} />
          </Fact>
          <Fact of="点赞">
            <Num value={figures.likes} />
          </Fact>
          <Fact of="转发">
            <Num value={figures.shares} />
          </Fact>
          <Fact of="评论">
            <Num value={figures.comments} />
          </Fact>
          <Fact of="来源与采集时间">
            {figures.source}，<When at={figures.capturedAt} />
          </Fact>
        </Section>
      ) : (
        <p>还没有该账号的周期数据，可在“作品与数据导入”中导入。</p>
      )}
      <section className="account-section">
        <h2>近 13 个月的数据情况</h2>
        <ul className="account-months">
          {coverage.map(({ month, posts, figures: there }) => (
            <li key={month}>
              <strong>{month}</strong>
              <div>作品 {posts} 条</div>
              {there || posts > 0 ? (
                <StateTag tone="done">{there ? '有周期数据' : '仅作品'}</StateTag>
              ) : (
                <StateTag tone="plain">缺数</StateTag>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="account-section">
        <h2>各周期数据</h2>
        <AccountFigures accountId={account.id} />
      </section>
    </>
  )
}
