/**
 * Reads a store: a line that names the format, then one line for each acknowledged request with the changes it made. It
 * tells a cut end (never acknowledged, to be dropped) from damage (to be kept aside), and a format of a later release
 * (to be left alone) from both.
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
}

/** The contents, or undefined when the file is damaged. Throws for a format of a later release. */
export function readStore(bytes: Buffer, path: string): StoreContents | undefined {
  const length = bytes.lastIndexOf(0x0a) + 1
  const changes: Change[] = []
  let format: number | undefined
  let lines = 0
  for (let start = 0; start < length; lines++) {
    const end = bytes.indexOf(0x0a, start)
    const value = decodeLine(bytes.subarray(start, end))
    if (lines === 0) format = readHeader(value, path)
    else if (!isChanges(value)) return undefined
    else for (const change of value) changes.push(change)
    if (format === undefined) return undefined
    start = end + 1
  }
  return format === undefined ? undefined : { format, changes, lines, length }
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
