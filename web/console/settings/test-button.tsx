import { Button } from 'antd'
import { testChannel } from '../../../src/messages/channel-settings.contract.ts'
import type { Channel } from '../../../src/messages/channels.rules.ts'
import { messageOf } from '../../ui/api-error.ts'
import { useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'

export type Tested = { ok: boolean; words: string } | null

/** Sends to oneself with the settings as they are saved, and shows what became of it. */
export function TestButton({ channel, onTested }: { channel: Channel; onTested: (tested: Tested) => void }) {
  const test = useDo(testChannel, {
    onDone: (result) => onTested(result),
    onFail: (error) => onTested({ ok: false, words: messageOf(error) }),
    invalidates: ['/api/settings/channels/failures'],
  })
  return (
    <Button
      loading={test.busy}
      onClick={() => {
        onTested(null)
        test.run({ body: { channel } })
      }}
    >
      发送测试消息给本人
    </Button>
  )
}

export function TestResult({ tested }: { tested: Tested }) {
  return (
    <div className="setting-result" role="status">
      {tested ? (
        <>
          <StateTag tone={tested.ok ? 'done' : 'grave'}>{tested.ok ? '已发出' : '未发出'}</StateTag> {tested.words}
        </>
      ) : null}
    </div>
  )
}
