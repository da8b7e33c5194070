/** Whether an address is a path of ours: whoever sends people to sign in must not send them on to another site. */
export function isLocalPath(to: string): boolean {
  if (to.length > 2000 || /[\p{Cc}\\]/u.test(to)) return false
  return to.startsWith('/') && !to.startsWith('//')
}
