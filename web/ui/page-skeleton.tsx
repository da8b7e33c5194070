import { Skeleton } from 'antd'

export function PageSkeleton() {
  return (
    <div style={{ padding: 24 }} aria-busy="true">
      <span className="visually-hidden">正在载入</span>
      <Skeleton active title={false} paragraph={{ rows: 8 }} />
    </div>
  )
}
