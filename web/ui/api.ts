import type { ZodType, z } from 'zod'
import type { Endpoint } from '../../src/core/endpoint.ts'
import { apiError } from './api-error.ts'
import { noteActivity, signedInAgain, token } from './session.ts'

/** A part of the input: absent when the contract has none, optional when everything in it is. */
type Part<K extends string, S extends ZodType> = ZodType extends S
  ? { [k in K]?: undefined }
  : Record<never, never> extends z.input<S>
    ? { [k in K]?: z.input<S> }
    : { [k in K]: z.input<S> }

type Extra = { signal?: AbortSignal | undefined; idempotencyKey?: string; file?: Blob }
export type Args<E> =
  E extends Endpoint<infer P, infer Q, infer B, ZodType>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B> & Extra
    : never
/** The arguments of a call; they may be left out when nothing in them is required. */
export type Maybe<E> = Record<never, never> extends Args<E> ? [args?: Args<E>] : [args: Args<E>]
export type AnyEndpoint = Endpoint<ZodType, ZodType, ZodType, ZodType>
/** What comes back, as the contract's schema gives it. */
export type Answer<E> = E extends Endpoint<ZodType, ZodType, ZodType, infer A> ? z.output<A> : never

type Loose = { params?: unknown; query?: unknown; body?: unknown } & Extra

/** Calls an endpoint by its contract. Every failure is an `ApiError`. */
export async function call<E extends AnyEndpoint>(endpoint: E, ...[args]: Maybe<E>): Promise<Answer<E>> {
  const response = await send(endpoint, (args ?? {}) as Loose)
  const answer: unknown = await response.json().catch(() => {
    throw apiError({ code: 'BAD_ANSWER', message: '服务器的答复无法识别，请稍后重试', status: response.status })
  })
  if (!endpoint.answer) return answer as Answer<E>
  const parsed = endpoint.answer.safeParse(answer)
  // The contract is the type of the answer: what parses by it is an `Answer<E>`.
  if (parsed.success) return parsed.data as Answer<E>
  throw apiError({
    code: 'BAD_ANSWER',
    message: '页面版本与服务器不一致，请刷新页面后重试',
    detail: { issues: parsed.error.issues },
  })
}

/** Fetches a file and hands it to the browser under the name that the server gave it. */
export async function download<E extends AnyEndpoint>(endpoint: E, ...[args]: Maybe<E>): Promise<void> {
  const response = await send(endpoint, (args ?? {}) as Loose)
  const blob = await response.blob()
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileNameOf(response.headers.get('content-disposition')) ?? '下载文件'
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

export function fileNameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? null
}

async function send(endpoint: AnyEndpoint, args: Loose): Promise<Response> {
  try {
    return await sendOnce(endpoint, args)
  } catch (error) {
    const expired = (error as { code?: string }).code === 'NOT_SIGNED_IN'
    // The session has ended: sign in over the page, then send the same thing again, once.
    if (!expired || endpoint.access === 'public' || !(await signedInAgain())) throw error
    return sendOnce(endpoint, args)
  }
}

async function sendOnce(endpoint: AnyEndpoint, args: Loose): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  const csrf = token()
  if (endpoint.method !== 'get' && csrf) headers['x-csrf-token'] = csrf
  if (args.idempotencyKey) headers['idempotency-key'] = args.idempotencyKey
  const body = bodyOf(args)
  if (typeof body === 'string') headers['content-type'] = 'application/json'
  const response = await fetch(addressOf(endpoint, args), {
    method: endpoint.method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(args.signal ? { signal: args.signal } : {}),
  }).catch((error: unknown) => {
    if (args.signal?.aborted) throw error
    throw apiError({ code: 'OFFLINE', message: '网络已断开，请检查网络后重试，填写的内容仍保留在页面上' })
  })
  if (!response.ok) throw await refusalOf(response)
  noteActivity()
  return response
}

function bodyOf(args: Loose): string | FormData | undefined {
  if (!args.file) return args.body === undefined ? undefined : JSON.stringify(args.body)
  const form = new FormData()
  for (const [name, value] of Object.entries(args.body ?? {})) {
    if (value !== undefined && value !== null) form.set(name, String(value))
  }
  form.set('file', args.file)
  return form
}

/** The address of a call: path parameters filled in, empty query parameters left out, lists joined by commas. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, args: { params?: unknown; query?: unknown } = {}): string {
  const params = (args.params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(args.query ?? {})) {
    const text = Array.isArray(value) ? value.join(',') : value === undefined || value === null ? '' : String(value)
    if (text !== '') query.set(name, text)
  }
  return query.size > 0 ? `${path}?${query}` : path
}

async function refusalOf(response: Response) {
  const problem = (await response.json().catch(() => null)) as Record<string, unknown> | null
  if (typeof problem?.code !== 'string') {
    return apiError({ code: 'INTERNAL', message: '服务器暂时无法答复，请稍后重试', status: response.status })
  }
  return apiError({
    code: problem.code,
    message: String(problem.title ?? '操作未成功，请重试'),
    status: response.status,
    errors: Array.isArray(problem.errors) ? problem.errors : [],
    detail: (problem.detail ?? {}) as Record<string, unknown>,
  })
}
