import { Text } from '@codemirror/state'

/** Which bytes end the lines of a file: all the same, or now these and now those. */
export type LineEnds = 'lf' | 'crlf' | 'mixed'

/** What of a file the editor's document does not hold, and a save writes again. */
export interface TextShape {
  /** The byte order mark, where the file begins with one. */
  mark: '' | '\ufeff'
  lineEnds: LineEnds
}

/**
 * How a text is taken into the editor so that every byte comes out again. Where all lines end alike, the ends are not part of the
 * document. Where they do not, only `\n` ends a line and each `\r` before it stays a character, which the editor shows.
 */
export function shapeOf(text: string): TextShape {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  if (!text.includes('\r\n')) return { mark, lineEnds: 'lf' }
  return { mark, lineEnds: /(?<!\r)\n/.test(text) ? 'mixed' : 'crlf' }
}

/** What separates the lines of a document of this shape in its file. */
export function separatorOf({ lineEnds }: TextShape): string {
  return lineEnds === 'crlf' ? '\r\n' : '\n'
}

/** Text that is put into a document: its line ends become those of the file. */
export function insertionOf(text: string, { lineEnds }: TextShape): Text {
  return Text.of(text.split(lineEnds === 'crlf' ? /\r\n|\n/ : '\n'))
}

/** The document of a file's text. */
export function documentOf(text: string, shape: TextShape): Text {
  return Text.of(text.slice(shape.mark.length).split(separatorOf(shape)))
}

/** The file's text of a document: the inverse of `documentOf`. */
export function textOf(document: Text, shape: TextShape): string {
  return shape.mark + document.sliceString(0, document.length, separatorOf(shape))
}

/** The place in the document of a place in the text; both count UTF-16 units. */
export function toDocument(document: Text, shape: TextShape, offset: number): number {
  const inside = Math.max(0, offset - shape.mark.length)
  if (shape.lineEnds !== 'crlf') return Math.min(inside, document.length)
  let [low, high] = [1, document.lines]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (document.line(middle).from + middle - 1 <= inside) low = middle
    else high = middle - 1
  }
  const line = document.line(low)
  return Math.min(inside - (low - 1), line.to)
}

/** The place in the text of a place in the document. */
export function toText(document: Text, shape: TextShape, position: number): number {
  const returns = shape.lineEnds === 'crlf' ? document.lineAt(position).number - 1 : 0
  return shape.mark.length + position + returns
}
