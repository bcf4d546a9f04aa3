import { describe, expect, test } from 'vitest'
import {
  blob,
  choice,
  flag,
  integer,
  list,
  optional,
  parseBody,
  readInput,
  record,
  text,
  textMap,
} from './input-shape.ts'

const shape = {
  KeyId: text({ min: 1, max: 8 }),
  Limit: optional(integer(1, 10)),
  Plaintext: optional(blob(1, 4)),
  KeySpec: optional(choice(['A', 'B'])),
  MultiRegion: optional(flag()),
  EncryptionContext: optional(textMap()),
  Tags: optional(list(record({ TagKey: text({ max: 3 }) }), 2)),
}

function problem(members: Record<string, unknown>): string {
  try {
    readInput(shape, members)
    return 'accepted'
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : ''
  }
}

describe('readInput', () => {
  test('reads every kind and leaves out what is null, absent or unknown', () => {
    const context = JSON.parse('{"b":"2","__proto__":"1"}')
    const input = {
      KeyId: 'k',
      Limit: 2.9,
      Plaintext: 'aGk=',
      KeySpec: 'B',
      EncryptionContext: context,
      MultiRegion: null,
      Odd: 1,
    }
    expect(readInput(shape, input)).toEqual({
      KeyId: 'k',
      Limit: 2,
      Plaintext: Buffer.from('hi'),
      KeySpec: 'B',
      EncryptionContext: [
        ['__proto__', '1'],
        ['b', '2'],
      ],
    })
  })

  test.each([
    [{}, "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"],
    [
      { KeyId: '' },
      "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { KeyId: 'k', Limit: 11 },
      "Value '11' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10",
    ],
    [
      { KeyId: 'k', KeySpec: 'C' },
      "Value 'C' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [A, B]",
    ],
    [
      { KeyId: 'k', Plaintext: 'aGVsbG8=' },
      "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4",
    ],
    [{ KeyId: 'k', Tags: [{ TagKey: 'long' }] }, "Value 'long' at 'tags.1.member.tagKey' failed"],
  ])('names the member and the rule for %j', (members, message) => {
    expect(problem(members)).toContain(message)
    expect(problem(members)).toMatch(/^ValidationException/)
  })

  test('names all problems at once', () => {
    expect(problem({ KeyId: '', Limit: 0 })).toMatch(
      /^ValidationException: 2 validation errors detected: .*; Value '0'/,
    )
  })

  test.each([
    [{ KeyId: 1 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ KeyId: {} }, 'Start of structure or map found where not expected.'],
    [{ KeyId: [] }, 'Start of list found where not expected'],
    [{ KeyId: 'k', Limit: '1' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ KeyId: 'k', MultiRegion: 'yes' }, 'STRING_VALUE can not be converted to a Boolean'],
    [{ KeyId: 'k', Plaintext: 'not base64' }, ''],
    [{ KeyId: 'k', EncryptionContext: ['a'] }, 'Start of list found where not expected'],
  ])('refuses the wrong JSON kind in %j', (members, message) => {
    expect(problem(members)).toBe(`SerializationException: ${message}`)
  })
})

describe('parseBody', () => {
  test('takes an absent body for an empty structure', () => {
    expect(parseBody(Buffer.alloc(0))).toEqual({})
  })

  test.each(['{', 'null', '[]', '"x"', '{"a":}', '\u0000'])('refuses %j', (body) => {
    expect(() => parseBody(Buffer.from(body))).toThrowError(expect.objectContaining({ name: 'SerializationException' }))
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(() => parseBody(Buffer.from([0x7b, 0xff, 0x7d]))).toThrowError(
      expect.objectContaining({ name: 'SerializationException' }),
    )
  })
})
