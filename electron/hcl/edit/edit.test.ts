import { describe, expect, it } from 'vitest'
import { parse } from '../parse.ts'
import { stanzas } from '../stanzas.ts'
import { type Configuration, hclConfiguration, jsonConfiguration, type KnownEntry } from '../testing/configurations.ts'
import { Random } from '../testing/random.ts'
import { edit } from './edit.ts'

/** How many generated files are edited in each syntax; the figure of the documentation was measured with more. */
const cases = Number(process.env.HCL_CASES ?? 400)

/** A comma and a comment up to a line end, or a comma and white space. */
const restOfLine = /^(?:,?[ \t]*(?:#.*|\/\/.*|\/\*.*\*\/)?\r?\n?|[\s,]*)$/

/** Values that are hard to write. */
const awkward = [
  '',
  'plain',
  'a"b\\c',
  'line\nend\r\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own interpolation.
  'x${y}z${open',
  'é 🔑 \ue123',
  '\u0000\ufeff\u2028',
  12,
  1.5,
  true,
  false,
]

function valueIn(text: string, stanza: number, key: string): unknown {
  const value = stanzas(parse(text))[stanza]?.entries.findLast((entry) => entry.key === key)?.value
  return value && 'value' in value ? value.value : undefined
}

/** All entries of all stanzas but one, with their values. */
function otherValues(text: string, stanza: number, key: string): unknown[] {
  return stanzas(parse(text)).flatMap((each, index) =>
    each.entries
      .filter((entry) => index !== stanza || entry.key !== key)
      .map((entry) => [index, entry.key, entry.value]),
  )
}

/** Length of what two texts have in common at the front and, without overlap, at the end. */
function common(a: string, b: string): { front: number; back: number } {
  const shorter = Math.min(a.length, b.length)
  let front = 0
  while (front < shorter && a[front] === b[front]) front++
  let back = 0
  while (back < shorter - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back++
  return { front, back }
}

describe.each([
  ['HCL', hclConfiguration],
  ['JSON', jsonConfiguration],
] as const)('in generated %s', (_, generate) => {
  function each(seed: number, check: (configuration: Configuration, random: Random) => void): void {
    const random = new Random(seed)
    for (let index = 0; index < cases; index++) check(generate(random), random)
  }

  it('finds every entry with its value', () => {
    each(1, ({ text, entries, stanzas: count }) => {
      const document = parse(text)
      expect(document.refusal?.text, text).toBeUndefined()
      const found = stanzas(document)
      expect(found.length, text).toBe(count)
      const values = found.flatMap((stanza, index) => stanza.entries.map(({ key }) => [key, valueIn(text, index, key)]))
      expect(values, text).toEqual(entries.map(({ key, value }) => [key, value]))
    })
  })

  it('replaces a value and no other byte', () => {
    each(2, ({ text, entries }, random) => {
      const entry = entries.length > 0 ? random.pick(entries) : undefined
      if (!entry) return
      const value = random.pick(awkward)
      const result = edit(parse(text), [{ kind: 'set', stanza: entry.stanza, key: entry.key, value }]).text
      expect(result.startsWith(text.slice(0, entry.valueStart)), text).toBe(true)
      expect(result.endsWith(text.slice(entry.end)), text).toBe(true)
      expect(valueIn(result, entry.stanza, entry.key), result).toBe(value)
      expect(otherValues(result, entry.stanza, entry.key)).toEqual(otherValues(text, entry.stanza, entry.key))
    })
  })

  it('adds a key within its stanza and changes no byte', () => {
    each(3, ({ text, stanzas: count, entries }, random) => {
      const stanza = random.below(count)
      const key = random.pick(['name', 'added_by_the_test', 'k'])
      const value = random.pick(awkward)
      const result = edit(parse(text), [{ kind: 'set', stanza, key, value }]).text
      const { front, back } = common(text, result)
      const isEmpty = !entries.some((entry) => entry.stanza === stanza)
      const missing = text.slice(front, text.length - back)
      expect(isEmpty ? missing.trim() : missing, `${text}\n---\n${result}`).toBe('')
      expect(parse(result).refusal, result).toBeUndefined()
      expect(valueIn(result, stanza, key), result).toBe(value)
      expect(otherValues(result, stanza, key)).toEqual(otherValues(text, stanza, key))
    })
  })

  it('removes a key and nothing beyond its line', () => {
    each(4, ({ text, entries }, random) => {
      const entry = entries.length > 0 ? random.pick(entries) : undefined
      if (!entry) return
      const result = edit(parse(text), [{ kind: 'set', stanza: entry.stanza, key: entry.key, value: null }]).text
      expect(parse(result).refusal, result).toBeUndefined()
      expect(otherValues(result, -1, ''), `${text}\n---\n${result}`).toEqual(otherValues(text, entry.stanza, entry.key))
      expectRemoval(text, result, entry)
    })
  })

  /** What is gone is one stretch: the entry, white space and a comma beside it, and the rest of its line. */
  function expectRemoval(text: string, result: string, { start, end }: KnownEntry): void {
    const length = text.length - result.length
    const isEntry = (from: number): boolean =>
      text.slice(0, from) + text.slice(from + length) === result &&
      from + length >= end &&
      restOfLine.test(text.slice(end, from + length))
    let from = start
    while (from > 0 && !isEntry(from) && /[\s,]/.test(text[from - 1] ?? '')) from--
    expect(isEntry(from), `${text}\n---\n${result}`).toBe(true)
  }

  it('disables and enables a stanza without a trace', () => {
    each(5, ({ text, stanzas: count, entries }, random) => {
      const stanza = random.below(count)
      const disabled = edit(parse(text), [{ kind: 'disable', stanza }])
      expect(
        stanzas(disabled).map((each) => each.disabled),
        disabled.text,
      ).toEqual(Array.from({ length: count }, (_, index) => index === stanza))
      const enabled = edit(disabled, [{ kind: 'enable', stanza }])
      if (entries.some((entry) => entry.stanza === stanza)) expect(enabled.text).toBe(text)
      else expect(stanzas(enabled).map((each) => each.disabled)).not.toContain(true)
    })
  })

  it('removes, duplicates, moves and adds whole blocks', () => {
    each(6, ({ text, stanzas: count }, random) => {
      const document = parse(text)
      const before = contents(text)
      const stanza = random.below(count)
      const to = random.below(count)
      const removed = edit(document, [{ kind: 'remove', stanza }]).text
      expect(contents(removed), `${text}\n---\n${removed}`).toEqual(before.toSpliced(stanza, 1))
      const moved = edit(document, [{ kind: 'move', stanza, to }]).text
      expect(contents(moved), `${text}\n---\n${moved}`).toEqual(
        before.toSpliced(stanza, 1).toSpliced(to, 0, before[stanza] ?? ''),
      )
      expect([...moved].sort().join('')).toBe([...text].sort().join(''))
      const doubled = edit(document, [{ kind: 'duplicate', stanza }]).text
      expect(contents(doubled).toSorted(), `${text}\n---\n${doubled}`).toEqual([...before, before[stanza] ?? ''].sort())
      const added = edit(document, [{ kind: 'add', label: 'awskms', attributes: [{ key: 'region', value: 'r"1' }] }])
      expect(added.refusal, added.text).toBeUndefined()
      expect(contents(added.text), added.text).toEqual([...before, 'awskms {"region":"r\\"1"}'])
    })
  })
})

/** The stanzas of a text as type and values. */
function contents(text: string): string[] {
  const document = parse(text)
  expect(document.refusal, text).toBeUndefined()
  return stanzas(document).map(({ type, entries }) => {
    const values = entries.map(({ key, value }) => [key, 'value' in value ? value.value : value.kind])
    return `${type} ${JSON.stringify(Object.fromEntries(values))}`
  })
}
