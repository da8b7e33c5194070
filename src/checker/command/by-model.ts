import type { Finding } from '../finding.ts'
import { askModel, type ModelEndpoint, type Send } from '../typos/model-endpoint.ts'
import { askInParts } from '../typos/model-questions.ts'

/** How long one answer may take. A text is asked about in parts, so that this does not grow with its length. */
const limitMs = 60_000

/** What a model finds in a text; where it could not be asked is told on `err`, under the name of the text. */
export async function byModel(
  text: string,
  endpoint: ModelEndpoint,
  { name, err }: { name: string; err: (text: string) => void },
): Promise<Finding[]> {
  const { findings, failures } = await askInParts(text, (part) =>
    askModel(part, endpoint, send, AbortSignal.timeout(limitMs)),
  )
  for (const failure of failures) err(`${name}：${failure}`)
  return findings
}

/** A redirect is not followed: the text goes where the person said and nowhere else. */
const send: Send = async (url, request) => {
  try {
    return await fetch(url, { ...request, redirect: 'manual' })
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    throw new Error(`连接未能完成${code ? `（${code}）` : ''}`)
  }
}
