import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { isApiError } from '../ui/api-error.ts'
import { loadMe } from '../ui/me.ts'
import { PageSkeleton } from '../ui/page-skeleton.tsx'
import { parseSearch, type Search, writeSearch } from '../ui/url-state.ts'
import { Broken, NotFound } from './frame/dead-ends.tsx'
import { Permitted } from './frame/permitted.tsx'
import { type Page, pages } from './pages.ts'

// Pages are not added here but in `pages.ts`, one line each.

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./sign-in/sign-in.page.tsx'), 'Page'),
})
const changePassword = createRoute({
  getParentRoute: () => root,
  path: '/change-password',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./sign-in/change-password.page.tsx'), 'Page'),
})

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: async (given) => {
    const me = await signedIn(given)
    if (me.mustChangePassword) throw redirect({ to: '/change-password', search: { to: given.location.href } as never })
  },
  component: lazyRouteComponent(() => import('./frame/frame.tsx'), 'Frame'),
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

/** Who is signed in; whoever is not goes to the login page, which leads back here. */
async function signedIn({ location }: { location: { href: string } }) {
  try {
    return await loadMe()
  } catch (error) {
    if (!isApiError(error) || error.code !== 'NOT_SIGNED_IN') throw error
    throw redirect({ to: '/sign-in', search: (location.href === '/' ? {} : { to: location.href }) as never })
  }
}

function routeOf(page: Page) {
  const Content = lazyRouteComponent(page.load, 'Page')
  return createRoute({
    getParentRoute: () => frame,
    path: page.path,
    staticData: { page },
    component: () => (
      <Permitted page={page}>
        <Content />
      </Permitted>
    ),
    pendingComponent: PageSkeleton,
    errorComponent: Broken,
  })
}

/** Inside the frame too, an unknown address keeps the menu. */
const unknown = createRoute({ getParentRoute: () => frame, path: '$', component: NotFound })

export const router = createRouter({
  routeTree: root.addChildren([signIn, changePassword, frame.addChildren([...pages.map(routeOf), unknown])]),
  parseSearch: (text) => parseSearch(text) as Search,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: PageSkeleton,
})

declare module '@tanstack/react-router' {
  // The library's own way of typing static data is this interface.
  interface StaticDataRouteOption {
    page?: Page
  }
}
