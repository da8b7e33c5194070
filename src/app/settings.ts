import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  PORT: z.coerce.number('PORT 应为端口号').int().min(0).max(65535).default(8080),
  HOST: z.string().default('::'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL 应以 postgres:// 开头')
    .optional(),
  ZHENGMEI_MODE: z.enum(['demo', 'production'], 'ZHENGMEI_MODE 应为 demo 或 production').default('demo'),
  /** 32 bytes in base64; made in DATA_DIR when absent. Several processes on one PostgreSQL must share it. */
  ZHENGMEI_KEY: z.string().optional(),
  /** The region that the installation serves; read once, when an empty production database is set up. */
  ZHENGMEI_ROOT_REGION: z
    .string()
    .regex(/^33\d{4}$/, 'ZHENGMEI_ROOT_REGION 应为浙江省内的 6 位区划代码')
    .default('330000'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  /** `web`, `worker` or both: the same program, so that either can be run more than once. */
  ZHENGMEI_PART: z.enum(['all', 'web', 'worker']).default('all'),
})

export type Settings = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  demo: boolean
  key: Uint8Array
  logLevel: string
  part: 'all' | 'web' | 'worker'
  rootRegion: string
}

/** Reads the settings from the environment. Throws an error whose message says what to correct. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) throw new Error(`环境变量有误：${parsed.error.issues.map((issue) => issue.message).join('；')}`)
  const given = parsed.data
  return {
    port: given.PORT,
    host: given.HOST,
    dataDir: given.DATA_DIR,
    databaseUrl: given.DATABASE_URL,
    demo: given.ZHENGMEI_MODE === 'demo',
    key: keyOf(given.ZHENGMEI_KEY, given.DATA_DIR),
    logLevel: given.LOG_LEVEL,
    part: given.ZHENGMEI_PART,
    rootRegion: given.ZHENGMEI_ROOT_REGION,
  }
}

function keyOf(given: string | undefined, dataDir: string): Uint8Array {
  const file = path.join(dataDir, 'secret.key')
  if (!given && !existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(given ?? readFileSync(file, 'utf8'), 'base64')
  if (key.length !== 32) throw new Error(`${given ? 'ZHENGMEI_KEY' : file} 应为 32 字节的 base64`)
  return key
}
