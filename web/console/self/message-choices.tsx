import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { type Channel, channels, messageKinds, urgencies } from '../../../src/messages/channels.rules.ts'
import {
  type Choices,
  type Preferences,
  savePreferences,
  viewPreferences,
} from '../../../src/messages/preferences.contract.ts'
import { messageOf } from '../../ui/api-error.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import '../settings/settings.css'

/** Which kinds of message a person hears of beyond the system, and where that reaches her. */
export function MessageChoices({ onClose }: { onClose: () => void }) {
  const { data, error } = useAsk(viewPreferences)
  return (
    <Drawer open size={720} title="接收方式" onClose={onClose}>
      {error ? <p role="alert">{messageOf(error)}</p> : null}
      {data ? <Chooser stored={data} onDone={onClose} /> : error ? null : <PageSkeleton />}
    </Drawer>
  )
}

function Chooser({ stored, onDone }: { stored: Preferences; onDone: () => void }) {
  const [rows, setRows] = useState<Choices>(stored.rows)
  const save = useDo(savePreferences, { success: '已保存', invalidates: ['/api/messages'], onDone })
  if (stored.reach.length === 0) {
    return <p>本平台目前只发站内消息。系统管理员启用邮件、短信或浙政钉通道后，您可以在这里选择接收方式。</p>
  }
  const toggle = (kind: Choices[number]['kind'], channel: Channel, wanted: boolean) =>
    setRows(
      rows.map((row) => {
        if (row.kind !== kind) return row
        const others = row.channels.filter((one) => one !== channel)
        return { kind, channels: wanted ? [...others, channel] : others }
      }),
    )
  return (
    <>
      <ul>
        {stored.reach.map(({ channel, address }) => (
          <li key={channel}>
            {channels[channel].zh}：{address ?? '没有登记，收不到。请联系安全管理员登记联系方式'}
            <span className="quiet">（内容含{channels[channel].says}）</span>
          </li>
        ))}
      </ul>
      <div className="choice-scroll">
        <table className="choice-table">
          <thead>
            <tr>
              <th scope="col">消息</th>
              <th scope="col">站内</th>
              {stored.reach.map(({ channel }) => (
                <th scope="col" key={channel}>
                  {channels[channel].zh}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, channels: wanted }) => (
              <tr key={kind}>
                <th scope="row">
                  {messageKinds[kind].zh}
                  <div className="quiet">{urgencies[messageKinds[kind].urgency].when}</div>
                </th>
                <td>
                  <Checkbox checked disabled aria-label={`${messageKinds[kind].zh}：站内`} />
                </td>
                {stored.reach.map(({ channel, address }) => (
                  <td key={channel}>
                    <Checkbox
                      aria-label={`${messageKinds[kind].zh}：${channels[channel].zh}`}
                      disabled={address === null}
                      checked={wanted.includes(channel)}
                      onChange={({ target }) => toggle(kind, channel, target.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">站内消息是办事的凭据，总是发送，不能关闭。</p>
      <Button type="primary" loading={save.busy} onClick={() => save.run({ body: { rows } })}>
        保存
      </Button>
    </>
  )
}
