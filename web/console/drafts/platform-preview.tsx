import { CheckCircleOutlined, ExclamationCircleOutlined, PictureOutlined, PlayCircleOutlined } from '@ant-design/icons'
import type { ComponentType, ReactNode } from 'react'
import type { z } from 'zod'
import { lengthOf, limitsOf } from '../../../src/platforms/limits.rules.ts'
import { weiboLength, weiboStatus } from '../../../src/platforms/weibo/status.rules.ts'
import type { DraftContent } from '../../../src/publishing/content.contract.ts'
import { originKinds } from '../../../src/publishing/draft.rules.ts'
import type { DraftAccount } from '../../../src/publishing/drafts.contract.ts'
import { picturesIn, textOf } from '../../../src/publishing/html-text.rules.ts'
import { Article } from './article.tsx'
import { titleOf } from './draft-words.tsx'
import { mediaAddress } from './picture-address.ts'
import { contentFor, refusalsFor } from './preview-content.ts'

type Account = z.output<typeof DraftAccount>
type Given = { content: DraftContent; account: Account; hostUnitName: string }

/** One account's version about as its platform shows it, with what the platform would refuse. */
export function PlatformPreview({ content, account, hostUnitName }: Given) {
  const own = contentFor(content, account.id)
  const Shown = looks[account.platform] ?? ArticleLook
  const refusals = refusalsFor(own, account.platform)
  return (
    <div className="preview">
      {refusals.length > 0 ? (
        <div className="preview-refusals">
          <strong>
            <ExclamationCircleOutlined /> {account.way === 'api' ? '平台不会接受' : '按平台规则须注意'}
          </strong>
          <ul>
            {refusals.map(({ field, zh }) => (
              <li key={field + zh}>{zh}</li>
            ))}
          </ul>
        </div>
      ) : limitsOf(account.platform) ? (
        <p className="preview-fine">
          <CheckCircleOutlined /> 符合平台对长度、图片等的要求
        </p>
      ) : null}
      <Shown content={own} account={account} hostUnitName={hostUnitName} />
      <Lengths content={own} platform={account.platform} />
    </div>
  )
}

const looks: Record<string, ComponentType<Given>> = {
  wechat: ArticleLook,
  weibo: WeiboLook,
  toutiao: ArticleLook,
  douyin: VideoLook,
  channels: VideoLook,
  kuaishou: VideoLook,
}

/** 微信、头条: an article on the screen of a phone. */
function ArticleLook({ content, account, hostUnitName }: Given) {
  const { origin } = content
  return (
    <Phone label={`${account.name}的文章预览`}>
      <div className="preview-title">{titleOf(content.title)}</div>
      <div className="preview-byline">
        {origin.kind === 'original' ? <span className="preview-origin">原创</span> : null}
        {content.author || hostUnitName} <span className="preview-account">{account.name}</span>
      </div>
      <Article html={content.html} />
      {origin.kind !== 'original' ? (
        <p className="quiet">
          {originKinds[origin.kind]}，来源：{origin.sourceName || '（未填）'}
        </p>
      ) : null}
      {content.link && account.platform === 'wechat' ? <div className="preview-more">阅读原文</div> : null}
    </Phone>
  )
}

/** 微博: a card with the words as they are sent, the first picture, and the link. */
function WeiboLook({ content, account }: Given) {
  const text = textOf(content.html)
  const status = weiboStatus({ title: content.title, text, link: content.link })
  const [picture] = picturesIn(content.html)
  return (
    <Phone label={`${account.name}的微博预览`}>
      <div className="preview-weibo-head">{account.name}</div>
      <p className="preview-weibo">{status || '（没有文字）'}</p>
      {picture ? <img className="preview-weibo-picture" src={mediaAddress(picture.id)} alt={picture.alt} /> : null}
    </Phone>
  )
}

/** 抖音 and the like: the cover with its caption. */
function VideoLook({ content, account }: Given) {
  const caption = content.title.trim() || content.digest || textOf(content.html).slice(0, 100)
  return (
    <Phone label={`${account.name}的作品预览`} dark>
      <div className="preview-cover">
        {content.coverId ? (
          <img src={mediaAddress(content.coverId)} alt="封面" />
        ) : (
          <span>
            {content.videoId ? <PlayCircleOutlined /> : <PictureOutlined />} {content.videoId ? '未选封面' : '未选视频'}
          </span>
        )}
      </div>
      <div className="preview-caption">
        <strong>@{account.name}</strong>
        <p>{caption || '（没有文案）'}</p>
      </div>
    </Phone>
  )
}

function Phone({ label, dark = false, children }: { label: string; dark?: boolean; children: ReactNode }) {
  return (
    <section className={dark ? 'preview-phone preview-dark' : 'preview-phone'} aria-label={label}>
      {children}
    </section>
  )
}

/** How much of each bound is used. */
function Lengths({ content, platform }: { content: DraftContent; platform: string }) {
  const limit = limitsOf(platform)
  if (!limit) return <p className="quiet">没有该平台的长度规定，以平台发布页面的提示为准。</p>
  const text = textOf(content.html)
  const lines = [
    limit.title ? `标题 ${lengthOf(content.title)} / ${limit.title.max ?? '不限'} 字` : null,
    limit.title?.advised && lengthOf(content.title) > limit.title.advised
      ? `标题超过 ${limit.title.advised} 字时，部分账号不接受，列表中也显示不全`
      : null,
    limit.digest ? `摘要 ${lengthOf(content.digest)} / ${limit.digest.max ?? '不限'} 字` : null,
    limit.body?.weibo
      ? `微博（含标题和链接）${weiboLength(weiboStatus({ title: content.title, text, link: content.link }))} / ${limit.body.weibo} 字`
      : null,
    limit.body?.characters ? `正文（含格式）${lengthOf(content.html)} / ${limit.body.characters} 字符` : null,
  ].filter((line) => line !== null)
  return lines.length > 0 ? <p className="quiet">{lines.join('；')}</p> : null
}
