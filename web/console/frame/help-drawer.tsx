import { Drawer } from 'antd'
import type { Page } from '../pages.ts'
import { glossary, pageHelp } from './help.ts'

export function HelpDrawer({ page, onClose }: { page: Page | undefined; onClose: () => void }) {
  const lines = page ? pageHelp[page.path] : undefined
  return (
    <Drawer open onClose={onClose} title="帮助" size={420}>
      {page && lines ? (
        <section style={{ marginBottom: 24 }}>
          <h2 style={{ fontSize: 16 }}>{page.title}</h2>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ) : null}
      <h2 style={{ fontSize: 16, marginBottom: 8 }}>名词解释</h2>
      <dl className="help-terms">
        {glossary.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Drawer>
  )
}
