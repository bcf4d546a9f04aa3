/**
 * Walks the protobuf wire form of a message and proves it well-formed before the codec reads it: every record with its
 * place in the bytes, for the view that lays a blob open and for a diagnosis that can say where a damaged one breaks.
 *
 * It knows a message only by its descriptor. Rules: a length never leads outside its message, nothing is allocated by a
 * length, depth and number of records are bounded. Stricter than Go in one point: a known field of another wire type is
 * refused, where Go keeps it as an unknown field and reads the blob as if it were absent.
 */
import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf'
import { WireType } from '@bufbuild/protobuf/wire'
import { malformed } from './malformed.ts'

/** A record of the wire form. `offset` and `length` are those of the value, without tag and length prefix. */
export interface WireRecord {
  path: string
  field: DescField | undefined
  wireType: WireType
  offset: number
  length: number
}

/** A real blob has fewer than twenty records; the bound keeps a hostile one from costing many times its size. */
const maxRecords = 1024
const maxDepth = 32

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Lists the records of a message in the order of the bytes, each submessage before its own. Throws `blob-malformed`. */
export function scanWire(message: DescMessage, bytes: Uint8Array): WireRecord[] {
  const scanner = new Scanner(bytes)
  scanner.message(message, 0, bytes.length, '', 0)
  return scanner.records
}

class Scanner {
  readonly records: WireRecord[] = []
  readonly #bytes: Uint8Array
  #position = 0
  #seen = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  message(message: DescMessage, start: number, end: number, prefix: string, depth: number): void {
    if (depth > maxDepth) throw malformed('too-deep', start)
    this.#position = start
    while (this.#position < end) {
      const { number, wireType, at } = this.#tag(end)
      const field = message.fields.find((candidate) => candidate.number === number)
      if (field && wireTypeOf(field) !== wireType) throw malformed('wrong-wire-type', at)
      const value = this.#value(wireType, number, end, depth)
      const path = `${prefix}${number}`
      this.records.push({ path, field, wireType, ...value })
      if (field) this.#inside(field, value, path, depth)
    }
  }

  #inside(field: DescField, value: { offset: number; length: number }, path: string, depth: number): void {
    const { offset, length } = value
    if (field.message) this.message(field.message, offset, offset + length, `${path}.`, depth + 1)
    if (field.scalar === ScalarType.STRING && !isUtf8(this.#bytes.subarray(offset, offset + length))) {
      throw malformed('bad-utf8', offset)
    }
  }

  #tag(end: number): { number: number; wireType: WireType; at: number } {
    const at = this.#position
    if (++this.#seen > maxRecords) throw malformed('too-many-fields', at)
    const tag = this.#varint(end)
    const [number, wireType] = [Number(tag >> 3n), Number(tag & 7n)]
    if (tag > 0xffff_ffffn || number === 0 || !isWireType(wireType)) throw malformed('bad-tag', at)
    return { number, wireType, at }
  }

  /** Steps over a value; afterwards the position is behind it. */
  #value(wireType: WireType, number: number, end: number, depth: number): { offset: number; length: number } {
    if (wireType === WireType.LengthDelimited) return this.#take(Number(this.#varint(end)), end)
    const offset = this.#position
    switch (wireType) {
      case WireType.Varint:
        this.#varint(end)
        return { offset, length: this.#position - offset }
      case WireType.Bit64:
        return this.#take(8, end)
      case WireType.Bit32:
        return this.#take(4, end)
      case WireType.StartGroup:
        return this.#group(number, end, depth)
      default:
        throw malformed('bad-group', offset)
    }
  }

  #take(length: number, end: number): { offset: number; length: number } {
    const offset = this.#position
    if (length > end - offset) throw malformed('truncated', offset)
    this.#position = offset + length
    return { offset, length }
  }

  #group(number: number, end: number, depth: number): { offset: number; length: number } {
    const offset = this.#position
    if (depth >= maxDepth) throw malformed('too-deep', offset)
    for (;;) {
      const inner = this.#tag(end)
      if (inner.wireType === WireType.EndGroup) {
        if (inner.number !== number) throw malformed('bad-group', inner.at)
        return { offset, length: this.#position - offset }
      }
      this.#value(inner.wireType, inner.number, end, depth + 1)
    }
  }

  #varint(end: number): bigint {
    const start = this.#position
    let value = 0n
    for (let i = 0; i < 10; i++) {
      const byte = this.#position < end ? this.#bytes[this.#position] : undefined
      if (byte === undefined) throw malformed('truncated', this.#position)
      this.#position++
      if (i === 9 && byte > 1) break
      value |= BigInt(byte & 0x7f) << BigInt(7 * i)
      if (byte < 0x80) return value
    }
    throw malformed('bad-varint', start)
  }
}

function isWireType(value: number): value is WireType {
  return value >= 0 && value <= 5
}

function wireTypeOf(field: DescField): WireType {
  if (field.message || field.scalar === ScalarType.BYTES || field.scalar === ScalarType.STRING) {
    return WireType.LengthDelimited
  }
  return WireType.Varint
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes)
    return true
  } catch {
    return false
  }
}
