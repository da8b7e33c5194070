/** Colours that say only a colour: hexadecimal, `rgb(…)` of whole numbers, or a plain name. */
const colour = /^(#[0-9a-f]{3}|#[0-9a-f]{6}|rgb\(\d{1,3},\d{1,3},\d{1,3}\)|[a-z]{3,20})$/

/** The style that a manuscript may carry: property by property, what its value may be. Whatever is not here is dropped. */
const allowed: Readonly<Record<string, RegExp>> = {
  'text-align': /^(left|center|right|justify)$/,
  color: colour,
  'background-color': colour,
  'font-weight': /^(bold|[1-9]00)$/,
}

/** Names that look like a colour and are none, or say nothing. */
const nothing = /^(inherit|initial|unset|revert|transparent|windowtext|currentcolor|auto|none|normal)$/

/** A style attribute reduced to what is allowed, in a fixed order and spelling; empty when nothing is left. */
export function safeStyle(style: string): string {
  const kept = new Map<string, string>()
  for (const declaration of style.slice(0, 4000).split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase()
      .replace(/\s*!important$/, '')
      .replace(/\s*,\s*|\s*(?<=\()\s*|\s+(?=\))/g, (space) => (space.includes(',') ? ',' : ''))
    if (Object.hasOwn(allowed, property) && allowed[property]?.test(value) && !nothing.test(value)) {
      kept.set(property, value)
    }
  }
  return Object.keys(allowed)
    .flatMap((property) => (kept.has(property) ? [`${property}:${kept.get(property)}`] : []))
    .join(';')
}

/** Whether a style reaches for something outside the page, or for a script. */
export function reachesOut(style: string): boolean {
  return /url\s*\(|expression\s*\(|@import|javascript:|behaviou?r\s*:|-moz-binding|\\/i.test(style)
}
