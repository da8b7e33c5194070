import { CheckCircleOutlined, CloudSyncOutlined, EditOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { beijingTime } from '../../../src/core/clock.rules.ts'
import { differences, valuesOf } from './form-values.ts'
import { refreshApplication } from './refresh.ts'
import type { Editor } from './use-editor.ts'

const conflictPlace = 'save-conflict'

/** How far what was typed has got, in a line. */
export function SaveStatus({ editor: { state, restored } }: { editor: Editor }) {
  return (
    <span className="application-saving" role="status">
      {state.kind === 'clean' && state.at ? (
        <>
          <CheckCircleOutlined /> 已自动保存 {beijingTime(state.at).slice(11)}
        </>
      ) : null}
      {state.kind === 'clean' && !state.at ? '填写的内容会自动保存' : null}
      {state.kind === 'waiting' ? (
        <>
          <EditOutlined /> {restored ? '已恢复上次未保存的内容，正在保存…' : '有改动，稍后自动保存'}
        </>
      ) : null}
      {state.kind === 'saving' ? (
        <>
          <CloudSyncOutlined /> 正在保存…
        </>
      ) : null}
      {state.kind === 'offline' ? (
        <span className="application-unsaved">
          <ExclamationCircleOutlined /> 暂未保存：{state.message}。内容已留存在本机，恢复后自动保存
        </span>
      ) : null}
      {state.kind === 'refused' ? (
        <span className="application-unsaved">
          <ExclamationCircleOutlined /> 未能保存：{state.message}
        </span>
      ) : null}
      {state.kind === 'conflict' ? (
        <span className="application-unsaved">
          <ExclamationCircleOutlined /> 已停止自动保存，请先
          <button type="button" className="button-link" onClick={() => document.getElementById(conflictPlace)?.focus()}>
            核对他人的修改
          </button>
        </span>
      ) : null}
    </span>
  )
}

/** Somebody else has saved in the meantime: what differs, and the choice. */
export function SaveConflict({ editor }: { editor: Editor }) {
  return editor.state.kind === 'conflict' ? <Conflict editor={editor} /> : null
}

function Conflict({ editor: { saver, values, view } }: { editor: Editor }) {
  const [fetched, setFetched] = useState(false)
  // What the page was read with is no longer what is saved.
  useEffect(() => {
    void refreshApplication().finally(() => setFetched(true))
  }, [])
  if (!fetched) return <div role="alert">该申请已被他人修改，正在读取现保存的内容…</div>
  const theirs = valuesOf(view)
  const differ = differences(view.kind, values, theirs)
  return (
    <div role="alert" className="form-errors" id={conflictPlace} tabIndex={-1}>
      <strong>该申请已被他人修改，您填写的内容还没有保存。请核对后选择：</strong>
      {differ.length > 0 ? (
        <ul>
          {differ.map(({ path, label, mine, theirs: other }) => (
            <li key={path}>
              {label}：您填写“{mine || '（空）'}”，现保存的是“{other || '（空）'}”
            </li>
          ))}
        </ul>
      ) : (
        <p>两边填写的内容相同。</p>
      )}
      <div className="application-buttons">
        <Button type="primary" onClick={() => void saver.insist(view.version)}>
          以我填写的为准
        </Button>
        <Button onClick={() => saver.take({ form: theirs, version: view.version })}>采用现保存的内容</Button>
      </div>
    </div>
  )
}
