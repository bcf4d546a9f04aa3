import { ScalarType } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { decodeBlobInfo, encodeBlobInfo } from './blob-codec.ts'
import schemaText from './blob-info.proto?raw'
import { file_blob_info } from './blob-info_pb.ts'
import { diagnosisOf } from './testing/diagnosed.ts'

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')

describe('the schema', () => {
  it('says the same in its text and in its generated descriptor', () => {
    const declared = [...schemaText.matchAll(/^message (\w+) \{\n([^}]*)\}/gm)].flatMap(([, message, body = '']) =>
      [...body.matchAll(/^ {2}(repeated )?(\w+) (\w+) = (\d+);$/gm)].map(
        ([, repeated, type, name, number]) => `${message} ${repeated ?? ''}${type} ${name} = ${number}`,
      ),
    )
    const generated = file_blob_info.messages.flatMap((message) =>
      message.fields.map((field) => {
        const type = field.message?.name ?? ScalarType[field.scalar ?? 0]?.toLowerCase()
        return `${message.name} ${field.fieldKind === 'list' ? 'repeated ' : ''}${type} ${field.name} = ${field.number}`
      }),
    )
    expect(declared).toHaveLength(16)
    expect(generated).toEqual(declared)
  })
})

describe('reading and writing', () => {
  it('keeps fields that the schema does not name', () => {
    const unknown = '7a0178 a00601 ad0601020304 a9060102030405060708 b3060801b406'
    const inKeyInfo = '0801 1a016b fa0103616263'
    const bytes = hex(`0a0163 12016e 2a0b${inKeyInfo} ${unknown}`)
    const blob = decodeBlobInfo(bytes)
    expect(blob.$unknown?.map(({ no }) => no)).toEqual([15, 100, 101, 101, 102])
    expect(blob.keyInfo?.$unknown?.map(({ no }) => no)).toEqual([31])
    expect(Buffer.from(encodeBlobInfo(blob)).toString('hex')).toBe(bytes.toString('hex'))
  })

  it('merges a key_info that comes in two pieces, as Go does', () => {
    const blob = decodeBlobInfo(hex('2a020801 2a031a016b'))
    expect(blob.keyInfo).toMatchObject({ mechanism: 1n, keyId: 'k' })
  })

  it.each([
    ['truncated', 1, '0a'],
    ['truncated', 2, '0a05616263'],
    ['truncated', 4, '2a03 1a0561 62636465'],
    ['bad-tag', 0, '00'],
    ['bad-tag', 0, '0f'],
    ['bad-tag', 0, '8180808010'],
    ['bad-varint', 3, '2a0b08ffffffffffffffffff02'],
    ['wrong-wire-type', 0, '0801'],
    ['wrong-wire-type', 2, '2a02 0a00'],
    ['bad-utf8', 4, '2a031a01ff'],
    ['bad-group', 1, '7c'],
    ['bad-group', 1, '7b 8401'],
    ['truncated', 1, '73'],
  ])('finds %s at byte %i', async (reason, offset, bytes) => {
    const { code, evidence } = await diagnosisOf(() => decodeBlobInfo(hex(bytes)))
    expect({ code, ...evidence }).toEqual({ code: 'blob-malformed', reason, offset })
  })

  it('refuses groups inside groups without end, and fields without number', async () => {
    const deep = await diagnosisOf(() => decodeBlobInfo(Buffer.alloc(100_000, 0x7b)))
    const many = await diagnosisOf(() => decodeBlobInfo(Buffer.alloc(100_000, Buffer.from([0x70, 0x01]))))
    expect([deep.evidence.reason, many.evidence.reason]).toEqual(['too-deep', 'too-many-fields'])
  })
})
