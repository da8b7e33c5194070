import type { Route } from '../core/routes.ts'
import { fileRoutes } from '../files/files.routes.ts'
import { importRoutes } from '../imports/imports.routes.ts'
import { jobRoutes } from '../jobs/jobs.routes.ts'
import { importKinds } from './import-kinds.ts'

/** Every operation of the API. The document, the permission test and the server all read this list. */
export const routes: readonly Route[] = [...jobRoutes, ...fileRoutes, ...importRoutes(importKinds)]
