import { MenuFoldOutlined, MenuOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Link, Outlet, useMatches } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Me } from '../../../src/identity/identity.contract.ts'
import { useMe } from '../../ui/me.ts'
import { remember, remembered } from '../../ui/memory.ts'
import { productName, useTitle } from '../../ui/page-head.tsx'
import { useNarrow } from '../../ui/use-media.ts'
import type { Page } from '../pages.ts'
import { Bell } from './bell.tsx'
import { Crumbs } from './crumbs.tsx'
import { HelpButton } from './help-button.tsx'
import { Menu } from './menu.tsx'
import { Offline } from './offline.tsx'
import { regionOf } from './region.ts'
import { SignInAgain } from './sign-in-again.tsx'
import { UserMenu } from './user-menu.tsx'
import './frame.css'

const MenuDrawer = lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer }))
const RegionChoice = lazy(async () => ({ default: (await import('./region-choice.tsx')).RegionChoice }))

/** A unit that runs accounts sees its own alone: there is nothing to choose. */
function seesRegions({ unit, permissions }: Me): boolean {
  return !['hostUnit', 'contractor'].includes(unit.kind) && permissions.includes('region.read')
}

/** What surrounds every page of a signed-in person. */
export function Frame() {
  const me = useMe()
  const page = useMatches({ select: (matches) => matches.at(-1)?.staticData.page })
  const narrow = useNarrow()
  const [folded, setFolded] = useState(() => remembered('menu', 'open') === 'folded')
  const [drawer, setDrawer] = useState(false)
  const top = useTopHeight()
  useTitle(page?.title ?? productName)
  const fold = (value: boolean) => {
    setFolded(value)
    remember('menu', value ? 'folded' : 'open')
  }
  return (
    <div className="frame" style={{ ['--frame-top' as string]: `${top.height}px` }}>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="frame-top" ref={top.ref}>
        {me.demo ? (
          <div className="frame-note frame-demo">演示数据：本系统当前为演示模式，区划、单位、人员与数据均为虚构</div>
        ) : null}
        <Offline />
        <div className="frame-bar">
          {narrow ? (
            <Button type="text" icon={<MenuOutlined />} aria-label="打开菜单" onClick={() => setDrawer(true)} />
          ) : null}
          <Link to="/" search={regionOf(me.id) as never} className="frame-name">
            {productName}
          </Link>
          <span className="frame-unit" title={me.unit.name}>
            {me.unit.name}
          </span>
          {page?.byRegion && seesRegions(me) ? (
            <Suspense>
              <RegionChoice me={me} />
            </Suspense>
          ) : null}
          <Bell />
          <HelpButton page={page} />
          <UserMenu me={me} />
        </div>
      </header>
      {narrow ? (
        <span />
      ) : (
        <aside className={folded ? 'frame-side frame-side-narrow' : 'frame-side'} aria-label="菜单">
          <Menu at={page?.path} narrow={folded} onWiden={() => fold(false)} />
          <Button
            type="text"
            block
            icon={folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
            aria-label={folded ? '展开菜单' : '收起菜单'}
            onClick={() => fold(!folded)}
          />
        </aside>
      )}
      <main id="main" className="frame-main" tabIndex={-1}>
        <Crumbs page={page} />
        <Outlet />
      </main>
      {drawer ? (
        <Suspense>
          <MenuDrawer at={page?.path} onClose={() => setDrawer(false)} />
        </Suspense>
      ) : null}
      <SignInAgain me={me} />
      <FocusOnPage page={page} />
    </div>
  )
}

/** After a change of page a screen reader begins at its title. */
function FocusOnPage({ page }: { page: Page | undefined }) {
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is what the effect waits for
  useEffect(() => {
    if (first.current) first.current = false
    else document.getElementById('main')?.focus({ preventScroll: true })
  }, [page?.path])
  return null
}

/** Notices change the height of the header; the menu and sticky tables start below it. */
function useTopHeight() {
  const ref = useRef<HTMLElement>(null)
  const [height, setHeight] = useState(57)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const watch = new ResizeObserver(() => {
      setHeight(element.offsetHeight)
      document.documentElement.style.setProperty('--frame-top', `${element.offsetHeight}px`)
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { ref, height }
}
