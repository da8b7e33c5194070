import { createHash } from 'node:crypto'
import { on, type Route } from '../core/routes.ts'
import * as contracts from './contracts.contract.ts'
import { endContract, registerContract, searchContracts } from './contracts.service.ts'
import { handOver, viewHandovers, viewOpenWork } from './handover.service.ts'
import { makeHandoverDocument } from './handover-document.service.ts'
import * as regions from './region.contract.ts'
import { createRegion, moveRegion, readRegionTree, recordResidents, renameRegion } from './region.service.ts'
import * as units from './unit.contract.ts'
import { createUnit, searchUnits, setUnitActive, showUnitPhone, updateUnit, viewUnit } from './unit.service.ts'
import * as users from './user.contract.ts'
import {
  createUser,
  deactivateUser,
  moveUser,
  reactivateUser,
  searchUsers,
  showUserPhone,
  updateUser,
  viewUser,
} from './user.service.ts'
import { loadZhejiangRegions } from './zhejiang.service.ts'

const regionRoutes: Route[] = [
  // Every page asks for the tree; whoever has the current one gets 304 and no body.
  on(regions.regionTree, async (ctx, { query }, { c }) => {
    const body = JSON.stringify(await readRegionTree(ctx, { counts: query.counts === 'accounts' }))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const headers = { etag, 'cache-control': 'private, no-cache' }
    if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers })
    return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } })
  }),
  on(regions.createRegion, (ctx, { body }) => createRegion(ctx, body)),
  on(regions.loadZhejiang, (ctx, { body }) => loadZhejiangRegions(ctx, body)),
  on(regions.updateRegion, (ctx, { params, body }) => renameRegion(ctx, params.code, body)),
  on(regions.moveRegion, (ctx, { params, body }) => moveRegion(ctx, params.code, body)),
  on(regions.setResidents, (ctx, { params, body }) => recordResidents(ctx, params.code, body)),
]

const bodyRoutes: Route[] = [
  on(units.listUnits, (ctx, { query }) => searchUnits(ctx, query)),
  on(units.createUnit, (ctx, { body }) => createUnit(ctx, body)),
  on(units.getUnit, (ctx, { params }) => viewUnit(ctx, params.id)),
  on(units.updateUnit, (ctx, { params, body }) => updateUnit(ctx, params.id, body)),
  on(units.setUnitActive, (ctx, { params, body }) => setUnitActive(ctx, params.id, body)),
  on(units.unmaskUnitPhone, (ctx, { params, body }) => showUnitPhone(ctx, params.id, body)),
]

const contractRoutes: Route[] = [
  on(contracts.listContracts, (ctx, { query }) => searchContracts(ctx, query)),
  on(contracts.registerContract, (ctx, { body }) => registerContract(ctx, body)),
  on(contracts.endContract, (ctx, { params, body }) => endContract(ctx, params.id, body)),
]

const userRoutes: Route[] = [
  on(users.listUsers, (ctx, { query }) => searchUsers(ctx, query)),
  on(users.createUser, (ctx, { body }) => createUser(ctx, body)),
  on(users.getUser, (ctx, { params }) => viewUser(ctx, params.id)),
  on(users.updateUser, (ctx, { params, body }) => updateUser(ctx, params.id, body)),
  on(users.openWork, (ctx, { params }) => viewOpenWork(ctx, params.id)),
  on(users.listHandovers, (ctx, { params }) => viewHandovers(ctx, params.id)),
  on(users.handOver, (ctx, { params, body }) => handOver(ctx, params.id, body)),
  on(users.deactivateUser, (ctx, { params, body }) => deactivateUser(ctx, params.id, body)),
  on(users.reactivateUser, (ctx, { params, body }) => reactivateUser(ctx, params.id, body)),
  on(users.moveUser, (ctx, { params, body }) => moveUser(ctx, params.id, body)),
  on(users.unmaskUserPhone, (ctx, { params, body }) => showUserPhone(ctx, params.id, body)),
  on(users.handoverDocument, async (ctx, { params }) => {
    const { name, bytes } = await makeHandoverDocument(ctx, params.id)
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'content-type': users.docx,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
      },
    })
  }),
]

export const unitRoutes: Route[] = [...regionRoutes, ...bodyRoutes, ...contractRoutes, ...userRoutes]
