import { expect, it } from 'vitest'
import { AppError } from '../../core/error.ts'
import { failureText } from './failure.ts'

it.each<[string, unknown, string]>([
  ['the reason of a refusal, never its code', new AppError('NOT_FOUND', { reason: '没有这位用户' }), '没有这位用户'],
  ['the words of the table', new AppError('FORBIDDEN'), '您没有办理此事项的权限'],
  [
    'every field of a refused input',
    new AppError('INVALID_INPUT', { errors: [{ path: 'a', message: '请填写周期' }] }),
    '填写内容有误，请检查后重新提交\n  请填写周期',
  ],
  ['one line of a fault, and its cause', new Error('a\nb', { cause: new Error('c\nd') }), 'a\n  原因：c'],
  [
    'a refusal as the cause',
    new Error('a', { cause: new AppError('BUSY') }),
    'a\n  原因：同类任务正在进行，请稍后再试',
  ],
  ['something without words', new Error(''), '未知错误'],
])('tells %s', (_what, error, text) => expect(failureText(error)).toBe(text))
