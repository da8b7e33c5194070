import { Descriptions, Drawer } from 'antd'
import { type ConnectionView, removeConnection, viewConnection } from '../../../src/platforms/connections.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { queryClient, useAsk } from '../../ui/queries.ts'
import { useNarrow } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { platformName } from '../publishing/platform-name.ts'
import { ConnectionForm } from './connection-form.tsx'
import { Authorisation, ConnectionTag, Remark } from './connection-words.tsx'
import { aboutOf } from './platform-fields.ts'

/** One account's connection: how it stands, what the platform allows, and its settings for whoever keeps them. */
export function ConnectionDrawer({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const narrow = useNarrow()
  const { data, error } = useAsk(viewConnection, { params: { id: accountId } }, { staleTime: 0 })
  return (
    <Drawer
      open
      title={data ? `${data.accountName}（${platformName(data.platform)}）` : '平台对接'}
      size={narrow ? '100%' : 640}
      onClose={onClose}
    >
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? <Connection view={data} onClose={onClose} /> : null}
    </Drawer>
  )
}

function Connection({ view, onClose }: { view: ConnectionView; onClose: () => void }) {
  const manages = useMay('connection.manage')
  const items = [
    { key: 'state', label: '状态', children: <ConnectionTag row={view} /> },
    { key: 'unit', label: '主办单位', children: view.hostUnitName },
    { key: 'ends', label: '授权有效期', children: <Authorisation row={view} /> },
    { key: 'remark', label: '说明', children: <Remark row={view} /> },
    ...(view.updatedByName
      ? [
          {
            key: 'updated',
            label: '最近设置',
            children: (
              <>
                {view.updatedByName} <When at={view.updatedAt} />
              </>
            ),
          },
        ]
      : []),
  ]
  return (
    <div className="connection-parts">
      <Descriptions column={1} size="small" bordered items={items} styles={{ label: { width: 104 } }} />
      {view.possible ? <Abilities platform={view.platform} /> : null}
      {view.possible && manages ? (
        <>
          <ConnectionForm key={view.version ?? 0} view={view} />
          {view.version === null ? null : (
            <div className="connection-remove">
              <ConfirmDo
                label="删除对接"
                danger
                consequence="删除后密钥和授权一并清除，不能恢复；该账号尚未发出的内容不能再自动发布，须改为人工发布。已发布的登记不受影响。"
                onConfirm={async () => {
                  await call(removeConnection, { params: { id: view.accountId } })
                  await queryClient.invalidateQueries({
                    predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/connections'),
                  })
                  onClose()
                }}
              />
            </div>
          )}
        </>
      ) : null}
      {view.possible && !manages ? <p className="quiet">对接由主办单位的账号管理员设置。</p> : null}
    </div>
  )
}

/** What the platform can and cannot do, before anybody expects it. */
function Abilities({ platform }: { platform: string }) {
  const about = aboutOf(platform)
  if (!about) return null
  const part = (title: string, lines: readonly string[]) => (
    <section>
      <h2>{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
  return (
    <div className="connection-abilities">
      {part('可以自动办理', about.can)}
      {part('平台不支持', about.cannot)}
      {part('对接前须先办理', about.before)}
    </div>
  )
}
