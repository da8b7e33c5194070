import { CheckCircleOutlined, CloudSyncOutlined, EditOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { beijingTime } from '../../../src/core/clock.rules.ts'
import type { DraftEditor } from './use-draft.ts'

/** How far what was typed has got, in a line. */
export function SaveStatus({ editor: { state, saver, restored, keeps } }: { editor: DraftEditor }) {
  const held = keeps ? '内容已留存在本机' : '本机未能留存，请勿关闭页面'
  switch (state.kind) {
    case 'clean':
      return (
        <Line icon={<CheckCircleOutlined />}>
          {state.at ? `已保存 ${beijingTime(state.at).slice(11)}` : '内容会自动保存'}
        </Line>
      )
    case 'waiting':
      return <Line icon={<EditOutlined />}>{restored ? '已恢复上次未保存的内容' : '有改动，稍后自动保存'}</Line>
    case 'saving':
      return <Line icon={<CloudSyncOutlined />}>正在保存…</Line>
    case 'offline':
      return (
        <Line icon={<ExclamationCircleOutlined />} bad>
          未能保存：{state.message}。{held}，恢复后自动保存
          <Button type="link" size="small" onClick={() => void saver.flush()}>
            立即重试
          </Button>
        </Line>
      )
    case 'refused':
      return (
        <Line icon={<ExclamationCircleOutlined />} bad>
          未能保存：{[state.message, ...state.errors.map(({ message }) => message)].join('；')}。{held}
        </Line>
      )
    case 'conflict':
      return (
        <Line icon={<ExclamationCircleOutlined />} bad>
          未能保存：他人已保存新的版本，{held}
        </Line>
      )
    default:
      return state satisfies never
  }
}

function Line({ icon, bad = false, children }: { icon: React.ReactNode; bad?: boolean; children: React.ReactNode }) {
  return (
    <span className={bad ? 'draft-saving draft-unsaved' : 'draft-saving'} role="status">
      {icon} {children}
    </span>
  )
}
