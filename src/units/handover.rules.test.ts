import { describe, expect, test } from 'vitest'
import type { Duty } from './duties.rules.ts'
import { type OpenWork, successorRefusal } from './handover.rules.ts'

const from = { id: 'a', unitId: 'u', active: true, duties: ['editor'] as Duty[] }
const sound = { id: 'b', unitId: 'u', active: true, duties: ['editor', 'responder'] as Duty[] }
const assignment: OpenWork = { kind: 'accountPerson', id: '1', title: '临溪教育', duty: 'editor', blocked: null }
const batch: OpenWork = { kind: 'importBatch', id: '2', title: '十月数据.xlsx', duty: null, blocked: null }

describe('who can take over', () => {
  test.each<[string, object, OpenWork[], string | null]>([
    ['a colleague with the duties', {}, [assignment, batch], null],
    ['a colleague for work that asks for no duty', { duties: ['responder'] }, [batch], null],
    ['the leaver herself', { id: 'a' }, [assignment], '本人'],
    ['someone who has left', { active: false }, [assignment], '停用'],
    ['someone of another unit', { unitId: 'v' }, [assignment], '同一单位'],
    ['a colleague without the duty', { duties: ['responder'] }, [assignment, batch], '编辑'],
    ['anyone, while something is running', {}, [{ ...batch, blocked: '正在进行' }], '正在进行'],
  ])('%s', (_case, change, items, refusal) => {
    const said = successorRefusal(from, { ...sound, ...change }, items)
    if (refusal === null) expect(said).toBeNull()
    else expect(said).toContain(refusal)
  })
})
