import { useSyncExternalStore } from 'react'

/** Whether the window fits a media query, now and as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}

/** The menu becomes a drawer. */
export const useNarrow = () => useMedia('(max-width: 767px)')
/** Tables become cards. */
export const usePhone = () => useMedia('(max-width: 599px)')
