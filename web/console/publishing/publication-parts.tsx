import { Link } from '@tanstack/react-router'
import { Descriptions, Timeline } from 'antd'
import type { ReactNode } from 'react'
import { ways } from '../../../src/publishing/publication.rules.ts'
import type { PublicationView } from '../../../src/publishing/publications.contract.ts'
import { reviewLevels } from '../../../src/review/three-review.rules.ts'
import { Explain } from '../../ui/explain.tsx'
import { useMay } from '../../ui/me.ts'
import { When } from '../../ui/when.tsx'
import { pageAt } from '../pages.ts'
import { verifiedWords } from './next-words.ts'
import { platformName } from './platform-name.ts'

type Given = { view: PublicationView }

/** 登记: what, where, when, and which version. */
export function Facts({ view }: Given) {
  const readsDrafts = useMay('draft.read')
  const item = (label: string, children: ReactNode) => ({ key: label, label, children })
  const version = `第 ${view.draftVersion} 版`
  const items = [
    item('登记号', <span className="num">{view.number}</span>),
    item(
      '账号',
      <Link to={`/accounts/${view.accountId}` as '/'}>
        {view.accountName}（{platformName(view.platform)}）
      </Link>,
    ),
    item('主办单位', view.hostUnitName),
    item('发布方式', ways[view.way]),
    item('计划时间', <When at={view.scheduledAt} />),
    item('发布时间', <When at={view.publishedAt} none="尚未发布" />),
    item('网址', <Url view={view} />),
    item(
      '签署的稿件',
      readsDrafts && pageAt('/drafts/$id') ? <Link to={`/drafts/${view.draftId}` as '/'}>{version}</Link> : version,
    ),
    item(
      '内容校验值',
      <>
        <code className="publication-hash">{view.hash}</code>
        <Explain title="内容校验值">
          <p>
            由标题、正文、图片、目标账号和发布时间算出（SHA-256）。三位审核人签署的就是这个值对应的内容；改动一个字、换一张图，校验值就不同，原来的签署不再有效，须重新审核后才能发布（指南§8.2.1）。
          </p>
          <p>发布凭证中载有同一个值，可据此证明发出的内容与签署的内容一致。</p>
        </Explain>
      </>,
    ),
    item(
      '提交发布',
      <>
        {view.createdByName} <When at={view.createdAt} />
      </>,
    ),
    ...(view.registeredByName ? [item('登记网址', view.registeredByName)] : []),
    ...(view.verified
      ? [
          item(
            '网址核对',
            <>
              {verifiedWords[view.verified].next}
              {view.verifiedAt ? (
                <span className="quiet">
                  （<When at={view.verifiedAt} />）
                </span>
              ) : null}
            </>,
          ),
        ]
      : []),
  ]
  return (
    <section className="panel" aria-label="登记内容">
      <h2>登记内容</h2>
      <Descriptions column={1} size="small" bordered items={items} styles={{ label: { width: 104 } }} />
    </section>
  )
}

function Url({ view }: Given) {
  if (!view.url) return <span className="quiet">—</span>
  return (
    <a className="publication-url" href={view.url} target="_blank" rel="noopener noreferrer nofollow">
      {view.url}
    </a>
  )
}

/** Who signed exactly this content, level by level. */
export function Signatures({ view }: Given) {
  return (
    <section className="panel" aria-label="审核签署">
      <h2>审核签署</h2>
      {view.signatures.length === 0 ? <p className="quiet">没有签署记录。</p> : null}
      <ol className="publication-signatures">
        {view.signatures.map((one) => (
          <li key={`${one.stepName} ${one.at}`}>
            <div className="publication-line">
              <strong>{one.stepName}</strong>
              {one.level && reviewLevels[one.level].zh !== one.stepName ? (
                <span className="quiet">{reviewLevels[one.level].zh}</span>
              ) : null}
              <span>
                {one.userName}
                {one.onBehalfName ? `（代${one.onBehalfName}）` : ''}
              </span>
              <span className="quiet">
                <When at={one.at} />
              </span>
            </div>
            <div className="publication-opinion">{one.opinion || '同意'}</div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** 严重 findings that the third reviewer let pass, with the reason; none is the usual case and takes no room. */
export function Releases({ view }: Given) {
  if (view.releases.length === 0) return null
  return (
    <section className="panel" aria-label="三审放行">
      <h2>三审放行的严重问题</h2>
      <ul className="publication-signatures">
        {view.releases.map((one) => (
          <li key={`${one.message} ${one.at}`}>
            <strong>{one.message}</strong>
            <div className="publication-opinion">
              理由：{one.reason}{' '}
              <span className="quiet">
                {one.byName} <When at={one.at} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The one timeline of everything that was tried, answered and decided, the newest first. */
export function Events({ view }: Given) {
  const events = [...view.events].sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
  return (
    <section className="panel" aria-label="经过">
      <h2>经过</h2>
      <Timeline
        items={events.map((one) => ({
          key: one.id,
          content: (
            <>
              <div className="publication-opinion">{one.title}</div>
              <span className="quiet">
                <When at={one.at} /> {one.actorName}
              </span>
            </>
          ),
        }))}
      />
    </section>
  )
}
