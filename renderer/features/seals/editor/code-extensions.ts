import { indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { indentUnit } from '@codemirror/language'
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint'
import {
  EditorSelection,
  EditorState,
  type Extension,
  Prec,
  type Range,
  RangeSet,
  RangeValue,
  StateField,
  type Text,
  type Transaction,
} from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { hcl } from 'codemirror-lang-hcl'
import { codeTheme } from './code-theme.ts'
import { separatorOf, type TextShape } from './text-shape.ts'

export interface CodeOptions {
  shape: TextShape
  format: 'hcl' | 'json'
  /** What the text is, for a screen reader. */
  label: string
}

/** The editor of a configuration file, without what it reports to. */
export function codeExtensions({ shape, format, label }: CodeOptions, text: string): Extension[] {
  return [
    EditorState.lineSeparator.of(separatorOf(shape)),
    EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n|\r|\n/g, separatorOf(shape))),
    shape.lineEnds === 'mixed' ? keepsLineEndsWhole : [],
    Prec.high(keymap.of([{ key: 'F8', run: nextDiagnostic, shift: previousDiagnostic }])),
    basicSetup,
    highlightSpecialChars({ render: specialChar }),
    EditorState.phrases.of(phrases),
    keymap.of([indentWithTab]),
    indentUnit.of(unitOf(text)),
    EditorState.tabSize.of(4),
    format === 'json' ? json() : hcl(),
    lintGutter(),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
    EditorView.lineWrapping,
    codeTheme,
  ]
}

/** A character without a shape of its own, by the name that people know or by its number. */
function specialChar(code: number, description: string | null): HTMLElement {
  const mark = document.createElement('span')
  mark.className = 'cm-specialChar'
  mark.textContent = code === 13 ? 'CR' : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  mark.title = code === 13 ? 'Carriage return: this line ends with CRLF, others do not' : (description ?? '')
  return mark
}

const phrases = {
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  'match case': 'Match case',
  regexp: 'Regular expression',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
}

/** One step of indent as the file makes it; the servers' own formatter makes two blanks. */
function unitOf(text: string): string {
  return /^(\t| {2,8})\S/m.exec(text)?.[1] ?? '  '
}

/** Enter, where lines end in two ways: a new line ends as the one that it was made from, and the `\r` behind the cursor stays. */
function newLine({ state, dispatch }: EditorView): boolean {
  const change = state.changeByRange(({ from, to }) => {
    const line = state.doc.lineAt(from)
    const indent = /^[ \t]*/.exec(line.text.slice(0, from - line.from))?.[0] ?? ''
    const insert = state.toText(`${line.text.endsWith('\r') ? '\r' : ''}\n${indent}`)
    return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) }
  })
  dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input' }))
  return true
}

/** Lines are not moved there: the last one has no end, and would leave a `\r` without its `\n`. */
const staysInPlace = () => true

const mixedKeys = Prec.highest(
  keymap.of([
    { key: 'Enter', run: newLine, shift: newLine },
    { key: 'Mod-Enter', run: newLine },
    { key: 'Alt-ArrowUp', run: staysInPlace, shift: staysInPlace },
    { key: 'Alt-ArrowDown', run: staysInPlace, shift: staysInPlace },
  ]),
)

/** Where `\r` is a character of the line, the cursor is never between it and the end of the line, and both go together. */
const keepsLineEndsWhole = [
  mixedKeys,
  EditorState.transactionFilter.of((transaction) => {
    const moved = besideLineEnds(transaction)
    return moved ? [transaction, { selection: moved, sequential: true }] : transaction
  }),
  StateField.define<RangeSet<LineEnd>>({
    create: ({ doc }) => lineEnds(doc),
    update: (ends, { docChanged, newDoc }) => (docChanged ? lineEnds(newDoc) : ends),
    provide: (field) => EditorView.atomicRanges.of((view) => view.state.field(field)),
  }),
]

class LineEnd extends RangeValue {}
const lineEnd = new LineEnd()

function lineEnds(document: Text): RangeSet<LineEnd> {
  const ends: Range<LineEnd>[] = []
  for (let number = 1; number < document.lines; number++) {
    const { text, to } = document.line(number)
    if (text.endsWith('\r')) ends.push(lineEnd.range(to - 1, to + 1))
  }
  return RangeSet.of(ends)
}

function besideLineEnds({ newDoc, newSelection }: Transaction): EditorSelection | undefined {
  const place = (position: number) =>
    newDoc.sliceString(position - 1, position + 1) === '\r\n' ? position - 1 : position
  const ranges = newSelection.ranges.map(({ anchor, head }) => EditorSelection.range(place(anchor), place(head)))
  const isSame = ranges.every((range, index) => newSelection.ranges[index]?.eq(range))
  return isSame ? undefined : EditorSelection.create(ranges, newSelection.mainIndex)
}
