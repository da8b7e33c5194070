import { ApiOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { lazy, Suspense, useState } from 'react'
import {
  type AccountState,
  accountStates,
  type PlatformName,
  platformZh,
  type Variant,
} from '../../../src/accounts/platforms.rules.ts'
import type { Target } from '../../../src/publishing/content.contract.ts'
import { listDraftAccounts } from '../../../src/publishing/drafts.contract.ts'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import type { SettingsGiven } from './settings.tsx'

const VersionDrawer = lazy(async () => ({ default: (await import('./version-drawer.tsx')).VersionDrawer }))

/** As the contract keeps it: a platform of ours, in words. */
export function platformWord({ platform, variant }: { platform: string; variant: string | null }): string {
  // Both come from the account, whose columns hold nothing else.
  return platformZh(platform as PlatformName, variant as Variant | null)
}

export function WayWord({ way, zh }: { way: 'api' | 'handOver'; zh: string }) {
  return (
    <span className="draft-way">
      {way === 'api' ? <ApiOutlined aria-hidden /> : <UserOutlined aria-hidden />} {zh}
    </span>
  )
}

/** On which accounts it is to appear, and where it reads otherwise than in the manuscript. */
export function Targets({ editor, editable }: SettingsGiven) {
  const { form, view, write } = editor
  const { targets } = form.content
  const accounts = useAsk(listDraftAccounts, { query: { hostUnitId: view.hostUnitId } }, { staleTime: 60_000 })
  const [open, setOpen] = useState<string | null>(null)
  const rows = accounts.data?.rows ?? []
  const gone = targets.filter(({ accountId }) => accounts.data && !rows.some(({ id }) => id === accountId))
  const toggle = (accountId: string, chosen: boolean) =>
    write({
      targets: chosen
        ? [...targets, { accountId, title: null, digest: null, html: null }]
        : targets.filter((one) => one.accountId !== accountId),
    })
  const opened = targets.find(({ accountId }) => accountId === open)
  const account = rows.find(({ id }) => id === open)
  return (
    <fieldset className="draft-fieldset">
      <legend>发布账号{targets.length > 0 ? `（已选 ${targets.length} 个）` : ''}</legend>
      {accounts.isPending ? <p className="quiet">正在读取账号…</p> : null}
      {accounts.error ? <p role="alert">{accounts.error.message}</p> : null}
      {accounts.data && rows.length === 0 ? (
        <p className="quiet">本单位没有正常运营的账号，账号在台账中登记后才能发布。</p>
      ) : null}
      <ul className="draft-targets">
        {rows.map((row) => {
          const target = targets.find(({ accountId }) => accountId === row.id)
          return (
            <li key={row.id}>
              <Checkbox
                checked={Boolean(target)}
                disabled={!editable || (row.state !== 'active' && !target)}
                onChange={({ target: { checked } }) => toggle(row.id, checked)}
              >
                {row.name}
              </Checkbox>
              <div className="draft-target-words">
                <span className="quiet">{platformWord(row)}</span>
                {row.state === 'active' ? (
                  <WayWord way={row.way} zh={row.wayZh} />
                ) : (
                  <StateTag tone="ended">{accountStates[row.state as AccountState]}，不能发布</StateTag>
                )}
                {target ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${row.name}：${versionWord(target)}，查看`}
                    onClick={() => setOpen(row.id)}
                  >
                    {versionWord(target)}
                  </Button>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
      {gone.length > 0 ? (
        <p className="draft-fault">
          有 {gone.length} 个已选账号现在不能发布（已停用或不属于本单位）。
          {editable ? (
            <Button
              type="link"
              size="small"
              onClick={() => write({ targets: targets.filter((one) => !gone.includes(one)) })}
            >
              移除
            </Button>
          ) : null}
        </p>
      ) : null}
      {opened && account ? (
        <Suspense>
          <VersionDrawer
            editor={editor}
            target={opened}
            account={account}
            editable={editable}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      ) : null}
    </fieldset>
  )
}

function versionWord({ title, digest, html }: Target): string {
  const own = [title !== null && '标题', digest !== null && '摘要', html !== null && '正文'].filter(Boolean)
  return own.length === 0 ? '与主稿一致' : `${own.join('、')}另写`
}
