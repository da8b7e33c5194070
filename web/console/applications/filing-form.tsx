import { Link } from '@tanstack/react-router'
import { platforms } from '../../../src/accounts/platforms.rules.ts'
import { Evidence, useMayAttach } from './evidence.tsx'
import { Field } from './field.tsx'
import { savedMask } from './form-values.ts'
import type { Editor } from './use-editor.ts'

/** What §6.2 files of an account, with the platform's proof of its certification. */
export function FilingForm({ editor }: { editor: Editor }) {
  const { view } = editor
  const mayAttach = useMayAttach(view) && view.editable
  return (
    <>
      {view.openingId ? (
        <p className="quiet">
          依据已同意的<Link to={`/applications/${view.openingId}` as '/'}>开设申请</Link>
          办理，平台、主办单位沿用开设申请。
        </p>
      ) : null}
      <section className="application-part">
        <h2>备案内容（指南§6.2）</h2>
        <div className="application-fields">
          <Field editor={editor} path="name" needed max={100} />
          <Fixed label="主办单位" text={view.hostUnitName} />
          <Fixed label="平台" text={platforms[view.platform].zh} />
          {view.platform === 'wechat' ? <Field editor={editor} path="variant" kind="variant" needed /> : null}
          <Field editor={editor} path="platformAccountId" needed max={100} extra="平台上的账号 ID，同一平台内不重复" />
          <Field editor={editor} path="certifiedBody" needed max={200} extra="与平台认证信息标明的机构一致" />
          <Field editor={editor} path="openedOn" kind="day" needed extra="账号在平台注册成功的日期" />
          <Field editor={editor} path="url" max={2000} placeholder="https://" label="账号链接（选填）" />
          <Field editor={editor} path="accountContactName" needed max={50} />
          <PhoneField editor={editor} path="accountContactPhone" needed />
          <Field editor={editor} path="unitContactName" needed max={50} />
          <PhoneField editor={editor} path="unitContactPhone" needed />
        </div>
        <Field editor={editor} path="intro" kind="text" max={2000} label="简介（选填）" />
      </section>
      <section className="application-part">
        <h2>认证证明与附件</h2>
        <Evidence view={view} of="certification" open={mayAttach} needed hint="平台认证通过页面的截图或认证证书" />
        <Evidence view={view} of="attachment" open={mayAttach} />
        {!mayAttach && view.files.length === 0 ? <p className="quiet">没有附件。</p> : null}
      </section>
    </>
  )
}

function Fixed({ label, text }: { label: string; text: string }) {
  return (
    <div className="application-fact">
      <div className="quiet">{label}</div>
      <div className="application-text">{text}</div>
    </div>
  )
}

/** A telephone number, masked once it is saved; left empty it stays as it was. */
export function PhoneField({ editor, path, needed = false }: { editor: Editor; path: string; needed?: boolean }) {
  const field = path.replace('fields.', '')
  const mask = savedMask(editor.view, field)
  if (!editor.canEdit(path)) {
    return <Fixed label={field === 'unitContactPhone' ? '单位联系人电话' : '账号联系人电话'} text={mask ?? '未填写'} />
  }
  return (
    <Field
      editor={editor}
      path={path}
      needed={needed && !mask}
      max={30}
      placeholder={mask ?? '手机号，或“区号-号码”'}
      {...(mask ? { extra: `已填写 ${mask}，留空则不改` } : {})}
    />
  )
}
