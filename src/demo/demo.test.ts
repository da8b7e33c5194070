import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { importKinds } from '../app/import-kinds.ts'
import { jobs } from '../app/jobs-list.ts'
import type { Ground } from '../core/context.ts'
import { secretBox } from '../core/secret-box.ts'
import { openTestDatabase } from '../db/testing.ts'
import { ensureDemo } from './demo.service.ts'

it('x', async () => {
  const database = await openTestDatabase()
  const ground: Ground = {
    root: database.root,
    box: secretBox(new Uint8Array(32).fill(7)),
    queue: { send: async () => {} },
    demo: true,
  }
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zm-demo-'))
  await ensureDemo(ground, {
    now: new Date('2026-11-24T10:00:00+08:00'),
    dataDir,
    kinds: importKinds,
    jobs,
    tell: (l) => console.log(Math.round(performance.now()), l),
  })
  expect(1).toBe(1)
  await database.close()
}, 300000)
