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
        aria-describedby="check-model-about"
        onClick={() => {
          setTold(null)
          ask.run({ body: { text } })
        }}
      >
        请语言模型再看一遍
      </Button>
      <span id="check-model-about" className="quiet">
        {tooLong
          ? `语言模型一次最多看 ${numberText(mostForModel)} 字，现有 ${numberText(text.length)} 字，请分段检查`
          : '点后全文发送到系统管理员接入的语言模型服务，平台不保存；意见供参考'}
      </span>
      <div role="status">
        {ask.busy ? <span className="quiet">正在等待语言模型，可以继续修改文字……</span> : null}
        {told ? (
          <>
            {told.words}
            {told.failures.map((failure) => (
              <div key={failure} className="quiet">
                未能检查：{failure}
              </div>
            ))}
          </>
        ) : null}
      </div>
    </div>
  )
}

function wordsOf(count: number, partly: boolean): string {
  if (count > 0) return `语言模型提出 ${numberText(count)} 处，已列入清单（与规则重复的不再列）`
  return partly ? '' : '语言模型没有提出意见'
}
