/**
 * What a leap in time did to keys, told by comparing them before and after. Records are replaced and never changed, so the
 * same record is the same key. It knows no rule of time: those are in model/key-time.ts.
 */
import { type KeyRecord, keyArn } from './model/key.ts'
import type { World } from './model/world.ts'

export interface KeyEvent {
  readonly keyArn: string
  readonly alias?: string
  /** `expired`: imported material is gone. */
  readonly what: 'rotated' | 'expired' | 'deleted'
  /** How often it was rotated, how many materials expired. */
  readonly times: number
}

interface KnownKey {
  readonly key: KeyRecord
  readonly alias: string | undefined
}

/** The keys as they are, each with its first alias: a deleted key has none any more. */
export function keysNow(world: World): KnownKey[] {
  return [...world.rings()].flatMap((ring) =>
    Array.from(ring.keys.values(), (key) => ({ key, alias: ring.aliasesOf(key.id).page(undefined, 1).items[0]?.name })),
  )
}

/** A key that is gone for good at a time; a replica's primary has none until its replicas are gone. */
export interface PendingDeletion {
  readonly keyArn: string
  readonly alias?: string
  readonly at: number
}

/** The keys that wait for their end, the soonest first. */
export function pendingDeletions(world: World): PendingDeletion[] {
  return [...world.rings()]
    .flatMap((ring) =>
      [...ring.keys.values()].flatMap((key) => {
        const at = key.state === 'PendingDeletion' ? key.deletion?.at : undefined
        if (at === undefined) return []
        const alias = ring.aliasesOf(key.id).page(undefined, 1).items[0]?.name
        return [{ keyArn: keyArn(key), ...(alias && { alias }), at }]
      }),
    )
    .sort((a, b) => a.at - b.at)
}

export function passedSince(before: readonly KnownKey[], world: World): KeyEvent[] {
  return before.flatMap(({ key, alias }) => {
    const event = eventOf(key, world.ring(key).keys.get(key.id))
    return event ? [{ keyArn: keyArn(key), ...(alias && { alias }), ...event }] : []
  })
}

function eventOf(before: KeyRecord, after: KeyRecord | undefined): Pick<KeyEvent, 'what' | 'times'> | undefined {
  if (after === before) return undefined
  if (!after) return { what: 'deleted', times: 1 }
  const rotations = after.materials.length - before.materials.length
  if (rotations > 0) return { what: 'rotated', times: rotations }
  const expired = secretsOf(before) - secretsOf(after)
  return expired > 0 ? { what: 'expired', times: expired } : undefined
}

const secretsOf = ({ materials }: KeyRecord): number => materials.filter(({ secret }) => secret !== undefined).length
