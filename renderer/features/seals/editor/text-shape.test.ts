import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOf, insertionOf, shapeOf, textOf, toDocument, toText } from './text-shape.ts'

/** Texts of pieces that matter: line ends of every kind, marks, tabs, characters of two units. */
const pieces = fc.constantFrom('\n', '\r\n', '\r', '\ufeff', '\t', ' ', 'a', '= "x"', '😀', '\u2028', 'seal {')
const anyText = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))
const texts = fc.oneof(
  anyText,
  anyText.map((text) => text.replace(/\r\n|\r|\n/g, '\r\n')),
)

describe('a text in the editor', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shape = shapeOf(text)
        expect(textOf(documentOf(text, shape), shape)).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps every place that is not inside a line end', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, number) => {
        const shape = shapeOf(text)
        const document = documentOf(text, shape)
        const offset = Math.max(shape.mark.length, number % (text.length + 1))
        if (shape.lineEnds === 'crlf' && text.slice(offset - 1, offset + 1) === '\r\n') return
        expect(toText(document, shape, toDocument(document, shape, offset))).toBe(offset)
      }),
      { numRuns: 2_000 },
    )
  })

  it('changes nowhere but where it is changed', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), fc.constantFrom('', 'x', 'a\nb', 'a\r\nb'), (text, a, b, put) => {
        const shape = shapeOf(text)
        const document = documentOf(text, shape)
        const [from = 0, to = 0] = [a, b].map((n) => n % (document.length + 1)).toSorted((x, y) => x - y)
        const changed = textOf(document.replace(from, to, insertionOf(put, shape)), shape)
        expect(changed.startsWith(text.slice(0, toText(document, shape, from)))).toBe(true)
        expect(changed.endsWith(text.slice(toText(document, shape, to)))).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['a\nb\n', 'lf'],
    ['a\r\nb\r\n', 'crlf'],
    ['a\r\nb\n', 'mixed'],
    ['a\rb', 'lf'],
    ['', 'lf'],
  ])('has the line ends that it was written with: %j', (text, lineEnds) => {
    expect(shapeOf(text)).toEqual({ mark: '', lineEnds })
  })

  it('takes inserted lines in the file’s own line ends', () => {
    const shape = shapeOf('a\r\nb')
    expect(textOf(insertionOf('x\ny\r\nz', shape), shape)).toBe('x\r\ny\r\nz')
  })
})
