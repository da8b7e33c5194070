import { useMemo } from 'react'
import { sanitize } from '../../../src/publishing/sanitize.rules.ts'
import { withPictures } from './preview-content.ts'
import './body/body.css'

/** A body as it is read. It goes through the one sanitiser first, whatever the server has sent. */
export function Article({ html }: { html: string }) {
  const clean = useMemo(() => withPictures(sanitize(html).html), [html])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the sanitiser's own output, with addresses of our store
  return <div className="draft-article" dangerouslySetInnerHTML={{ __html: clean }} />
}
