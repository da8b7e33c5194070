import type { Context } from 'hono'
import type { ZodType } from 'zod'
import type { Ctx } from './context.ts'
import type { AnswerOf, Endpoint, Given } from './endpoint.ts'

/** What a handler may use of HTTP itself, beside its checked input. */
export type Http = { c: Context; file: () => Promise<{ name: string; bytes: Uint8Array }> }

export type Route = {
  endpoint: Endpoint
  handle: (ctx: Ctx, given: { params: unknown; query: unknown; body: unknown }, http: Http) => Promise<unknown>
}

/** Binds an endpoint to its use case. The handler answers with the contract's JSON, or with a `Response` for a download. */
export function on<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  handle: (
    ctx: Ctx,
    given: Given<Endpoint<P, Q, B, A>>,
    http: Http,
  ) => Promise<AnswerOf<Endpoint<P, Q, B, A>> | Response>,
): Route {
  // The input has been parsed by the endpoint's own schemas before `handle` is called, so the types agree.
  return { endpoint: endpoint as unknown as Endpoint, handle: handle as Route['handle'] }
}
