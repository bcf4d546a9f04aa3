import { describe, expect, it } from 'vitest'
import { isExpressible, quoteString } from './literal.ts'
import { printFile } from './print-stanza.ts'

describe('a string literal', () => {
  it.each([
    ['plain', 'alias/vault-unseal', '"alias/vault-unseal"'],
    ['quotes and backslashes', 'C:\\a "b"', '"C:\\\\a \\"b\\""'],
    ['line ends and tabs', 'a\nb\r\tc', '"a\\nb\\r\\tc"'],
    ['NUL and control characters', '\0\x1b\x7f', '"\\u0000\\u001b\\u007f"'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own interpolation.
    ['an interpolation', '${a}', '"\\u0024{a}"'],
    ['an interpolation without end', 'x${', '"x\\u0024{"'],
    ['a doubled dollar sign', '$${a} $a %{a}', '"$\\u0024{a} $a %{a}"'],
    ['the character that the scanner reserves', '\ue123', '"\\ue123"'],
    ['a byte order mark', '\ufeff', '"\\ufeff"'],
    ['other scripts', 'schlüssel 鍵 🔑', '"schlüssel 鍵 🔑"'],
  ])('carries %s', (_, value, literal) => {
    expect(quoteString(value)).toBe(literal)
  })

  it('refuses the half of a surrogate pair', () => {
    expect([isExpressible('🔑'), isExpressible('\ud83d'), isExpressible('a\udd11')]).toEqual([true, false, false])
    expect(() => quoteString('\ud83d')).toThrow(RangeError)
  })
})

describe('a file', () => {
  it('puts the equals signs of a block in one column', () => {
    const attributes = [
      { key: 'region', value: 'eu-west-1' },
      { key: 'kms_key_id', value: 'alias/a' },
      { key: 'disabled', value: true },
      { key: 'priority', value: 2 },
    ]
    expect(printFile([], [{ type: 'seal', labels: ['awskms'], attributes }])).toBe(
      [
        'seal "awskms" {',
        '  region     = "eu-west-1"',
        '  kms_key_id = "alias/a"',
        '  disabled   = true',
        '  priority   = 2',
        '}',
        '',
      ].join('\n'),
    )
  })

  it('writes attributes of its own first, a blank line between parts, and an empty block on one line', () => {
    const blocks = [
      { type: 'plugin', labels: ['kms', 'awskms'], attributes: [{ key: 'command', value: 'c' }] },
      { type: 'seal', labels: ['awskms'], attributes: [] },
    ]
    expect(printFile([{ key: 'plugin_directory', value: '/p' }], blocks)).toBe(
      'plugin_directory = "/p"\n\nplugin "kms" "awskms" {\n  command = "c"\n}\n\nseal "awskms" {}\n',
    )
  })
})
