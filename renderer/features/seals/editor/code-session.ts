import { redo, undo } from '@codemirror/commands'
import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import { EditorState, Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { TextChange } from '../../../../shared/domain/config-stanza.ts'
import { codeExtensions } from './code-extensions.ts'
import { minimalChange } from './minimal-change.ts'
import { documentOf, insertionOf, shapeOf, type TextShape, textOf, toDocument, toText } from './text-shape.ts'

export interface Cursor {
  line: number
  column: number
}

/** A mark in the text: a range of the file's text, and what is said about it. */
export interface CodeMark {
  start: number
  end: number
  severity: Diagnostic['severity']
  message: string
  fix?: { label: string; apply(): void } | undefined
}

interface SessionOptions {
  text: string
  format: 'hcl' | 'json'
  label: string
  onText(text: string): void
}

/**
 * The editor of one file, with its text, its selection and what can be undone. It lives apart from the page and is put into it
 * where the file is shown. It stands in a shadow tree because there its styles are sheets made by script, which the page's policy
 * allows, where in the page itself they would be inline elements, which it refuses.
 */
export class CodeSession {
  readonly host = document.createElement('div')
  readonly #view: EditorView
  readonly #shape: TextShape
  readonly #cursorListeners = new Set<() => void>()
  #wasShown = false
  #cursor: Cursor = { line: 1, column: 1 }

  constructor({ text, format, label, onText }: SessionOptions) {
    this.#shape = shapeOf(text)
    const root = this.host.attachShadow({ mode: 'open' })
    const report = EditorView.updateListener.of((update) => {
      if (update.selectionSet || update.docChanged) this.#follow()
      if (update.docChanged) onText(this.text)
    })
    const state = EditorState.create({
      doc: documentOf(text, this.#shape),
      extensions: [codeExtensions({ shape: this.#shape, format, label }, text), report],
    })
    this.#view = new EditorView({ state, parent: root, root })
  }

  get text(): string {
    return textOf(this.#view.state.doc, this.#shape)
  }

  get shape(): TextShape {
    return this.#shape
  }

  /** Whether a text can be put here without losing how its lines end. */
  canHold(text: string): boolean {
    const { mark, lineEnds } = shapeOf(text)
    return mark === this.#shape.mark && lineEnds === this.#shape.lineEnds
  }

  /** A text with the line ends and the byte order mark of this one. */
  inItsShape(text: string): string {
    return textOf(insertionOf(text.replace(/^\ufeff/, ''), this.#shape), this.#shape)
  }

  /** Changes the text to another in one step that can be undone; only what differs is touched and the cursor stays. */
  become(text: string, userEvent: string): void {
    const change = minimalChange(this.text, text)
    if (change) this.apply([change], userEvent)
  }

  /** Makes changes to the present text together, as one step. */
  apply(changes: readonly TextChange[], userEvent: string): void {
    const { doc } = this.#view.state
    this.#view.dispatch({
      changes: changes.map(({ start, end, text }) => ({
        from: toDocument(doc, this.#shape, start),
        to: toDocument(doc, this.#shape, end),
        insert: insertionOf(text, this.#shape),
      })),
      annotations: Transaction.userEvent.of(userEvent),
    })
  }

  undo(): void {
    undo(this.#view)
  }

  redo(): void {
    redo(this.#view)
  }

  /** Brings a place of the text into view, wherever the cursor is. */
  show(start: number): void {
    const place = toDocument(this.#view.state.doc, this.#shape, start)
    this.#view.dispatch({ effects: EditorView.scrollIntoView(place, { y: 'nearest', yMargin: 40 }) })
  }

  /** Puts the cursor on a place of the text and brings it into view. */
  reveal(start: number, end = start, focus = true): void {
    const { doc } = this.#view.state
    const anchor = toDocument(doc, this.#shape, start)
    const head = toDocument(doc, this.#shape, end)
    this.#view.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    })
    if (focus) this.#view.focus()
  }

  /** Where the cursor is in the text. */
  get offset(): number {
    const { doc, selection } = this.#view.state
    return toText(doc, this.#shape, selection.main.head)
  }

  mark(marks: readonly CodeMark[]): void {
    const { doc } = this.#view.state
    const diagnostics = marks.map(({ start, end, severity, message, fix }): Diagnostic => {
      const from = toDocument(doc, this.#shape, start)
      const to = Math.max(from, toDocument(doc, this.#shape, end))
      const actions = fix ? [{ name: fix.label, apply: () => fix.apply() }] : []
      return { from, to, severity, message, actions }
    })
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics))
  }

  /** Puts the editor into the page; what is returned takes it out again. The first time it takes the focus: a file was opened. */
  attach(place: HTMLElement): () => void {
    const snapshot = this.#view.scrollSnapshot()
    place.append(this.host)
    this.#view.dispatch({ effects: snapshot })
    this.#view.requestMeasure()
    if (!this.#wasShown) this.#view.focus()
    this.#wasShown = true
    return () => this.host.remove()
  }

  get cursor(): Cursor {
    return this.#cursor
  }

  onCursor(listener: () => void): () => void {
    this.#cursorListeners.add(listener)
    return () => this.#cursorListeners.delete(listener)
  }

  destroy(): void {
    this.#view.destroy()
    this.host.remove()
  }

  #follow(): void {
    const { doc, selection } = this.#view.state
    const line = doc.lineAt(selection.main.head)
    this.#cursor = { line: line.number, column: selection.main.head - line.from + 1 }
    for (const listener of this.#cursorListeners) listener()
  }
}
