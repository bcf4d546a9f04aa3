import { deleteCharBackward, insertNewline } from '@codemirror/commands'
import { EditorView, runScopeHandlers } from '@codemirror/view'
import { afterEach, describe, expect, it } from 'vitest'
import { CodeSession } from './code-session.ts'

const open: CodeSession[] = []
afterEach(() => {
  for (const session of open.splice(0)) session.destroy()
})

function edit(text: string): { session: CodeSession; view: EditorView; told: string[] } {
  const told: string[] = []
  const session = new CodeSession({ text, format: 'hcl', label: 'Text', onText: (changed) => told.push(changed) })
  open.push(session)
  const view = EditorView.findFromDOM(session.host.shadowRoot?.querySelector<HTMLElement>('.cm-editor') as HTMLElement)
  if (!view) throw new Error('There is no editor')
  return { session, view, told }
}

describe('the editor of a file whose lines end in two ways', () => {
  const text = 'x = 0\n  a = 1\r\nb = 2'
  const press = (view: EditorView, key: string, altKey = false) =>
    runScopeHandlers(view, new KeyboardEvent('keydown', { key, altKey }), 'editor')

  it('makes a line that ends as the one it was made from, and leaves that one its end', () => {
    const { session, view } = edit(text)
    session.reveal(text.indexOf('1') + 1)
    press(view, 'Enter')
    expect(session.text).toBe('x = 0\n  a = 1\r\n  \r\nb = 2')
    session.reveal(5)
    press(view, 'Enter')
    expect(session.text).toBe('x = 0\n\n  a = 1\r\n  \r\nb = 2')
  })

  it('moves no line, which could part a carriage return from its line end', () => {
    const { session, view } = edit(text)
    session.reveal(text.length)
    press(view, 'ArrowUp', true)
    expect(session.text).toBe(text)
  })
})

describe('the editor of a file with CRLF', () => {
  const text = '\ufeffa = 1\r\n\tb = 2\r\nc = 3'

  it('counts places as the text has them', () => {
    const { session } = edit(text)
    session.reveal(text.indexOf('b'))
    expect(session.offset).toBe(text.indexOf('b'))
    expect(session.cursor).toEqual({ line: 2, column: 2 })
  })

  it('puts CRLF where a line is broken', () => {
    const { session, view, told } = edit(text)
    session.reveal(text.indexOf(' = 3'))
    insertNewline(view)
    expect(session.text).toBe(text.replace('c = 3', 'c\r\n = 3'))
    expect(told).toEqual([session.text])
  })

  it('undoes changes at several places in one step, to the byte', () => {
    const { session } = edit(text)
    const changes = [
      { start: 1, end: 2, text: 'aa' },
      { start: text.indexOf('2'), end: text.indexOf('2') + 1, text: 'x\r\ny' },
    ]
    session.apply(changes, 'input.fix')
    expect(session.text).toBe('\ufeffaa = 1\r\n\tb = x\r\ny\r\nc = 3')
    session.undo()
    expect(session.text).toBe(text)
    session.redo()
    expect(session.text).toContain('x\r\ny')
  })

  it('keeps the cursor where it was when something before it changes', () => {
    const { session } = edit(text)
    session.reveal(text.indexOf('c'))
    session.become(text.replace('a = 1', 'long = 1'), 'input.type.form')
    expect(session.offset).toBe(session.text.indexOf('c'))
  })
})

describe('the editor of a file whose lines end in different ways', () => {
  const text = 'one\r\ntwo\nthree\r\n'

  it('types before the end of a line, never into it', () => {
    const { session, view } = edit(text)
    session.reveal(4)
    view.dispatch(view.state.replaceSelection('!'))
    expect(session.text).toBe('one!\r\ntwo\nthree\r\n')
  })

  it('takes a line end away as a whole', () => {
    const { session, view } = edit(text)
    session.reveal(5)
    deleteCharBackward(view)
    expect(session.text).toBe('onetwo\nthree\r\n')
  })
})
