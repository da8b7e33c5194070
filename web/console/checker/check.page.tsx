import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { Finding } from '../../../src/checker/finding.ts'
import type { Context } from '../../../src/checker/rule.ts'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import type { Me } from '../../../src/identity/identity.contract.ts'
import { useMay, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useMedia } from '../../ui/use-media.ts'
import { answered, ignored, type Marked, pasted, proposed, redone, replaced, restored, shown, typed } from './desk.ts'
import { Editor } from './editor.tsx'
import { exampleText } from './example.ts'
import { bySeverity, CheckState, filtered } from './filters.ts'
import { FindingSheet } from './finding-sheet.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import { Legend } from './legend.tsx'
import { ModelLook } from './model-look.tsx'
import { NotAnError } from './not-an-error.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { OptionsBar } from './options-bar.tsx'
import { PartBar } from './part-bar.tsx'
import { findingAt } from './pieces.ts'
import { evenLines, isRefusal, readFile } from './read-file.ts'
import { Status } from './status.tsx'
import { TextPanel } from './text-panel.tsx'
import { Tools } from './tools.tsx'
import { type Notice, useActs } from './use-acts.ts'
import { useChecking } from './use-checking.ts'
import { useDesk } from './use-desk.ts'
import './checker.css'

/** 文本检查: what is wrong in a text while it is being written, each with its reason and what would be right. */
export function Page() {
  const me = useMe()
  /** List below the text, details over it. */
  const stacked = useMedia('(max-width: 999px)')
  const [state, setState] = useUrlState(CheckState)
  const { desk, act, kept, wasRestored, forgetRestored } = useDesk(me.id)
  const [notice, setNotice] = useState<Notice | null>(null)
  const context = useContextOf(state, me.unit)
  const take = useCallback(
    (version: number, found: readonly Finding[]) => act((now) => answered(now, version, found)),
    [act],
  )
  const checking = useChecking({ text: desk.text, version: desk.version, context }, take)
  const visible = useMemo(() => filtered(desk.findings, state), [desk.findings, state])
  const ordered = useMemo(
    () => (state.order === 'severity' ? bySeverity(visible).flatMap(({ findings }) => findings) : visible),
    [state.order, visible],
  )
  const [excused, setExcused] = useState<Marked | null>(null)
  const mayExcuse = useMay('lexicon.manage')
  const acts = useActs({ ordered, act, say: setNotice, excuse: mayExcuse ? setExcused : undefined })
  const redo = useCallback(() => act(redone), [act])

  const replace = (text: string, words: string) => {
    act((now) => replaced(now, evenLines(text)))
    acts.setHere(null)
    forgetRestored()
    setNotice({ words, undo: acts.undo })
  }
  const openFile = async (file: File) => {
    try {
      const text = await readFile(file)
      replace(text, text.trim() === '' ? `“${file.name}”中没有可检查的文字` : `已载入“${file.name}”`)
    } catch (error) {
      if (!isRefusal(error)) throw error
      setNotice({ words: error.message, failed: true })
    }
  }
  const onPlace = (place: number) => {
    const finding = findingAt(visible, place)
    if (finding) acts.setHere(finding.id)
  }
  return (
    <div className="check">
      <PageHead
        title="文本检查"
        description={checking.modelCheck ? aboutWithModel : '文字只在本机浏览器中检查，不上传、不留存'}
        actions={<Tools text={desk.text} findings={desk.findings} on={context.on} onFile={(f) => void openFile(f)} />}
      />
      <OptionsBar state={state} onChange={setState} />
      <div className="check-columns">
        <TextPanel onFile={(file) => void openFile(file)}>
          <div className="check-text-head no-print">
            <span className="quiet">
              {keptWords({ kept, wasRestored: wasRestored && desk.text !== '', empty: desk.text === '' })}
            </span>
            {desk.text === '' ? (
              <Button size="small" onClick={() => replace(exampleText, '已填入一段示例，内容为虚构')}>
                试一段示例
              </Button>
            ) : (
              <Button size="small" onClick={() => replace('', '已清空')}>
                清空
              </Button>
            )}
          </div>
          <NoticeBar notice={notice} onClose={() => setNotice(null)} />
          <PartBar text={desk.text} view={desk.view} onView={(view) => act((now) => shown(now, view))} />
          <Editor
            desk={desk}
            findings={visible}
            here={acts.here}
            look={acts.look}
            onTyped={(part, how) => {
              act((now) => typed(now, part, how))
              setNotice(null)
            }}
            onPasted={(selected, text) => {
              act((now) => pasted(now, selected, text))
              setNotice(null)
            }}
            onPlace={onPlace}
            onUndo={acts.undo}
            onRedo={redo}
          />
        </TextPanel>
        <section className="panel check-findings" aria-label="检查结果">
          <Status checking={checking} text={desk.text} findings={desk.findings} on={context.on} />
          {checking.modelCheck ? (
            <ModelLook text={desk.text} onProposed={(text, found) => act((now) => proposed(now, text, found))} />
          ) : null}
          {desk.text === '' ? <Legend /> : null}
          <FindingsPanel
            desk={desk}
            visible={visible}
            state={state}
            onState={setState}
            acts={acts}
            onRestore={(id) => act((now) => restored(now, id))}
            onSheet={stacked}
          />
        </section>
      </div>
      {stacked ? (
        <FindingSheet findings={ordered} here={acts.here} acts={acts.one} onClose={() => acts.setHere(null)} />
      ) : null}
      {excused ? (
        <NotAnError
          finding={excused}
          onClose={() => setExcused(null)}
          onDone={(done) => {
            act((now) => ignored(now, excused.id))
            setNotice({ words: excusedWords[done] })
          }}
        />
      ) : null}
    </div>
  )
}

const aboutWithModel = '文字在本机浏览器中检查；只有点“请语言模型再看一遍”时，才发送到语言模型服务'

const excusedWords = {
  confirmed: '已登记为此处无误，今后不再提示',
  proposed: '已提交，经另一人确认后不再提示；本次已先忽略',
} as const

/** What the checker is told of the text; the unit that publishes is known only where a person works for one. */
function useContextOf({ on, origin, source }: CheckState, { kind, name }: Me['unit']): Context {
  return useMemo(
    () => ({
      on: on ?? beijingDay(new Date()),
      ...(kind === 'hostUnit' ? { unitName: name } : {}),
      ...(origin ? { origin: { kind: origin, ...(source ? { sourceName: source } : {}) } } : {}),
    }),
    [on, origin, source, kind, name],
  )
}

function keptWords({ kept, wasRestored, empty }: { kept: boolean; wasRestored: boolean; empty: boolean }): string {
  if (empty) return '粘贴文字、上传或拖入文件，边写边查'
  if (!kept) return '文字过长，浏览器未能暂存，刷新页面后须重新粘贴'
  if (wasRestored) return '已恢复本标签页暂存的文字；关闭标签页即清除'
  return '文字暂存在本标签页，关闭即清除'
}
