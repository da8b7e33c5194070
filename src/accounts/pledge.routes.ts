import { on, type Route } from '../core/routes.ts'
import { bodyOf } from '../core/stream-body.ts'
import { dispositionOf } from '../files/files.rules.ts'
import * as api from './pledge.contract.ts'
import { decidePledge, enterPledge, evaluateAgain } from './pledge.service.ts'
import { pledgePage, pledgeTotals, pledgeView, pledgeWorkbook } from './pledge-view.service.ts'

// Fixed paths stand before `/:id`: the first that fits answers.
export const pledgeRoutes: Route[] = [
  on(api.listPledges, (ctx, { query }) => pledgePage(ctx, query)),
  on(api.totalPledges, (ctx, { query }) => pledgeTotals(ctx, query)),
  on(api.exportPledges, async (ctx, { query }) => {
    const { name, stream } = await pledgeWorkbook(ctx, query)
    return new Response(bodyOf(stream), {
      headers: {
        'content-type': api.exportPledges.file ?? '',
        'content-disposition': dispositionOf(name),
        'cache-control': 'private, no-store',
      },
    })
  }),
  on(api.enterPledge, (ctx, { body }) => enterPledge(ctx, body)),
  on(api.viewPledge, (ctx, { params }) => pledgeView(ctx, params.id)),
  on(api.evaluatePledge, (ctx, { params }) => evaluateAgain(ctx, params.id)),
  on(api.decidePledge, (ctx, { params, body }) => decidePledge(ctx, params.id, body)),
]
