import { describe, expect, it } from 'vitest'
import { parse } from '../parse.ts'
import { type ConfigValue, decodeValue, settingText } from './value.ts'

function first(text: string): ConfigValue | undefined {
  const document = parse(text)
  const [entry] = document.entries
  return entry?.type === 'item' ? decodeValue(document, entry.value) : undefined
}

function string(text: string): string | undefined {
  const value = first(text)
  return value?.kind === 'string' ? value.value : undefined
}

describe('a string', () => {
  it.each([
    ['escapes', '"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['characters by number', '"\\u00e9\\U0001f511\\062"', 'é🔑2'],
    ['bytes that make a character', '"\\xc3\\xa9\\303\\251"', 'éé'],
    ['half of a surrogate pair', '"\\ud83d"', '\ufffd'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own interpolation.
    ['what stands in an interpolation as it is', '"a${"b\\n"}c\\n"', 'a${"b\\n"}c\n'],
    ['other dollar signs', '"$${a} $b %{c}"', '$${a} $b %{c}'],
  ])('has %s', (_, literal, value) => {
    expect(string(`x = ${literal}\n`)).toBe(value)
  })

  it('knows no interpolation in JSON', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own interpolation.
    expect(string('{"x": "${\\n}"}')).toBe('${\n}')
  })

  it.each([
    ['a character beyond Unicode', 'x = "\\U00110000"\n'],
    ['a byte above 255', 'x = "\\777"\n'],
    ['a surrogate in JSON', '{"x": "\\ud83d\\ude00"}'],
  ])('cannot be decoded with %s', (_, text) => {
    expect(parse(text).refusal).toBeUndefined()
    expect(first(text)).toEqual({ kind: 'undecodable' })
  })
})

describe('a heredoc', () => {
  it.each([
    ['keeps its last line end', '<<EOF\na\n  b\nEOF\n', 'a\n  b\n'],
    ['has the blanks before its closing anchor', '<<EOF\na\n  EOF\n', 'a\n  '],
    ['loses the indent of its closing anchor', '<<-EOF\n    a\n      b\n    EOF\n', 'a\n  b\n'],
    ['keeps all indent if a line has less', '<<-EOF\n    a\n  b\n    EOF\n', '    a\n  b\n'],
    ['has line feeds only', '<<EOF\r\na\r\nEOF\r\n', 'a\n'],
    ['may be empty', '<<EOF\nEOF\n', ''],
  ])('%s', (_, literal, value) => {
    expect(string(`x = ${literal}`)).toBe(value)
  })

  it('is not closed by an anchor without indent where it was opened with a minus', () => {
    expect(parse('x = <<-EOF\na\nEOF\n').refusal?.text).toBe('At 4:1: heredoc not terminated')
  })
})

describe('as the setting of a seal', () => {
  it.each([
    ['true', '1'],
    ['false', '0'],
    ['12345', '12345'],
    ['123456789012345678', '123456789012345678'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['0x1F', '31'],
    ['017', '15'],
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['1.5e-7', '0.00000015'],
    ['1e21', '1000000000000000000000'],
    ['-0.0', '-0'],
  ])('%s is %s', (literal, text) => {
    const value = first(`x = ${literal}\n`)
    expect(value && settingText(value)).toBe(text)
  })

  it.each(['08', '9223372036854775808', '1e400', '1e'])('%s cannot be decoded', (literal) => {
    expect(first(`x = ${literal}\n`)?.kind).toBe('undecodable')
  })

  it('lists and objects are nothing', () => {
    for (const literal of ['[1]', '{ a = 1 }']) {
      const value = first(`x = ${literal}\n`)
      expect(value && settingText(value)).toBeUndefined()
    }
  })
})
