import { accountImport } from '../accounts/account-import.service.ts'
import { nationalImport } from '../accounts/national-import.service.ts'
import type { ImportKind } from '../imports/import-kind.ts'
import { lexiconImports } from '../lexicon/entries-import.service.ts'
import { findingsImport } from '../monitoring/findings-import.service.ts'
import { figuresImport } from '../publishing/figures-import.service.ts'
import { postsImport } from '../publishing/posts-import.service.ts'
import { regionImport } from '../units/region-import.service.ts'
import { unitImport } from '../units/unit-import.service.ts'
import { userImport } from '../units/user-import.service.ts'

/** Everything that can be imported from a table, in the order in which the console offers it. */
export const importKinds: readonly ImportKind[] = [
  accountImport, //
  postsImport,
  figuresImport,
  findingsImport,
  unitImport,
  userImport,
  regionImport,
  nationalImport,
  ...lexiconImports,
]
