import type { ApplicationKind } from './lifecycle.rules.ts'

/** The papers that chapter 6 has of an application. A filing has none of its own: it goes into both systems. */
const documents = {
  opening: { zh: '账号开设申请表', kind: 'opening' },
  pledge: { zh: '账号开设承诺函', kind: 'opening' },
  change: { zh: '账号变更登记表', kind: 'change' },
  stopNotice: { zh: '停更公告', kind: 'closure' },
  closure: { zh: '账号注销登记表', kind: 'closure' },
} as const satisfies Record<string, { zh: string; kind: ApplicationKind }>
export type ApplicationDocument = keyof typeof documents
export const documentNames = Object.keys(documents) as [ApplicationDocument, ...ApplicationDocument[]]

/** The papers of one kind of application. */
export function documentsOf(kind: ApplicationKind): { name: ApplicationDocument; zh: string }[] {
  return documentNames.filter((name) => documents[name].kind === kind).map((name) => ({ name, zh: documents[name].zh }))
}
