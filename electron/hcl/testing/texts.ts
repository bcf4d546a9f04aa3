/**
 * Makes texts to try a parser on: sensible HCL and JSON in untidy layouts, the same with a few characters changed, and rows of
 * fragments that make no sense at all.
 */
import type { Random } from './random.ts'

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: HCL's own interpolation.
const fragments = [
  ...[
    'a',
    'b_c',
    'seal',
    '"awskms"',
    '=',
    '=',
    '{',
    '}',
    '{',
    '}',
    '[',
    ']',
    ',',
    ',',
    ':',
    ';',
    "'",
    '"',
    '+',
    '-',
    '.',
  ],
  ...['\n', '\n', '\n\n', ' ', '  ', '\t', '\r\n', '\r', '\f', '\u00a0', '\ufeff', '\ue123', '\0', '\ufffd', '🔑'],
  ...['1', '0', '08', '018', '0x1f', '0x', '1e5', '1e', '1.5', '1.', '.5', '.5e3', '-1', 'true', 'false', 'null'],
  ...[
    '# c\n',
    '// d\n',
    '/* e */',
    '/* f\n g */',
    '/',
    '/*',
    '<<EOF\nx\nEOF\n',
    '<<-EOF\n  x\n  EOF\n',
    '<<E',
    '<<',
    '<',
  ],
  ...['"${a}"', '"${"b"}"', '"${\n}"', '"\\n\\x41\\u00e9\\101"', '"\\q"', '"\\x"', '"\\u12', 'é', 'ключ', 'a-b', 'a.b'],
  ...[
    '"a":',
    '{}',
    '[]',
    '[1, 2]',
    'foo {',
    '}\n',
    'x = 1\n',
    '# lead\nz = 3\n',
    'k = 1 # t\n',
    'l = [\n  1, # one\n  2,\n]\n',
  ],
]
const scalars = ['"s"', '"long value here"', '1', 'true', '1.5', '"é"', '"${\n}"', '"a${"q"}b"', '-3', '0x1F', '1e3']
const keys = ['a', 'bb', 'ccc', 'dddd_ee', '"q"', '"q r"', 'x-y', 'é', 'kms_key_id', 'region', '"${\n}"']
const jsonScalars = ['"s"', '1', 'true', 'null', '1.5e3', '0', '-2', '"\\u00e9"', '"${a}"', '"\\u12"', '.5', '01', '"']
const comments = [
  '# a\n',
  '// b\n',
  '/* c */',
  '/* d\n   e */',
  '# a\n# b\n',
  '\n# s\n\n',
  '/* x */ /* y */',
  '  # in\n',
]
const assignments = [' = ', '=', '  =  ', ' = ', '=\n', ' =# k\n', ' /* z */ = ']
const emptyBlocks = ['{}', '{ }', '{\n}', '{ # c\n}', '{\n # c\n}']
const endings = ['\n', '\n', '\n', '\n\n', ' ', ', ', ' # tc\n', ' // tc\n', ' /* m\n m */\n']
const heredocs = ['<<EOF\nline\n  two\nEOF\n', '<<-EOF\n  line\n\n  two\n  EOF\n', '<<-é\n a\r\n\té\n']
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: HCL's own interpolation.

/** Any of the kinds below. */
export function anyText(random: Random): string {
  const kind = random.fraction()
  if (kind < 0.2) return soup(random)
  if (kind < 0.5) return hclText(random)
  if (kind < 0.75) return changed(random, hclText(random))
  return kind < 0.85 ? jsonText(random) : changed(random, jsonText(random))
}

export function soup(random: Random): string {
  return random.times(1 + random.below(25), () => random.pick(fragments) + (random.chance(0.3) ? ' ' : '')).join('')
}

export function hclText(random: Random): string {
  return comment(random) + random.times(1 + random.below(6), () => item(random, 0)).join('') + comment(random)
}

export function jsonText(random: Random): string {
  return object(random, 0, () => jsonValue(random, 1))
}

/** A text with a few characters taken out, put in, or put in twice. */
export function changed(random: Random, text: string): string {
  return random
    .times(1 + random.below(4), (index) => index)
    .reduce((current) => {
      const at = random.below(current.length + 1)
      const kind = random.fraction()
      if (kind < 0.3) return current.slice(0, at) + random.pick(fragments) + current.slice(at)
      if (kind < 0.6) return current.slice(0, at) + current.slice(at + 1 + random.below(6))
      if (kind < 0.8)
        return current.slice(0, at) + random.pick([...'{}[]"=,\n#/*<$\\ \r']) + current.slice(at + random.below(2))
      const from = random.below(current.length + 1)
      return current.slice(0, at) + current.slice(from, from + random.below(40)) + current.slice(at)
    }, text)
}

function comment(random: Random): string {
  return random.chance(0.3) ? random.pick(comments) : ''
}

function item(random: Random, depth: number): string {
  const before = comment(random) + ' '.repeat(random.below(3))
  return (
    before + (random.chance(0.6) || depth > 4 ? attribute(random, depth) : block(random, depth)) + random.pick(endings)
  )
}

function attribute(random: Random, depth: number): string {
  return key(random) + random.pick(assignments) + value(random, depth)
}

function block(random: Random, depth: number): string {
  const label = random.chance(0.5) ? `${key(random)} ` : ''
  const body = random.chance(0.2) ? random.pick(emptyBlocks) : objectBody(random, depth + 1)
  return `${key(random)} ${label}${random.chance(0.2) ? comment(random) : ''}${body}`
}

/** A key, mostly one that has not been there before. */
function key(random: Random): string {
  return random.pick(keys).replace(/[a-zé]$/, (last) => last + (random.chance(0.8) ? random.below(100) : ''))
}

function value(random: Random, depth: number): string {
  const kind = random.fraction()
  if (kind < 0.4 || depth > 3) return random.pick(scalars)
  if (kind < 0.5) return random.pick(heredocs)
  return kind < 0.75 ? list(random, depth) : objectBody(random, depth + 1)
}

function list(random: Random, depth: number): string {
  const isLong = random.chance(0.4)
  const elements = random.times(random.below(4), () => {
    const end = `${random.chance(0.9) ? ',' : ''}${isLong && random.chance(0.3) ? ' # lc\n' : ''}`
    return `${isLong ? '\n  ' : ' '}${comment(random)}${value(random, depth + 1)}${comment(random)}${end}`
  })
  return `[${comment(random)}${elements.join('')}${comment(random)}${isLong ? '\n' : ''}]`
}

function objectBody(random: Random, depth: number): string {
  const items = random.times(random.below(5), () => item(random, depth))
  return `{${comment(random)}${random.pick(['', ' ', '\n', '\n\n'])}${items.join('')}${comment(random)}}`
}

function jsonValue(random: Random, depth: number): string {
  const kind = random.fraction()
  if (kind < 0.5 || depth > 4) return random.pick(jsonScalars)
  if (kind < 0.7) return `[${separated(random, () => jsonValue(random, depth + 1))}]`
  return object(random, depth, () => jsonValue(random, depth + 1))
}

function object(random: Random, depth: number, member: () => string): string {
  const space = random.pick(['', ' ', '\n', '\n\n'])
  return `{${separated(random, () => `"${depth === 0 ? random.pick(['seal', 'ui']) : random.pick(['a', 'b'])}":${space}${member()}`)}}`
}

function separated(random: Random, part: () => string): string {
  return random.times(random.below(4), part).join(',') + (random.chance(0.1) ? ',' : '')
}
