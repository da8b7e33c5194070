/** What must not stand in any text of a manuscript: controls, marks that turn the reading direction, halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/**
 * Characters that a text may hold: NFC, no controls, no direction marks. U+0338 is left out as well: composed with a
 * following look at the whole text it would swallow the `>` of a tag.
 */
export function plainCharacters(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(unwanted, '')
    .replaceAll('\u0338', '')
    .normalize('NFC')
}

/** A text of one line, such as a title, an author or a description of a picture. */
export function oneLine(text: string): string {
  return plainCharacters(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}
