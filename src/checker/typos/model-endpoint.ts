import type { Finding } from '../finding.ts'

/** Sends a request as `fetch` does; given by the caller, so that this file reaches no network of its own. */
export type Send = (
  url: string,
  request: { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<{ ok: boolean; status: number; text: () => Promise<string> }>

/** A server with the chat interface of OpenAI, such as a model run locally by the unit itself. */
export type ModelEndpoint = { url: string; model: string; key?: string }

/** The rule that findings of a model name. */
export const modelRuleId = 'typo.model'

/** Findings, or none with the reason; a check never fails because a model could not be asked. */
export type ModelAnswer = { findings: Finding[]; failure?: string }

const task =
  '你是公文校对员。找出文中确定无疑的错别字、多字和漏字，不改动表述、标点和语序，拿不准的不报。' +
  '只输出 JSON 数组，每项为 {"wrong":"原文中的词语","right":"改正后的词语"}；没有错误时输出 []。'

/** Longer texts are not sent: an answer would take minutes, and the caller checks paragraph by paragraph. */
export const longestQuestion = 4000
const longestAnswer = 20_000
const mostFindings = 50
const longestPhrase = 30

function requestBody(endpoint: ModelEndpoint, text: string): string {
  return JSON.stringify({
    model: endpoint.model,
    temperature: 0,
    stream: false,
    messages: [
      { role: 'system', content: task },
      { role: 'user', content: text },
    ],
  })
}

/**
 * Asks a chat endpoint for typos in `text`. The answer only ever proposes replacements of what stands in the text word
 * for word; everything else in it is dropped. Time limits and cancelling are up to the caller's signal.
 */
export async function askModel(
  text: string,
  endpoint: ModelEndpoint,
  send: Send,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  if (text.length > longestQuestion) return { findings: [], failure: `文本超过${longestQuestion}字，未送模型检查` }
  try {
    const answer = await send(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(endpoint.key === undefined ? {} : { authorization: `Bearer ${endpoint.key}` }),
      },
      body: requestBody(endpoint, text),
      signal,
    })
    if (!answer.ok) return { findings: [], failure: `模型服务返回状态码${answer.status}` }
    const body = await answer.text()
    if (body.length > longestAnswer) return { findings: [], failure: '模型服务的回答过长' }
    const pairs = pairsIn(body)
    if (!pairs) return { findings: [], failure: '模型服务的回答不符合约定格式' }
    return { findings: findingsFor(pairs, text) }
  } catch (error) {
    if (signal.aborted) return { findings: [], failure: '模型服务未在限定时间内回答' }
    return { findings: [], failure: `模型服务无法访问：${error instanceof Error ? error.message : String(error)}` }
  }
}

type Pair = { wrong: string; right: string }

/** The pairs of a well-formed answer, or undefined. Models like to wrap JSON in a code block: that is let pass. */
function pairsIn(body: string): Pair[] | undefined {
  const content = contentOf(parse(body))
  if (content === undefined) return undefined
  const list = parse(
    content
      .trim()
      .replace(/^```(?:json)?\s*/, '')
      .replace(/\s*```$/, ''),
  )
  if (!Array.isArray(list)) return undefined
  return list.filter(isPair).slice(0, mostFindings)
}

function contentOf(answer: unknown): string | undefined {
  const choices = field(answer, 'choices')
  const content = field(field(Array.isArray(choices) ? choices[0] : undefined, 'message'), 'content')
  return typeof content === 'string' ? content : undefined
}

function isPair(value: unknown): value is Pair {
  const [wrong, right] = [field(value, 'wrong'), field(value, 'right')]
  if (typeof wrong !== 'string' || typeof right !== 'string' || wrong === right) return false
  return wrong !== '' && wrong.length <= longestPhrase && right.length <= longestPhrase && !right.includes('\n')
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Marks every place of a pair, narrowed to what differs; places that overlap an earlier one are left out. */
function findingsFor(pairs: readonly Pair[], text: string): Finding[] {
  const findings: Finding[] = []
  for (const { wrong, right } of pairs) {
    for (let at = text.indexOf(wrong); at >= 0; at = text.indexOf(wrong, at + wrong.length)) {
      const { head, tail } = difference(wrong, right)
      const [start, end] = [at + head, at + wrong.length - tail]
      if (findings.some((other) => start <= other.end && other.start <= end)) continue
      findings.push({
        ruleId: modelRuleId,
        category: 'typo',
        severity: 'hint',
        start,
        end,
        text: text.slice(start, end),
        suggestions: [right.slice(head, right.length - tail)],
        message: `“${wrong}”疑为“${right}”`,
        why: '由本单位接入的语言模型提出，仅供参考，请人工核对。',
        basis: '语言模型推断',
      })
    }
  }
  return findings.sort((a, b) => a.start - b.start)
}

/** What two phrases share at both ends. An insertion keeps one character before it, so that something is marked. */
function difference(wrong: string, right: string): { head: number; tail: number } {
  const least = Math.min(wrong.length, right.length)
  let head = 0
  while (head < least && wrong[head] === right[head]) head++
  let tail = 0
  while (tail < least - head && wrong[wrong.length - 1 - tail] === right[right.length - 1 - tail]) tail++
  if (head + tail < wrong.length) return { head, tail }
  return head > 0 ? { head: head - 1, tail } : { head, tail: tail - 1 }
}
