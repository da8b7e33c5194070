import { useEffect, useRef } from 'react'
import { placeOf, sideOf } from './draft-form.ts'

/** Asks the page to show the side on which a field stands, then leads there. */
const asked = 'draft-go-to'

export function goTo(path: string): void {
  const place = placeOf(path)
  const side = sideOf(path)
  dispatchEvent(new CustomEvent(asked, { detail: side === 'settings' ? 'settings' : place.slice('draft-'.length) }))
  // The side is drawn first.
  setTimeout(() => {
    const element = document.getElementById(place) ?? document.getElementById(placeOf(path.split('.')[0] ?? path))
    element?.scrollIntoView({ block: 'center' })
    element?.focus({ preventScroll: true })
  }, 50)
}

/** Listens to `goTo`: `settings`, or the field of the text that is wanted. */
export function useGoTo(listen: (place: string) => void): void {
  const latest = useRef(listen)
  latest.current = listen
  useEffect(() => {
    const hear = (event: Event) => latest.current((event as CustomEvent<string>).detail)
    addEventListener(asked, hear)
    return () => removeEventListener(asked, hear)
  }, [])
}
