import { describe, expect, it } from 'vitest'
import { parse } from '../parse.ts'
import { type Edit, edit } from './edit.ts'

function edited(text: string, ...edits: Edit[]): string {
  return edit(parse(text), edits).text
}

const set = (key: string, value: string | number | boolean | null, stanza = 0): Edit => ({
  kind: 'set',
  stanza,
  key,
  value,
})

describe('a key in HCL', () => {
  it('is added in the column of its neighbours', () => {
    const text = 'seal "awskms" {\n  region     = "a"\n  kms_key_id = "b" # here\n}\n'
    expect(edited(text, set('endpoint', 'c'))).toBe(
      'seal "awskms" {\n  region     = "a"\n  kms_key_id = "b" # here\n  endpoint   = "c"\n}\n',
    )
    expect(edited(text, set('shared_creds_profile', 'c'))).toContain('\n  shared_creds_profile = "c"\n}')
  })

  it.each([
    [
      'tabs and CR LF',
      'seal "a" {\r\n\tregion = "a"\r\n}\r\n',
      'seal "a" {\r\n\tregion = "a"\r\n\tk      = true\r\n}\r\n',
    ],
    ['carriage returns', 'seal "a" {\r  r = 1\r}\r', 'seal "a" {\r  r = 1\r  k = true\r}\r'],
    ['quotes, without blanks', 'seal "a" {\n"r"="a"\n}', 'seal "a" {\n"r"="a"\n"k"=true\n}'],
    ['commas on one line', 'seal "a" { r = 1, s = 2 }', 'seal "a" { r = 1, s = 2, k = true }'],
    ['one line', 'seal "a" { r = 1 s = 2 }', 'seal "a" { r = 1 s = 2 k = true }'],
    ['an empty block', '  seal "a" {}\n', '  seal "a" {\n    k = true\n  }\n'],
    ['a comment only', 'seal "a" {\n  # todo\n}\n', 'seal "a" {\n  # todo\n  k = true\n}\n'],
    ['a heredoc at the end', 'seal "a" {\n  r = <<E\nx\nE\n}\n', 'seal "a" {\n  r = <<E\nx\nE\n  k = true\n}\n'],
    ['a trailing comma', 'seal "a" {\n  r = 1,\n}\n', 'seal "a" {\n  r = 1,\n  k = true\n}\n'],
  ])('is added among %s', (_, text, result) => {
    expect(edited(text, set('k', true))).toBe(result)
  })

  it('keeps its place and its comment when its value changes', () => {
    expect(edited('seal "a" {\n  r   =   "x" # why\n}', set('r', 'y"z'))).toBe('seal "a" {\n  r   =   "y\\"z" # why\n}')
    expect(edited('seal "a" {\n  r = <<E\nx\nE\n  s = 1\n}', set('r', 2))).toBe('seal "a" {\n  r = 2\n  s = 1\n}')
  })

  it.each([
    [
      'with its line and the comment on it',
      'seal "a" {\n  # of r\n  r = 1 # r\n  s = 2\n}\n',
      'seal "a" {\n  # of r\n  s = 2\n}\n',
    ],
    ['with its comma', 'seal "a" { r = 1, s = 2 }', 'seal "a" { s = 2 }'],
    ['wherever it is', 'seal "a" {\n  r = 1\n  s = 2\n  r = 3\n}\n', 'seal "a" {\n  s = 2\n}\n'],
    [
      'with the comma that begins the next line',
      'seal "a" {\n  r = 1 # x\n  , s = 2\n}\n',
      'seal "a" {\n   s = 2\n}\n',
    ],
    ['with all lines of its value', 'seal "a" {\n  r = [\n    1,\n  ]\n}\n', 'seal "a" {\n}\n'],
  ])('goes %s', (_, text, result) => {
    expect(edited(text, set('r', null))).toBe(result)
  })
})

