import { useEffect, useRef } from 'react'
import { evidenceRoleNames, evidenceRoles } from '../../../src/accounts/lifecycle.rules.ts'
import type { FormFault } from '../../../src/accounts/opening-form.rules.ts'
import { placeOf } from './field.tsx'
import type { Editor } from './use-editor.ts'

/** Missing evidence is told by its name; its place is the one of that kind of paper. */
function targetOf({ path, message }: FormFault): string {
  if (path !== 'files') return placeOf(path)
  const role = evidenceRoleNames.find((name) => message.includes(evidenceRoles[name]))
  return placeOf(`files.${role ?? 'attachment'}`)
}

function goTo(target: string): void {
  const place = document.getElementById(target)
  place?.scrollIntoView({ block: 'center' })
  place?.focus({ preventScroll: true })
}

function Links({ faults }: { faults: Editor['faults'] }) {
  return (
    <ul>
      {faults.map((fault) => (
        <li key={`${fault.path} ${fault.message}`}>
          <a
            href={`#${targetOf(fault)}`}
            onClick={(event) => {
              event.preventDefault()
              goTo(targetOf(fault))
            }}
          >
            {fault.message}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What is still missing: a quiet count while filling in, the whole list with the focus on it after an attempt. */
export function Faults({ editor: { faults, attempted, view } }: { editor: Editor }) {
  const box = useRef<HTMLDivElement>(null)
  const loud = attempted && faults.length > 0
  useEffect(() => {
    if (loud) box.current?.focus()
  }, [loud])
  if (faults.length === 0 || view.openSteps.length === 0) return null
  if (loud) {
    return (
      <div ref={box} role="alert" tabIndex={-1} className="form-errors">
        <strong>还有 {faults.length} 处需要完善，完善后再提交</strong>
        <Links faults={faults} />
      </div>
    )
  }
  return (
    <details className="application-gaps">
      <summary>还差 {faults.length} 项，点开查看</summary>
      <Links faults={faults} />
    </details>
  )
}
