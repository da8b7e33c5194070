import { AppError } from '../../core/error.ts'

/** What a person reads: of a refusal its reason and every field, of anything else one line, and its cause on another. */
export function failureText(error: unknown): string {
  if (error instanceof AppError) {
    return [error.reason, ...(error.detail.errors ?? []).map(({ message }) => `  ${message}`)].join('\n')
  }
  if (!(error instanceof Error)) return firstLine(String(error))
  const cause = error.cause === undefined ? [] : [`  原因：${causeText(error.cause)}`]
  return [firstLine(error.message), ...cause].join('\n')
}

function causeText(cause: unknown): string {
  if (cause instanceof AppError) return cause.reason
  return firstLine(cause instanceof Error ? cause.message : String(cause))
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '未知错误'
}
