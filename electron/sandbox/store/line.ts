/**
 * One line of the store: the CRC-32 of the rest in eight hex digits, a blank, JSON, a line feed. JSON never holds a
 * line feed, so a line that ends was written whole, and what follows the last line feed was never acknowledged.
 */
import { crc32 } from 'node:zlib'

const digits = 8

export function encodeLine(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, Buffer.from('\n')])
}

/** Reads a line without its line feed; undefined when it is damaged. */
export function decodeLine(line: Buffer): unknown {
  const json = line.subarray(digits + 1)
  if (line.length <= digits + 1 || line.toString('latin1', 0, digits + 1) !== `${checksum(json)} `) return undefined
  try {
    return JSON.parse(json.toString())
  } catch {
    return undefined
  }
}

function checksum(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(digits, '0')
}
