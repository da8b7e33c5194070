import { Button, Tabs } from 'antd'
import { z } from 'zod'
import { viewChannels } from '../../../src/messages/channel-settings.contract.ts'
import { channels } from '../../../src/messages/channels.rules.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { EmailForm } from './email-form.tsx'
import { FailureList } from './failure-list.tsx'
import { SiteForm } from './site-form.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WorkdayList } from './workday-list.tsx'
import './settings.css'

const Url = z.object({ tab: z.enum(['sms', 'dingtalk', 'site', 'workdays', 'failures']).optional() })

/** 消息通道: how messages leave the system, which days are working days, and what did not arrive. */
export function Page() {
  const [{ tab = 'email' }, change] = useUrlState(Url)
  const { data, error, refetch } = useAsk(viewChannels)
  const head = (
    <PageHead
      title="消息通道"
      description="站内消息总是发送；这里设置是否同时通过邮件、短信和浙政钉通知本人。非工作时间不外发，紧急事项除外"
    />
  )
  if (error) {
    return (
      <>
        {head}
        <div className="panel" role="alert">
          <p>{error.message}</p>
          <Button onClick={() => void refetch()}>重试</Button>
        </div>
      </>
    )
  }
  if (!data) return <PageSkeleton />
  const label = (channel: keyof typeof channels) => (
    <span>
      {channels[channel].zh}
      <span className="quiet">（{data[channel].on ? '已启用' : '未启用'}）</span>
    </span>
  )
  return (
    <>
      {head}
      <div className="panel">
        <Tabs
          activeKey={tab}
          onChange={(key) => change({ tab: key === 'email' ? '' : key }, 'push')}
          destroyOnHidden
          items={[
            { key: 'email', label: label('email'), children: <EmailForm stored={data.email} /> },
            { key: 'sms', label: label('sms'), children: <WebhookForm channel="sms" stored={data.sms} /> },
            {
              key: 'dingtalk',
              label: label('dingtalk'),
              children: <WebhookForm channel="dingtalk" stored={data.dingtalk} />,
            },
            { key: 'site', label: '平台网址', children: <SiteForm site={data.site} /> },
            { key: 'workdays', label: '工作日调整', children: <WorkdayList /> },
            { key: 'failures', label: '未送达记录', children: <FailureList /> },
          ]}
        />
      </div>
    </>
  )
}
