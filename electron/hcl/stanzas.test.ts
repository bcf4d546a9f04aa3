import { describe, expect, it } from 'vitest'
import { parse } from './parse.ts'
import { stanzas } from './stanzas.ts'

function summary(text: string): unknown[] {
  return stanzas(parse(text)).map(({ block, type, label, disabled, name, priority, line, endLine }) => ({
    block,
    type,
    label,
    disabled,
    name,
    priority,
    lines: [line, endLine],
  }))
}

const plain = { block: 'seal', type: 'awskms', label: 'awskms', disabled: false, name: undefined, priority: undefined }

describe('the seals of a file', () => {
  it('are those of hsm blocks, seal blocks and kms blocks, whatever the case of the name', () => {
    const text = 'kms "a" {}\nSEAL "AWSKMS" {\n}\nhsm "b" "c" {}\nseals "d" {}\n"seal" awskms { name = "n" }\n'
    expect(summary(text)).toEqual([
      { ...plain, block: 'hsm', type: 'b', label: 'b', lines: [4, 4] },
      { ...plain, type: 'awskms', label: 'AWSKMS', lines: [2, 3] },
      { ...plain, name: 'n', lines: [6, 6] },
      { ...plain, block: 'kms', type: 'a', label: 'a', lines: [1, 1] },
    ])
  })

  it('have the name of the block for a type without a label', () => {
    expect(summary('seal { region = "a" }')).toEqual([{ ...plain, type: 'seal', label: undefined, lines: [1, 1] }])
    expect(summary('{"seal": {"awskms": [{"region": "a"}]}}')).toEqual([
      { ...plain, type: 'seal', label: undefined, lines: [1, 1] },
    ])
  })

  it.each([
    ['an object', '{"seal": {"awskms": {"priority": "2"}, "transit": {}}}'],
    ['a list', '{"seal": [{"awskms": {"priority": 2}}, {"transit": {}}]}'],
    ['two members of the same name', '{"seal": {"awskms": {"priority": 2}}, "seal": {"transit": {}}}'],
  ])('stand in JSON in %s', (_, text) => {
    expect(summary(text)).toEqual([
      { ...plain, priority: 2, lines: [1, 1] },
      { ...plain, type: 'transit', label: 'transit', lines: [1, 1] },
    ])
  })

  it.each([
    ['true', true],
    ['"True"', true],
    ['2', true],
    ['1.5', true],
    ['""', false],
    ['"0"', false],
    ['0', false],
    ['"no"', undefined],
    ['[true]', undefined],
  ])('with disabled = %s are disabled: %s', (literal, disabled) => {
    expect(summary(`seal "awskms" { disabled = ${literal} }`)).toMatchObject([{ disabled }])
  })

  it('have their entries with lines, and secrets marked unless they are references', () => {
    const text =
      'seal "awskms" {\n  region = "r"\n  secret_key = "s"\n  session_token = "env://T"\n  access_key = "a"\n  odd = [1]\n}\n'
    const entries = stanzas(parse(text))[0]?.entries.map(({ key, line, value, secret }) => [
      key,
      line,
      value.kind,
      secret,
    ])
    expect(entries).toEqual([
      ['region', 2, 'string', false],
      ['secret_key', 3, 'string', true],
      ['session_token', 4, 'string', false],
      ['access_key', 5, 'string', false],
      ['odd', 6, 'list', false],
    ])
  })

  it('end with the file where their brace is missing', () => {
    expect(summary('seal "awskms" {\n  region = "r"\n')).toMatchObject([{ lines: [1, 3] }])
  })
})
