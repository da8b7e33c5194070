/** A picture that came along in a paste: its bytes as text, to be uploaded, and the place it stands in. */
export type PastedPicture = { place: string; data: string; alt: string }

export type Taken = {
  /** The paste with `<img data-picture="…">` in place of each picture that can be taken. */
  html: string
  pictures: PastedPicture[]
  /** Addresses of pictures on other sites, which are not fetched: nobody said that they may be used. */
  foreign: string[]
  /** Pictures that lie on the person's own disk, which a browser may not read. */
  local: number
}

const tag = /<img\b/gi

/**
 * Takes the pictures out of a paste before anything parses it: a text from Word can be megabytes of pictures around a
 * few pages. `placeFor` names the n-th place. Linear in the length.
 */
export function takePictures(html: string, placeFor: (n: number) => string): Taken {
  const kept: string[] = []
  const pictures: PastedPicture[] = []
  const foreign: string[] = []
  let local = 0
  let at = 0
  for (const found of html.matchAll(tag)) {
    const start = found.index
    if (start < at) continue
    const end = tagEnd(html, start)
    const attributes = html.slice(start + 4, end - 1)
    kept.push(html.slice(at, start))
    at = end
    const known = attributeOf(attributes, 'data-picture')
    const src = attributeOf(attributes, 'src') ?? attributeOf(attributes, 'data-src') ?? ''
    if (known !== null) kept.push(html.slice(start, end))
    else if (/^data:image\/(png|jpe?g|gif|webp);base64,/i.test(src)) {
      const place = placeFor(pictures.length)
      pictures.push({ place, data: src, alt: (attributeOf(attributes, 'alt') ?? '').slice(0, 200) })
      kept.push(`<img data-picture="${place}" alt="">`)
    } else if (/^(https?:)?\/\//i.test(src)) foreign.push(src)
    else if (/^(file|blob|cid|data):/i.test(src)) local += 1
  }
  return { html: kept.join('') + html.slice(at), pictures, foreign, local }
}

/** Just after the `>` that ends a tag, which may stand in quotes before. */
function tagEnd(html: string, start: number): number {
  let quote = ''
  for (let at = start; at < html.length; at++) {
    const letter = html[at] ?? ''
    if (quote !== '') {
      const close = html.indexOf(quote, at)
      if (close < 0) return html.length
      at = close
      quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at + 1
  }
  return html.length
}

function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes)
  return found ? (found[1] ?? found[2] ?? found[3] ?? '') : null
}

/** The bytes of a `data:` picture as a file to be uploaded. */
export function fileOf(data: string, name: string): File {
  const comma = data.indexOf(',')
  const mediaType = /^data:([^;,]+)/.exec(data)?.[1] ?? 'image/png'
  const bytes = Uint8Array.from(atob(data.slice(comma + 1).replaceAll(/\s+/g, '')), (letter) => letter.charCodeAt(0))
  return new File([bytes], `${name}.${mediaType.split('/')[1]?.replace('jpeg', 'jpg') ?? 'png'}`, { type: mediaType })
}
