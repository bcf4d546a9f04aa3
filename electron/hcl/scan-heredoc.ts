/**
 * Heredocs: `<<EOF`, `<<-EOF`, the lines, and a line with the anchor alone, which may be indented. As in the servers the
 * token includes the line end after the closing anchor, so a file cannot end right behind it; and an anchor after `<<-` that is
 * neither indented nor followed by a carriage return does not close.
 */
import { type CharacterReader, END } from './reader.ts'
import { CHARACTER, isDigit, isLetter } from './scan.ts'

/** Reads a heredoc whose first `<` has been read. */
export function scanHeredoc(reader: CharacterReader): void {
  if (reader.read() !== CHARACTER.less) {
    reader.refuse("heredoc expected second '<', didn't see it")
    return
  }
  const anchor = scanAnchor(reader)
  if (anchor !== undefined) scanLines(reader, anchor)
}

/** The anchor with its line end, without the line end's last character; undefined where it is refused. */
function scanAnchor(reader: CharacterReader): string | undefined {
  const start = reader.offset
  let character = reader.read()
  if (character === CHARACTER.minus) character = reader.read()
  while (isLetter(character) || isDigit(character)) character = reader.read()
  if (character === END) return refuse(reader, 'heredoc not terminated')
  if (character === CHARACTER.carriageReturn && reader.peek() === CHARACTER.lineFeed) character = reader.read()
  if (character !== CHARACTER.lineFeed) return refuse(reader, 'invalid characters in heredoc anchor')
  const anchor = reader.text.slice(start, reader.last)
  return anchor === '' || anchor === '-' ? refuse(reader, 'zero-length heredoc anchor') : anchor
}

function refuse(reader: CharacterReader, message: string): undefined {
  reader.refuse(message)
  return undefined
}

function scanLines(reader: CharacterReader, anchor: string): void {
  let lineStart = reader.offset
  for (;;) {
    const character = reader.read()
    if (character === CHARACTER.lineFeed) {
      if (isClosing(reader.text, lineStart, reader.last, anchor)) return
      lineStart = reader.offset
    }
    if (character === END) {
      reader.refuse('heredoc not terminated')
      return
    }
  }
}

/** Whether a line holds the anchor alone, between white space and carriage returns, and is not shorter than it with its minus. */
function isClosing(text: string, start: number, end: number, anchor: string): boolean {
  const indented = anchor.startsWith('-')
  const word = indented ? anchor.slice(1) : anchor
  for (let last = end; last >= start + word.length; last--) {
    const wordStart = last - word.length
    if (text.startsWith(word, wordStart) && isBlank(text, start, wordStart))
      return !indented || end - start > word.length
    if (text.charCodeAt(last - 1) !== CHARACTER.carriageReturn) return false
  }
  return false
}

const blank = /^[\t\n\v\f\r ]*$/

function isBlank(text: string, start: number, end: number): boolean {
  return blank.test(text.slice(start, end))
}
