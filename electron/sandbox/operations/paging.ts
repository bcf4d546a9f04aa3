/** Limit, Marker and Truncated of the list operations. A marker names the last item given and the list it belongs to. */
import type { SortedMap } from '../model/sorted-map.ts'
import { ServiceError } from '../service-error.ts'

export interface PageRequest {
  readonly list: string
  readonly limit: number
  readonly marker: string | undefined
}

export interface PageAnswer<Value> {
  readonly items: readonly Value[]
  readonly members: { readonly Truncated: boolean; readonly NextMarker?: string }
}

export function readPage<Value>(
  map: SortedMap<Value>,
  { list, limit, marker }: PageRequest,
  isWanted?: (value: Value) => boolean,
): PageAnswer<Value> {
  const after = marker === undefined ? undefined : readMarker(list, marker)
  const { items, next } = map.page(after, limit, isWanted)
  const members = next === undefined ? { Truncated: false } : { Truncated: true, NextMarker: writeMarker(list, next) }
  return { items, members }
}

function writeMarker(list: string, name: string): string {
  return Buffer.from(JSON.stringify([list, name])).toString('base64')
}

function readMarker(list: string, marker: string): string {
  const text = Buffer.from(marker, 'base64').toString()
  const prefix = `${JSON.stringify([list]).slice(0, -1)},"`
  if (text.startsWith(prefix) && text.endsWith('"]') && writeMarker(list, text.slice(prefix.length, -2)) === marker) {
    return text.slice(prefix.length, -2)
  }
  throw new ServiceError('InvalidMarkerException', 'The marker is not one that this list has given out.')
}
