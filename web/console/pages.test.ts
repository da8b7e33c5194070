import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { menuGroups, pageAt, pages } from './pages.ts'

describe('the pages of the console', () => {
  it('have an address each', () => {
    const paths = pages.map((page) => page.path)
    expect(paths).toEqual([...new Set(paths)])
  })

  it('stand below pages that exist, and not below themselves', () => {
    for (const page of pages) {
      const seen = new Set([page.path])
      for (let above = page.above; above !== undefined; above = pageAt(above)?.above) {
        expect(pageAt(above), `${page.path} stands below ${above}`).toBeDefined()
        expect(seen, `${page.path} stands below itself`).not.toContain(above)
        seen.add(above)
      }
    }
  })

  it('belong to a chapter of the menu and need no parameter when they are an entry there', () => {
    for (const { path, group } of pages.filter((page) => page.group)) {
      expect(menuGroups).toContain(group)
      expect(path).not.toContain('$')
    }
  })

  it('are files that have a Page', () => {
    const table = readFileSync('web/console/pages.ts', 'utf8')
    const files = [...table.matchAll(/import\('\.\/([^']+)'\)/g)].map(([, file]) => `web/console/${file}`)
    expect(files).toHaveLength(pages.length)
    for (const file of files) {
      expect(existsSync(file), file).toBe(true)
      expect(readFileSync(file, 'utf8'), file).toContain('export function Page()')
    }
  })
})
