import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Ctx } from '../core/context.ts'
import { DemoLogin } from './identity.contract.ts'
import type { OidcSettings } from './oidc-settings.ts'

type Given = { dataDir: string; oidc: OidcSettings | null }
type LoginOptions = { demo: boolean; oidc: { name: string } | null; demoLogins: z.infer<typeof DemoLogin>[] }

/** What the login page offers. The demonstration's passwords are public in demo mode, and in no other. */
export async function loginOptionsOf(ctx: Ctx, { dataDir, oidc }: Given): Promise<LoginOptions> {
  return {
    demo: ctx.demo,
    oidc: oidc ? { name: oidc.name } : null,
    demoLogins: ctx.demo ? await readDemoLogins(path.join(dataDir, 'demo-logins.json')) : [],
  }
}

/** Absent until the demonstration province has been made. */
async function readDemoLogins(file: string) {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  return z.array(DemoLogin).parse(JSON.parse(text))
}
