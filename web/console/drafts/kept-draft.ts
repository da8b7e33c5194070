import type { DraftForm } from './draft-form.ts'

/** What this browser holds of a manuscript until the server has it: too large, with its markup, for `localStorage`. */
export type Kept = { form: DraftForm; version: number; at: string }

const store = 'drafts'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('zhengmei', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(store)
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}

async function run<T>(mode: IDBTransactionMode, act: (at: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const asked = act(db.transaction(store, mode).objectStore(store))
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
  } finally {
    db.close()
  }
}

/** Tells whether the browser took it; without storage the page alone holds the text. */
export async function keepDraft(key: string, kept: Kept | null): Promise<boolean> {
  try {
    if (kept) await run('readwrite', (at) => at.put(kept, key))
    else await run('readwrite', (at) => at.delete(key))
    return true
  } catch {
    return false
  }
}

export async function keptDraft(key: string): Promise<Kept | null> {
  try {
    return ((await run('readonly', (at) => at.get(key))) as Kept | undefined) ?? null
  } catch {
    return null
  }
}
