import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Knowledge } from '../checker/knowledge.ts'
import { shippedKnowledge } from '../checker/lexicon/shipped.ts'
import { allRules } from '../checker/rules/all-rules.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { entriesInForce, hostsOf, type Reach, revisionOf } from './entries.store.ts'
import { assemble, type Effective, type Kept } from './knowledge.rules.ts'
import { type Layer, pathsDownTo } from './layers.rules.ts'
import { isModelOn } from './model-settings.service.ts'

/** What holds for somebody, under a version that changes whenever any of it does. */
export type Versioned = { version: string; effective: Effective }

const mostKept = 16
const kept = new Map<string, Versioned>()
let shippedVersion: string | undefined

/** What the checker goes by for the actor today. A change confirmed in another process is seen at the next call. */
export function effectiveFor(ctx: Ctx): Promise<Versioned> {
  return transact(ctx, async (work) => effectiveOf(work, await reachOf(work)))
}

/** What holds in a layer, without what units below it have added. */
export function effectiveIn(work: Work, { regionPath, unitId }: Layer): Promise<Versioned> {
  return effectiveOf(work, { paths: pathsDownTo(regionPath), unitIds: unitId ? [unitId] : [] })
}

async function effectiveOf(work: Work, reach: Reach): Promise<Versioned> {
  const today = beijingDay(work.now)
  const revision = await revisionOf(work.db, reach)
  const version = hashOf([versionOfShipped(), reach.paths, reach.unitIds, revision, today])
  const known = kept.get(version)
  if (known) return keep(known)
  const rows = await entriesInForce(work.db, reach, today)
  return keep({ version, effective: assemble(shippedKnowledge, rows.map(keptOf)) })
}

type Row = Awaited<ReturnType<typeof entriesInForce>>[number]

export function keptOf(row: Row): Kept {
  const { kind, payload, from_on, until_on, region_path, unit_id } = row
  return { kind, payload, from: from_on, until: until_on, regionPath: region_path, unitId: unit_id }
}

/** The layers that hold for an actor. A contractor works by the lists of the units that have commissioned it. */
export async function reachOf({ db, actor }: Work): Promise<Reach> {
  const { scope } = actor
  switch (scope.kind) {
    case 'region':
    case 'industry':
      return { paths: pathsDownTo(scope.regionPath), unitIds: [] }
    case 'unit':
      return { paths: pathsDownTo(scope.regionPath), unitIds: [scope.unitId] }
    case 'contract': {
      const hosts = await hostsOf(db)
      const paths = new Set(hosts.flatMap(({ path }) => pathsDownTo(path)))
      return { paths: [...paths].sort(), unitIds: hosts.map(({ id }) => id) }
    }
    case 'system':
    case 'none':
      return { paths: [], unitIds: [] }
    default:
      return scope satisfies never
  }
}

/** As an answer that a browser keeps: unchanged knowledge is not sent again. */
export async function effectiveAnswer(
  ctx: Ctx,
  asked: { noneMatch: string | undefined; encodings: string | undefined },
): Promise<Response> {
  const { versioned, modelCheck } = await transact(ctx, async (work) => ({
    versioned: await effectiveOf(work, await reachOf(work)),
    modelCheck: await isModelOn(work),
  }))
  const headers = {
    etag: `"${versioned.version}${modelCheck ? '.model' : ''}"`,
    'cache-control': 'private, no-cache',
    vary: 'cookie, accept-encoding',
  }
  const tags = (asked.noneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (tags.includes(headers.etag)) return new Response(null, { status: 304, headers })
  const { knowledge, disabledRules } = versioned.effective
  const text = JSON.stringify({ version: versioned.version, knowledge, disabledRules, modelCheck })
  const json = { ...headers, 'content-type': 'application/json; charset=utf-8' }
  if (!/\bgzip\b/.test(asked.encodings ?? '')) return new Response(text, { headers: json })
  const packed = new Uint8Array(await promisify(gzip)(text, { level: 5 }))
  return new Response(packed, { headers: { ...json, 'content-encoding': 'gzip' } })
}

/** The last ones asked for stay in memory. */
function keep(versioned: Versioned): Versioned {
  kept.delete(versioned.version)
  kept.set(versioned.version, versioned)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return versioned
}

function versionOfShipped(): string {
  shippedVersion ??= hashOf([shippedKnowledge satisfies Knowledge, allRules.map(({ id }) => id)])
  return shippedVersion
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24)
}
