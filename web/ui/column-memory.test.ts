import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseColumns, shownColumns } from './column-memory.ts'

const columns = [
  { key: 'name', always: true },
  { key: 'platform' },
  { key: 'followers' },
  { key: 'tags', hiddenAtFirst: true },
]

/** The part of the browser's storage that is used. */
function storage(kept = new Map<string, string>()) {
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

let browser: ReturnType<typeof storage>
beforeEach(() => {
  browser = storage()
  vi.stubGlobal('localStorage', browser)
})
afterEach(() => vi.unstubAllGlobals())

describe('the columns of a table', () => {
  it('are the default until somebody chooses', () => {
    expect(shownColumns(columns, 'accounts')).toEqual(['name', 'platform', 'followers'])
  })

  it('stay as chosen, in the table’s order, for that table alone', () => {
    chooseColumns(columns, 'accounts', ['tags', 'followers'])
    expect(shownColumns(columns, 'accounts')).toEqual(['name', 'followers', 'tags'])
    expect(shownColumns(columns, 'posts')).toEqual(['name', 'platform', 'followers'])
  })

  it('show a column that is added later, and forget one that is gone', () => {
    chooseColumns(columns, 'accounts', ['followers'])
    const later = [...columns.filter(({ key }) => key !== 'followers'), { key: 'level' }]
    expect(shownColumns(later, 'accounts')).toEqual(['name', 'level'])
  })

  it('leave nothing behind when the default is chosen again', () => {
    chooseColumns(columns, 'accounts', ['followers'])
    chooseColumns(columns, 'accounts', ['name', 'platform', 'followers'])
    expect(browser.kept.size).toBe(0)
  })

  it('are the default when the memory is spoilt or forbidden', () => {
    browser.setItem('zhengmei.columns.accounts', '{"hidden":7,"shown":')
    expect(shownColumns(columns, 'accounts')).toEqual(['name', 'platform', 'followers'])
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    expect(shownColumns(columns, 'accounts')).toEqual(['name', 'platform', 'followers'])
    expect(() => chooseColumns(columns, 'accounts', ['tags'])).not.toThrow()
  })
})
