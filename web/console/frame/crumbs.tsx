import { Link } from '@tanstack/react-router'
import { type Page, pageAt } from '../pages.ts'

/** From the menu's group down to the page that is open. */
export function Crumbs({ page }: { page: Page | undefined }) {
  if (!page || page.path === '/') return null
  const above = pagesAbove(page)
  const group = [...above, page].find((one) => one.group)?.group
  if (!group && above.length === 0) return null
  return (
    <nav aria-label="所在位置" className="frame-crumbs">
      <ol>
        {group ? <li>{group}</li> : null}
        {above.map((one) => (
          <li key={one.path}>
            <Link to={one.path as '/'}>{one.title}</Link>
          </li>
        ))}
        <li aria-current="page">{page.title}</li>
      </ol>
    </nav>
  )
}

/** Pages whose address needs no parameter, so that they can be linked to. */
function pagesAbove(page: Page): Page[] {
  const above = page.above === undefined ? undefined : pageAt(page.above)
  if (!above) return []
  return [...pagesAbove(above), ...(above.path.includes('$') ? [] : [above])]
}
