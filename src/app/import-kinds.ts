import type { ImportKind } from '../imports/import-kind.ts'
import { findingsImport } from '../monitoring/findings-import.service.ts'
import { figuresImport } from '../publishing/figures-import.service.ts'
import { postsImport } from '../publishing/posts-import.service.ts'

/** Everything that can be imported from a table, in the order in which the console offers it. */
export const importKinds: readonly ImportKind[] = [postsImport, figuresImport, findingsImport]
