import { Link, useRouter } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import type { ReactNode } from 'react'
import { type Duty, duties } from '../../../src/units/duties.rules.ts'
import { may, type Permission, permissions } from '../../../src/units/permissions.rules.ts'
import { isApiError, messageOf } from '../../ui/api-error.ts'
import { PageHead } from '../../ui/page-head.tsx'
import type { Page } from '../pages.ts'

function DeadEnd({ title, children, ways }: { title: string; children: ReactNode; ways: ReactNode }) {
  return (
    <section className="panel" style={{ maxWidth: 720, margin: '48px auto' }}>
      <PageHead title={title} />
      <div className="reading">{children}</div>
      <Space style={{ marginTop: 16 }}>{ways}</Space>
    </section>
  )
}

const home = (
  <Link to="/" className="button-link">
    回到工作台
  </Link>
)

export function NotFound() {
  return (
    <DeadEnd title="没有这个页面" ways={home}>
      <p>地址可能不完整，或页面已移走。请核对链接，或从左侧菜单进入。</p>
    </DeadEnd>
  )
}

/** Says what is missing and whom to ask, instead of only refusing. */
export function Refused({ page, permission }: { page: Page; permission: Permission }) {
  const holders = (Object.keys(duties) as Duty[]).filter((duty) => may([duty], permission))
  return (
    <DeadEnd title={`您不能打开“${page.title}”`} ways={home}>
      <p>缺少的权限：{permissions[permission].zh}</p>
      <p>具有该权限的职责：{holders.map((duty) => duties[duty].zh).join('、')}</p>
      <p>确因工作需要的，请联系本级主管单位的安全管理员，在“人员与职责”中调整您的职责。</p>
    </DeadEnd>
  )
}

/** A page that failed: what happened, and a way to go on. */
export function Broken({ error }: { error: unknown }) {
  const router = useRouter()
  const ways = (
    <>
      <Button type="primary" onClick={() => void router.invalidate()}>
        重试
      </Button>
      <Button onClick={() => window.location.reload()}>重新载入</Button>
    </>
  )
  return (
    <DeadEnd title="页面未能打开" ways={ways}>
      <p>{isApiError(error) ? messageOf(error) : '页面可能已更新，请重新载入；仍不能打开的，请联系系统管理员。'}</p>
    </DeadEnd>
  )
}
