import { type ReactNode, useEffect } from 'react'
import './page-head.css'

export const productName = '政媒通'

/** The browser's title of the page or case that is open. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${productName}`
  }, [title])
}

type Given = {
  title: string
  /** One sentence: what the page is for, or the state of the case. */
  description?: ReactNode
  /** Buttons; the most important one first. */
  actions?: ReactNode
  /** Beside the title: the state as a `StateTag`. */
  tags?: ReactNode
}

/** The one h1 of a page, with what can be done here. */
export function PageHead({ title, description, actions, tags }: Given) {
  useTitle(title)
  return (
    <header className="page-head">
      <div className="page-head-words">
        <div className="page-head-title">
          <h1 id="page-title" tabIndex={-1}>
            {title}
          </h1>
          {tags}
        </div>
        {description ? <div className="quiet">{description}</div> : null}
      </div>
      {actions ? <div className="page-head-actions no-print">{actions}</div> : null}
    </header>
  )
}
