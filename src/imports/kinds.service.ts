import type { Readable } from 'node:stream'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { writeXlsx } from '../core/sheet/write-sheet.ts'
import { bodyOf } from '../core/stream-body.ts'
import { dispositionOf } from '../files/files.rules.ts'
import { may } from '../units/permissions.rules.ts'
import type { ImportKind } from './import-kind.ts'
import type { KindView } from './imports.contract.ts'

export type Kinds = readonly ImportKind[]

/** The kind of this name, if the actor may import it. */
export function kindFor(ctx: Ctx, kinds: Kinds, name: string): ImportKind {
  const kind = kinds.find((k) => k.kind === name)
  if (!kind) throw new AppError('NOT_FOUND', { reason: '没有这种导入类型' })
  if (!may(ctx.actor.duties, kind.permission)) {
    throw new AppError('FORBIDDEN', { reason: `您没有导入“${kind.zh}”的权限`, permission: kind.permission })
  }
  return kind
}

export function viewKinds(ctx: Ctx, kinds: Kinds): KindView[] {
  return kinds
    .filter((kind) => may(ctx.actor.duties, kind.permission))
    .map((kind) => ({
      kind: kind.kind,
      zh: kind.zh,
      columns: kind.columns.map(({ personal: _, ...column }) => ({
        ...column,
        synonyms: [...column.synonyms],
        choices: [...(column.choices ?? [])],
      })),
      options: (kind.options ?? []).map((option) => ({ ...option, choices: [...(option.choices ?? [])] })),
    }))
}

/** An empty table to fill in: header, a line of hints that is passed over on upload, and the words to choose from. */
export function templateOf(kind: ImportKind): Readable {
  const columns = kind.columns.map(({ key, zh }) => ({ key, zh, width: 20, kind: 'text' as const }))
  const hints = Object.fromEntries(kind.columns.map(({ key, hint }) => [key, hint]))
  return writeXlsx({
    sheets: [
      { name: kind.zh, columns, rows: [hints] },
      {
        name: '填写说明',
        columns: [
          { key: 'zh', zh: '列', width: 20, kind: 'text' },
          { key: 'required', zh: '是否必填', width: 10, kind: 'text' },
          { key: 'choices', zh: '可填内容', width: 60, kind: 'text' },
          { key: 'hint', zh: '说明', width: 60, kind: 'text' },
          { key: 'synonyms', zh: '也可以叫', width: 60, kind: 'text' },
        ],
        rows: kind.columns.map(({ zh, required, choices, hint, synonyms }) => ({
          zh,
          required: required ? '必填' : '选填',
          choices: choices?.join('、') ?? '',
          hint,
          synonyms: synonyms.join('、'),
        })),
      },
    ],
  })
}

/** A workbook as a download. */
export function workbook(name: string, file: Readable): Response {
  return new Response(bodyOf(file), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': dispositionOf(name),
      'cache-control': 'private, no-store',
    },
  })
}
