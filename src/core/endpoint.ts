import type { ZodType, z } from 'zod'

/** What an endpoint asks of the caller before its use case runs. */
export type Access = { permission: string } | 'public' | 'signedIn'

/**
 * One operation of the API as data: the server validates by it, the console calls by it and the
 * OpenAPI document is made from it, so that the three cannot differ.
 * `answer` is the JSON that comes back; `file` marks an answer that is a download instead.
 */
export type Endpoint<
  P extends ZodType = ZodType,
  Q extends ZodType = ZodType,
  B extends ZodType = ZodType,
  A extends ZodType = ZodType,
> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Hono path, e.g. `/api/accounts/:id`. */
  path: string
  access: Access
  /** Chinese, one line: shown in the API document. */
  summary: string
  params?: P
  query?: Q
  body?: B
  answer?: A
  /** The answer is a download of this media type. */
  file?: string
  /** The body is `multipart/form-data` with one `file` part; the other parts are checked by `body`. */
  upload?: boolean
  /** The answer holds a secret or unmasked personal data: it is never kept for a repeated submission. */
  secret?: true
  /** Largest body in bytes; 1 MiB unless told. */
  maxBytes?: number
}

/** Declares an endpoint and keeps its exact types. */
export function endpoint<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  given: Endpoint<P, Q, B, A>,
): Endpoint<P, Q, B, A> {
  return given
}

/** What a handler is given, already checked. */
export type Given<E extends Endpoint> = {
  params: E extends Endpoint<infer P, ZodType, ZodType, ZodType> ? z.output<P> : never
  query: E extends Endpoint<ZodType, infer Q, ZodType, ZodType> ? z.output<Q> : never
  body: E extends Endpoint<ZodType, ZodType, infer B, ZodType> ? z.output<B> : never
}
export type AnswerOf<E extends Endpoint> = E extends Endpoint<ZodType, ZodType, ZodType, infer A> ? z.input<A> : never
