import { on, type Route } from '../core/routes.ts'
import { saveWorkdays, viewWorkdays } from './workdays.contract.ts'
import { saveOverrides, viewOverrides } from './workdays.service.ts'

export const settingRoutes: Route[] = [
  on(viewWorkdays, (ctx) => viewOverrides(ctx)),
  on(saveWorkdays, (ctx, { body }) => saveOverrides(ctx, body)),
]