describe('a block in HCL', () => {
  const two = '# head\nseal "a" {\n  r = 1\n}\n\n# of b\nseal "b" {}\n\nui = true\n'

  it('goes with one blank line, and its comment stays', () => {
    expect(edited(two, { kind: 'remove', stanza: 1 })).toBe('# head\nseal "a" {\n  r = 1\n}\n\n# of b\n\nui = true\n')
    expect(edited('ui = true\n\nseal "a" {\n}\n', { kind: 'remove', stanza: 0 })).toBe('ui = true\n')
  })

  it('changes places with its comment, but for one that begins the file', () => {
    expect(edited(two, { kind: 'move', stanza: 0, to: 1 })).toBe(
      '# head\n# of b\nseal "b" {}\n\nseal "a" {\n  r = 1\n}\n\nui = true\n',
    )
  })

  it('is doubled below itself', () => {
    expect(edited('seal "a" {\n  r = 1 # x\n} # y\nui = 1', { kind: 'duplicate', stanza: 0 })).toBe(
      'seal "a" {\n  r = 1 # x\n} # y\n\nseal "a" {\n  r = 1 # x\n}\nui = 1',
    )
  })

  it('is added behind the last, or at the end', () => {
    const block: Edit = {
      kind: 'add',
      label: 'awskms',
      attributes: [
        { key: 'r', value: 1 },
        { key: 'long', value: 'x' },
      ],
    }
    const added = 'seal "awskms" {\n  r    = 1\n  long = "x"\n}'
    expect(edited('', block)).toBe(`${added}\n`)
    expect(edited('ui = true', block)).toBe(`ui = true\n\n${added}\n`)
    expect(edited(two, block)).toContain(`seal "b" {}\n\n${added}\n\nui = true\n`)
  })

  it('is disabled in the way it writes booleans already', () => {
    expect(edited('seal "a" {\n  disabled = false\n}', { kind: 'disable', stanza: 0 })).toContain('disabled = true')
    expect(edited('seal "a" {\n  r = 1\n}', { kind: 'disable', stanza: 0 })).toContain('disabled = "true"')
  })
})

describe('in JSON', () => {
  it('a key is added and removed in the layout of its neighbours', () => {
    const text = '{\n  "seal": {\n    "awskms": {\n      "region": "a"\n    }\n  }\n}\n'
    const longer = '{\n  "seal": {\n    "awskms": {\n      "region": "a",\n      "kms_key_id": "b"\n    }\n  }\n}\n'
    expect(edited(text, set('kms_key_id', 'b'))).toBe(longer)
    expect(edited(longer, set('kms_key_id', null))).toBe(text)
    expect(edited('{"seal":{"a":{}}}', set('k', 1))).toBe('{"seal":{"a":{"k":1}}}')
  })

  it('a second seal makes a list of the first, and its removal of nothing else', () => {
    const added = edited('{"seal": {"a": {"r": 1}}}', { kind: 'add', label: 'b', attributes: [] })
    expect(added).toBe('{"seal": [{"a": {"r": 1}}, {"b": {}}]}')
    expect(edited(added, { kind: 'remove', stanza: 1 })).toBe('{"seal": [{"a": {"r": 1}}]}')
    expect(edited(added, { kind: 'move', stanza: 1, to: 0 })).toBe('{"seal": [{"b": {}}, {"a": {"r": 1}}]}')
  })

  it('the last seal goes with the member that held it', () => {
    expect(edited('{"ui": true, "seal": {"a": {}}}', { kind: 'remove', stanza: 0 })).toBe('{"ui": true}')
  })
})

describe('an edit', () => {
  it('works beside a mistake', () => {
    const text = 'listener ; {\n\nseal "a" {\n  r = 1\n}\n'
    expect(edited(text, set('r', 2))).toBe(text.replace('1', '2'))
  })

  it('refuses what cannot be', () => {
    const document = parse('seal "a" {}\nhsm "b" {}\nkms = 1\n')
    expect(() => edit(document, [set('r', 1, 3)])).toThrow(RangeError)
    expect(() => edit(document, [set('r', 1, 2)])).toThrow('no body')
    expect(() => edit(document, [set('r', '\ud800', 1)])).toThrow('surrogate')
    expect(() => edit(document, [set('r', Number.NaN, 1)])).toThrow('digits')
    expect(() => edited('{"seal": {"a": {}} "ui": 1}', set('r', 1))).toThrow('to its end')
    expect(() => edit(document, [{ kind: 'move', stanza: 0, to: 1 }])).toThrow('own order')
  })
})
