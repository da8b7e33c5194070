import type { FieldError } from '../../src/core/error.ts'

/** A refusal as the server told it (RFC 9457), or a failure on the way there. `code` decides behaviour, `message` is shown. */
export type ApiError = Error & {
  code: string
  status: number
  errors: readonly FieldError[]
  detail: Record<string, unknown>
}

type Given = Pick<ApiError, 'code' | 'message'> & Partial<Pick<ApiError, 'status' | 'errors' | 'detail'>>

export function apiError({ code, message, status = 0, errors = [], detail = {} }: Given): ApiError {
  return Object.assign(new Error(message), { code, status, errors, detail })
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'code' in error && 'errors' in error
}

/** What a page shows of anything that was thrown. */
export function messageOf(error: unknown): string {
  return isApiError(error) ? error.message : '页面出现异常，请刷新后重试'
}
