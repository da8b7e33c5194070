import { Button } from 'antd'
import { useState } from 'react'
import type { Finding } from '../../../src/checker/finding.ts'
import { checkByModel, mostForModel } from '../../../src/lexicon/model-check.contract.ts'
import { messageOf } from '../../ui/api-error.ts'
import { numberText } from '../../ui/number-text.ts'
import { useDo } from '../../ui/queries.ts'

type Given = { text: string; onProposed: (text: string, found: readonly Finding[]) => void }

/** Asks the language model that the office has connected. It is the one act of this page by which the text leaves the browser. */
export function ModelLook({ text, onProposed }: Given) {
  const [told, setTold] = useState<{ words: string; failures: readonly string[] } | null>(null)
  const ask = useDo(checkByModel, {
    onDone: ({ findings, failures }, { body }) => {
      onProposed(body.text, findings)
      setTold({ words: wordsOf(findings.length, failures.length > 0), failures })
    },
    onFail: (error) => setTold({ words: '', failures: [messageOf(error)] }),
  })
  const tooLong = text.length > mostForModel
  return (
    <div className="check-model no-print">
      <Button
        size="small"
        loading={ask.busy}
        disabled={tooLong || text.trim() === ''}
        aria-describedby="check-model-words"
        onClick={() => {
          setTold(null)
          ask.run({ body: { text } })
        }}
      >
        请语言模型再看一遍
      </Button>
      <div id="check-model-words" role="status">
        {told && !tooLong ? (
          <>
            {told.words}
            {told.failures.map((failure) => (
              <div key={failure} className="quiet">
                未能检查：{failure}
              </div>
            ))}
          </>
        ) : (
          <span className="quiet">{aboutWords({ busy: ask.busy, tooLong, length: text.length })}</span>
        )}
      </div>
    </div>
  )
}

function aboutWords({ busy, tooLong, length }: { busy: boolean; tooLong: boolean; length: number }): string {
  if (busy) return '正在等待语言模型，可以继续修改文字……'
  if (tooLong) return `一次最多看 ${numberText(mostForModel)} 字，现有 ${numberText(length)} 字，请分段检查`
  return '全文将发送到系统管理员接入的模型服务，平台不保存'
}

function wordsOf(count: number, partly: boolean): string {
  if (count > 0) return `语言模型提出 ${numberText(count)} 处，供参考（与规则重复的不另列）`
  return partly ? '' : '语言模型没有提出意见'
}
