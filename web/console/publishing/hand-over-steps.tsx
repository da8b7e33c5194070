import { CheckCircleOutlined, CopyOutlined, DownloadOutlined, LinkOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { PlatformName } from '../../../src/accounts/platforms.rules.ts'
import { showMedia } from '../../../src/publishing/media.contract.ts'
import type { FrozenContent, PublicationView } from '../../../src/publishing/publications.contract.ts'
import { addressOf } from '../../ui/api.ts'
import { useToast } from '../../ui/toast.tsx'
import { saveFile } from '../checker/save-file.ts'
import { bodyForCopy, copyBoth, pictureName } from './hand-over.ts'
import { platformName } from './platform-name.ts'
import { RegisterForm } from './register-form.tsx'

/** Where people publish by hand. */
const desks: Partial<Record<PlatformName, string>> = {
  wechat: 'https://mp.weixin.qq.com/',
  weibo: 'https://weibo.com/',
  toutiao: 'https://mp.toutiao.com/',
  douyin: 'https://creator.douyin.com/',
  channels: 'https://channels.weixin.qq.com/',
  kuaishou: 'https://cp.kuaishou.com/',
  bilibili: 'https://member.bilibili.com/',
}

/** 人工发布, step by step: what was signed is copied, not typed again. */
export function HandOver({ view }: { view: PublicationView }) {
  const { outgoing } = view
  const desk = desks[view.platform as PlatformName]
  return (
    <section className="panel hand-over" aria-label="人工发布">
      <h2>人工发布：请按下列步骤办理</h2>
      <ol className="hand-over-steps">
        <Step n={1} title="复制标题">
          <CopyLine label="标题" text={outgoing.title} />
          {outgoing.author ? <CopyLine label="作者" text={outgoing.author} /> : null}
          {outgoing.digest ? <CopyLine label="摘要" text={outgoing.digest} /> : null}
          {outgoing.link ? <CopyLine label="原文链接" text={outgoing.link} /> : null}
        </Step>
        <Step n={2} title="复制正文">
          <Body outgoing={outgoing} />
        </Step>
        <Step n={3} title="保存图片">
          <Files outgoing={outgoing} />
        </Step>
        <Step n={4} title={`到${platformName(view.platform)}后台发布`}>
          <p>
            登录“{view.accountName}
            ”的平台后台，粘贴标题和正文，按次序插入图片，核对无误后发布。内容须与签署的一致，不得改动。
          </p>
          {desk ? (
            <a href={desk} target="_blank" rel="noopener noreferrer">
              <Button icon={<LinkOutlined />} tabIndex={-1}>
                打开平台后台
              </Button>
            </a>
          ) : null}
        </Step>
        <Step n={5} title="填写网址登记">
          <RegisterForm view={view} />
        </Step>
      </ol>
    </section>
  )
}

function Step({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  return (
    <li className="hand-over-step">
      <h3>
        <span className="hand-over-number" aria-hidden="true">
          {n}
        </span>
        <span className="visually-hidden">步骤 {n} </span>
        {title}
      </h3>
      {children}
    </li>
  )
}

function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <div className="hand-over-line">
      <div className="hand-over-text">
        <span className="quiet">{label}：</span>
        {text}
      </div>
      <CopyButton label={`复制${label}`} copy={{ html: escaped(text), text }} said={`${label}已复制`} />
    </div>
  )
}

function Body({ outgoing }: { outgoing: FrozenContent }) {
  const n = outgoing.pictures.length
  return (
    <>
      <p>
        复制后粘贴到平台的编辑器，格式一并带入；平台只收纯文字的，粘贴出来就是纯文字。
        {n > 0 ? `正文中有 ${n} 处“此处插入图片”，插入图片后须删除提示。` : ''}
      </p>
      <CopyButton label="复制正文" copy={bodyForCopy(outgoing)} said="正文已复制（含格式和纯文字两种）" primary />
      <details className="hand-over-body">
        <summary>查看正文</summary>
        <div className="reading">{outgoing.text}</div>
      </details>
    </>
  )
}

type CopyGiven = { label: string; copy: { html: string; text: string }; said: string; primary?: boolean }

/** Copies, and says in words that it has. */
function CopyButton({ label, copy, said, primary = false }: CopyGiven) {
  const [told, setTold] = useState<{ ok: boolean; words: string } | null>(null)
  const run = async () => {
    setTold(null)
    try {
      await copyBoth(copy)
      setTold({ ok: true, words: said })
    } catch {
      setTold({ ok: false, words: '浏览器不允许复制，请选中文字后自行复制' })
    }
  }
  return (
    <span className="hand-over-copy">
      <Button type={primary ? 'primary' : 'default'} icon={<CopyOutlined />} onClick={() => void run()}>
        {label}
      </Button>
      <span role="status" className={told?.ok ? 'hand-over-said' : ''}>
        {told ? (
          <>
            {told.ok ? <CheckCircleOutlined /> : null} {told.words}
          </>
        ) : null}
      </span>
    </span>
  )
}

/** Pictures in the order of the body, then cover, video and attachments, each saved under its number. */
function Files({ outgoing }: { outgoing: FrozenContent }) {
  const { pictures, cover, video, attachments } = outgoing
  const others = [
    ...(cover ? [{ ...cover, what: '封面', picture: true }] : []),
    ...(video ? [{ ...video, what: '视频', picture: false }] : []),
    ...attachments.map((one) => ({ ...one, what: '附件', picture: false })),
  ]
  if (pictures.length + others.length === 0) return <p className="quiet">本篇没有图片，可直接进行下一步。</p>
  return (
    <>
      <p>按次序逐张保存；手机上也可长按图片保存。全部文件也在上方“交接包”中。</p>
      <ul className="hand-over-files">
        {pictures.map(({ id, name, alt }, at) => (
          <File key={id} id={id} what={`图片 ${at + 1}`} name={pictureName(at + 1, name)} alt={alt} picture />
        ))}
        {others.map(({ id, name, what, picture }) => (
          <File key={`${what} ${id}`} id={id} what={what} name={`${what}-${name}`} alt={what} picture={picture} />
        ))}
      </ul>
    </>
  )
}

type FileGiven = { id: string; what: string; name: string; alt: string; picture: boolean }

function File({ id, what, name, alt, picture }: FileGiven) {
  const message = useToast()
  const [busy, setBusy] = useState(false)
  const address = addressOf(showMedia, { params: { id } })
  const save = async () => {
    setBusy(true)
    try {
      await saveAs(address, name)
    } catch {
      message.error(`${what}没有取到，请检查网络后重试`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li>
      {picture ? <img src={address} alt={alt || what} loading="lazy" /> : null}
      <span className="hand-over-file-name">
        {what} <span className="quiet">{name}</span>
      </span>
      <Button icon={<DownloadOutlined />} loading={busy} aria-label={`保存${what}`} onClick={() => void save()}>
        保存
      </Button>
    </li>
  )
}

/** Under our name, which keeps the order; the server's own would not. */
async function saveAs(address: string, name: string): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`status ${response.status}`)
  saveFile(name, await response.blob())
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)
}
