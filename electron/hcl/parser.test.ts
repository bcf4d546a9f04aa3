import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from './parse.ts'
import { format } from './print/printer.ts'
import { Random } from './testing/random.ts'
import { anyText } from './testing/texts.ts'
import { type ConfigDocument, endOf, type Node, startOf } from './tree.ts'

/** How many random texts are read; the figure of the documentation was measured with more. */
const cases = Number(process.env.HCL_CASES ?? 3000)

/** The text of a document put together from its tokens and what is between them, which may only be white space. */
function reassembled({ text, tokens }: ConfigDocument): string {
  let offset = 0
  const parts: string[] = []
  for (const { start, end } of tokens) {
    const gap = text.slice(offset, start)
    if (end < start || !/^[ \t\r\n]*$/.test(gap)) parts.push('lost')
    parts.push(gap, text.slice(start, end))
    offset = end
  }
  return parts.join('') + text.slice(offset)
}

function childrenOf(node: Node): readonly Node[] {
  if (node.type === 'item') return [node.value]
  if (node.type === 'object') return node.entries
  return node.type === 'list' ? node.elements : []
}

/** Whether every node lies within its parent and behind its elder sibling, and begins and ends where a token does. */
function isInOrder(document: ConfigDocument): boolean {
  const starts = new Set(document.tokens.map(({ start }) => start))
  const ends = new Set(document.tokens.map(({ end }) => end))
  const areInOrder = (nodes: readonly Node[], from: number, to: number): boolean => {
    let offset = from
    return nodes.every((node) => {
      const start = startOf(node)
      const end = endOf(node)
      const isInPlace = start >= offset && end >= start && end <= to && starts.has(start) && ends.has(end)
      offset = end
      return isInPlace && areInOrder(childrenOf(node), start, end)
    })
  }
  return areInOrder(document.entries, 0, document.text.length)
}

describe('any text', () => {
  it('is what its tokens and their gaps say, and its nodes lie in one another', () => {
    const random = new Random(20)
    for (let index = 0; index < cases; index++) {
      const text = anyText(random)
      const document = parse(text)
      const isKept = document.text === text && reassembled(document) === text && isInOrder(document)
      if (!isKept) expect.unreachable(text)
    }
  })

  it('is read and given back though it is no Unicode, or nothing but brackets', () => {
    for (const text of [
      '\ud800',
      'a = "\udc00"',
      '['.repeat(50_000),
      '{'.repeat(50_000),
      'a = ['.repeat(9000),
      '',
      '\r',
      ';'.repeat(50_000),
    ]) {
      const document = parse(text)
      expect(reassembled(document)).toBe(text)
      expect(document.refusal === undefined).toBe(text.trim() === '')
    }
  })
})

/** Texts made by the generators, with the answers of the servers' own parser and printer (hashicorp/hcl v1.0.1-vault-7). */
const answers = readFileSync(new URL('testdata/reference.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): [string, string | null, string?] => JSON.parse(line))

describe('beside the reference', () => {
  it('accepts and refuses the same texts with the same words', () => {
    for (const [text, error] of answers) expect(parse(text).strictRefusal?.text ?? null, text).toBe(error)
  })

  it('has no fault to find where the reference has none, and at least one where it has', () => {
    for (const [text, error] of answers) {
      const { faults, duplicates } = parse(text)
      expect(faults.length + duplicates.length > 0, text).toBe(error !== null)
    }
  })

  it('prints the same', () => {
    const printed = answers.filter(([, , formatted]) => formatted !== undefined)
    for (const [text, , formatted] of printed) expect(format(parse(text)), text).toBe(formatted)
    expect(printed.length).toBeGreaterThan(400)
  })
})

describe('a file with a mistake', () => {
  const seal = 'seal "awskms" {\n  region = "eu-west-1"\n}\n'

  function keysIn(text: string): string[] {
    return parse(text).entries.map((entry) =>
      entry.type === 'item' ? entry.keys.map(({ start, end }) => text.slice(start, end)).join(' ') : 'unreadable',
    )
  }

  it.each([
    ['an illegal character', `a : 1\n${seal}`, ['unreadable', 'seal "awskms"']],
    ['a missing value', `a 1\n${seal}`, ['unreadable', 'seal "awskms"']],
    ['a bare word', `a = b\n${seal}`, ['unreadable', 'seal "awskms"']],
    ['a bracket that is not closed', `a "b" [\n${seal}`, ['unreadable', 'seal "awskms"']],
    ['a brace too many', `}\n${seal}`, ['unreadable', 'seal "awskms"']],
    ['a string that is not closed', `a = "b\n${seal}`, ['a', 'seal "awskms"']],
    ['a labelled assignment', `a "b" = {\n}\n${seal}`, ['a "b"', 'seal "awskms"']],
    ['an unknown escape', `a = "\\q"\n${seal}`, ['a', 'seal "awskms"']],
  ])('keeps the rest apart from %s', (_, text, keys) => {
    expect(keysIn(text).filter((key, index, all) => key !== all[index - 1])).toEqual(keys)
  })

  it('keeps the entries around the mistake', () => {
    const { entries } = parse('seal "awskms" {\n  region = us-east-1\n  kms_key_id = "a"\n}\n')
    const [block] = entries
    const value = block?.type === 'item' && block.value.type === 'object' ? block.value : undefined
    expect(value?.entries.map(({ type }) => type)).toEqual(['unreadable', 'item'])
    expect(value?.close).toBeDefined()
  })

  it('says where, in characters', () => {
    expect(parse('ключ = "🔑" ;').refusal).toEqual({
      text: 'At 1:12: illegal char',
      start: 13 - 1,
      line: 1,
      column: 12,
    })
  })
})

describe('keys that are given twice', () => {
  const text = 'seal "awskms" {\n  region = "a"\n  region = "b"\n}\n'

  it('are kept, with both places', () => {
    const { refusal, duplicates, entries } = parse(text)
    expect(refusal).toBeUndefined()
    expect(duplicates.map(({ key, first }) => [key.line, first.line])).toEqual([[3, 2]])
    expect(entries).toHaveLength(1)
  })

  it('are an error to releases that refuse them', () => {
    expect(parse(text).strictRefusal?.text).toBe(
      'The argument "region" at 3:3 was already set. Each argument can only be defined once',
    )
  })
})
