import {
  ApiOutlined,
  AuditOutlined,
  BarChartOutlined,
  CommentOutlined,
  DashboardOutlined,
  DownOutlined,
  EyeOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  IdcardOutlined,
  NotificationOutlined,
  PartitionOutlined,
  SettingOutlined,
  TrophyOutlined,
} from '@ant-design/icons'
import { Link, useLocation } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import type { Permission } from '../../../src/units/permissions.rules.ts'
import { useMe } from '../../ui/me.ts'
import { type MenuGroup, menuGroups, type Page, pageAt, pages } from '../pages.ts'
import { regionOf } from './region.ts'

const icons: Record<MenuGroup, ComponentType> = {
  工作台: DashboardOutlined,
  矩阵: PartitionOutlined,
  账号管理: IdcardOutlined,
  内容: FileTextOutlined,
  文本检查: FileSearchOutlined,
  监测: EyeOutlined,
  通报整改: AuditOutlined,
  互动: CommentOutlined,
  服务: ApiOutlined,
  调度: NotificationOutlined,
  考核: TrophyOutlined,
  数据: BarChartOutlined,
  系统: SettingOutlined,
}

/** The groups that this person has any page of, with those pages. */
function menuFor(permissions: readonly Permission[]): { group: MenuGroup; entries: Page[] }[] {
  const mine = pages.filter((page) => !page.permission || permissions.includes(page.permission))
  return menuGroups
    .map((group) => ({ group, entries: mine.filter((page) => page.group === group) }))
    .filter(({ entries }) => entries.length > 0)
}

/** The page itself or the page above it: whichever has an entry. */
function entryOf(path: string | undefined): string | undefined {
  const page = path === undefined ? undefined : pageAt(path)
  if (!page || page.group) return page?.path
  return entryOf(page.above)
}

type Given = { at: string | undefined; narrow?: boolean; onWiden?: () => void; onChosen?: () => void }

/** The menu. `narrow` shows icons only. */
export function Menu({ at, narrow = false, onWiden, onChosen }: Given) {
  const { permissions } = useMe()
  const [closed, setClosed] = useState<readonly MenuGroup[]>([])
  const here = entryOf(at)
  const toggle = (group: MenuGroup) =>
    setClosed((now) => (now.includes(group) ? now.filter((g) => g !== group) : [...now, group]))
  return (
    <nav aria-label="主菜单" className={narrow ? 'menu menu-narrow' : 'menu'}>
      <ul>
        {menuFor(permissions).map(({ group, entries }) => {
          const Icon = icons[group]
          const [only] = entries
          const inside = entries.some((entry) => entry.path === here)
          if (only && entries.length === 1 && only.title === group) {
            return (
              <li key={group}>
                <Entry page={only} here={here} onChosen={onChosen}>
                  <Icon />
                  <span className="menu-word">{group}</span>
                </Entry>
              </li>
            )
          }
          const open = !narrow && !closed.includes(group)
          return (
            <li key={group}>
              <button
                type="button"
                className={inside ? 'menu-group menu-inside' : 'menu-group'}
                aria-expanded={open}
                title={narrow ? group : undefined}
                onClick={() => (narrow ? onWiden?.() : toggle(group))}
              >
                <Icon />
                <span className="menu-word">{group}</span>
                <DownOutlined className={open ? 'menu-arrow menu-arrow-open' : 'menu-arrow'} />
              </button>
              {open ? (
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.path}>
                      <Entry page={entry} here={here} below onChosen={onChosen}>
                        {entry.title}
                      </Entry>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

type EntryGiven = {
  page: Page
  here: string | undefined
  /** Below its group's name. */
  below?: boolean
  onChosen: (() => void) | undefined
  children: React.ReactNode
}

function Entry({ page, here, below = false, onChosen, children }: EntryGiven) {
  const { pathname } = useLocation()
  const { id } = useMe()
  const current = page.path === here ? (pathname === page.path ? 'page' : 'true') : undefined
  return (
    <Link
      to={page.path as '/'}
      search={(page.byRegion ? regionOf(id) : {}) as never}
      className={['menu-entry', below && 'menu-entry-below', current && 'menu-here'].filter(Boolean).join(' ')}
      aria-current={current}
      title={page.title}
      onClick={() => onChosen?.()}
    >
      {children}
    </Link>
  )
}
