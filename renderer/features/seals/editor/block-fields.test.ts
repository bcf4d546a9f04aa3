import { describe, expect, it } from 'vitest'
import type { ConfigStanza } from '../../../../shared/domain/config-stanza.ts'
import { entryOf, entryText, otherKeys, parametersOfBlock, valueFor, withheldParameters } from './block-fields.ts'

const place = { line: 1, start: 0, end: 1 }
const entry = (key: string, value?: string | number | boolean, secret = false) => ({
  key,
  secret,
  ...place,
  ...(value === undefined ? {} : { value }),
})
const block = (...entries: ConfigStanza['entries']): ConfigStanza => ({
  block: 'seal',
  type: 'awskms',
  disabled: false,
  endLine: 3,
  ...place,
  entries,
})

describe('a block as fields', () => {
  it('shows the last of a key that is given twice, as the servers read it', () => {
    expect(entryText(entryOf(block(entry('region', 'a'), entry('region', 'b')), 'region'))).toBe('b')
  })

  it('shows nothing of a secret', () => {
    expect(entryText(entryOf(block(entry('secret_key', undefined, true)), 'secret_key'))).toBe('')
  })

  it('names the keys that no field is for', () => {
    expect(otherKeys(block(entry('regoin', 'a'), entry('region', 'b')))).toEqual(['regoin'])
    expect(otherKeys({ ...block(entry('region', 'b')), type: 'transit' })).toEqual(['region'])
  })
})

describe('the value of a typed text', () => {
  it.each([
    ['disabled', 'true', entry('disabled', false), true],
    ['disabled', 'true', entry('disabled', 'false'), 'true'],
    ['disabled', 'tru', entry('disabled', false), 'tru'],
    ['priority', '2', entry('priority', 1), 2],
    ['priority', '2', entry('priority', '1'), '2'],
    ['priority', '2', undefined, 2],
    ['region', '2', undefined, '2'],
    ['priority', '02', entry('priority', 1), '02'],
  ])('%s: %s keeps the kind that stands there', (key, text, given, value) => {
    expect(valueFor(key, text, given)).toBe(value)
  })
})

describe('the parameters of a block', () => {
  it('are those that can be handed on, and the others by name', () => {
    const stanza = block(
      entry('region', 'eu-west-1'),
      entry('kms_key_id', ''),
      entry('priority', 2),
      entry('secret_key', undefined, true),
      entry('role_arn', 'x'.repeat(5000)),
    )
    expect(parametersOfBlock(stanza)).toEqual({ region: 'eu-west-1', priority: 2 })
    expect(withheldParameters(stanza)).toEqual(['secret_key', 'role_arn'])
  })
})
