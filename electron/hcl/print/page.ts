/**
 * The text that the printer writes, indented as it grows. A line is indented by the depth at which its first character is
 * written, an empty line never; a line that begins with the marker stays where it is, because it belongs to a string, a heredoc
 * or a comment of several lines.
 */

/** Marks a line that must not be indented. No file can contain it: the scanner refuses it. */
const marker = '\ue123'

const step = '  '

export class Page {
  #depth = 0
  #isLineStart = true
  #text = ''

  write(text: string): void {
    if (text === '') return
    if (!text.includes('\n')) {
      this.#writeInLine(text)
      return
    }
    const lines = text.split('\n')
    const last = lines.length - 1
    lines.forEach((line, index) => {
      if (line !== '') this.#writeInLine(line)
      if (index < last) this.#endLine()
    })
  }

  newline(): void {
    this.#endLine()
  }

  /** Writes what belongs one step further in. Where it does not begin a line it is set off by that step all the same. */
  indented(write: () => void): void {
    if (!this.#isLineStart) this.#text += step
    this.#depth++
    write()
    this.#depth--
  }

  toString(): string {
    return this.#text
  }

  #writeInLine(text: string): void {
    if (!this.#isLineStart) {
      this.#text += text
      return
    }
    this.#isLineStart = false
    this.#text += text.startsWith(marker) ? text.slice(marker.length) : step.repeat(this.#depth) + text
  }

  #endLine(): void {
    this.#text += '\n'
    this.#isLineStart = true
  }
}

/** Marks all lines of a text but the first and the empty ones. */
export function fixed(text: string): string {
  return text.includes('\n') ? text.replace(/\n(?!\n|$)/g, `\n${marker}`) : text
}

/** The length in bytes of UTF-8, by which the servers' printer aligns; a marker counts as the three bytes that it has there. */
export function byteLength(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    const isPair = unit >= 0xd800 && unit <= 0xdbff
    length += unit < 0x800 || isPair ? 1 : 2
    if (isPair) {
      length++
      at++
    }
  }
  return length
}

export function countLineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
