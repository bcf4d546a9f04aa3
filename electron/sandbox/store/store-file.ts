/**
 * Reads a store: a line that names the format, then one line for each acknowledged request with the changes it made. It
 * tells a cut end (never acknowledged, to be dropped) from a damaged one (all before it is good) and from damage in the
 * middle (nothing can be believed), and a format of a later release (to be left alone) from them all.
 */
import { SandboxFailure } from '../failure.ts'
import type { Change } from '../model/world.ts'
import { decodeLine, encodeLine } from './line.ts'

/** 2 since keys have policies and grants, and principals permissions. */
export const storeFormat = 2

export interface StoreContents {
  readonly format: number
  readonly changes: readonly Change[]
  readonly lines: number
  /** The length of the part that counts. */
  readonly length: number
  /** Whether what lies behind that part is damage, as power loss leaves it, and not just a cut end. */
  readonly damagedEnd: boolean
}

/** The contents, or undefined when the file is damaged before its end. Throws for a format of a later release. */
export function readStore(bytes: Buffer, path: string): StoreContents | undefined {
  const end = bytes.indexOf(0x0a)
  const format = end < 0 ? undefined : readHeader(decodeLine(bytes.subarray(0, end)), path)
  if (format === undefined) return undefined
  const changes: Change[] = []
  let length = end + 1
  let lines = 1
  for (let next = nextLine(bytes, length); next; next = nextLine(bytes, length), lines++) {
    if (!isChanges(next.value)) break
    for (const change of next.value) changes.push(change)
    length = next.end
  }
  const rest = bytes.subarray(length)
  if (holdsGoodLine(rest)) return undefined
  return { format, changes, lines, length, damagedEnd: isDamage(rest) }
}

function nextLine(bytes: Buffer, start: number): { value: unknown; end: number } | undefined {
  const feed = bytes.indexOf(0x0a, start)
  return feed < 0 ? undefined : { value: decodeLine(bytes.subarray(start, feed)), end: feed + 1 }
}

/** A good line behind a bad one: what is bad is in the middle. */
function holdsGoodLine(rest: Buffer): boolean {
  for (let line = nextLine(rest, 0); line; line = nextLine(rest, line.end)) if (isChanges(line.value)) return true
  return false
}

/** A line that ended, or a block that was never filled, was not cut by a kill. */
function isDamage(rest: Buffer): boolean {
  return rest.includes(0x0a) || rest.includes(0)
}

export function headerLine(): Buffer {
  return encodeLine({ store: 'sealwright-sandbox', format: storeFormat })
}

/** The format that the first line names, or undefined when it is no such line. */
function readHeader(value: unknown, path: string): number | undefined {
  if (typeof value !== 'object' || value === null || !('store' in value) || !('format' in value)) return undefined
  if (value.store !== 'sealwright-sandbox' || typeof value.format !== 'number') return undefined
  if (value.format <= storeFormat) return value.format
  throw new SandboxFailure('store-too-new', `The sandbox store was written by a later release: ${path}`, { path })
}

function isChanges(value: unknown): value is Change[] {
  return (
    Array.isArray(value) && value.every((change) => typeof change === 'object' && change !== null && 'do' in change)
  )
}
