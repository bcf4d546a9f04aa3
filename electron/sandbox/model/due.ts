/** What time alone has brought to the world: deletions, automatic rotations, the end of imported material. */
import { day } from '../clock.ts'
import { isReplica, type KeyRecord } from './key.ts'
import { afterNextDue, dueAt } from './key-time.ts'
import type { Change, World } from './world.ts'

/**
 * The changes due by `now`, one step for each key. Called again until it answers none, because a step can bring about
 * the next: a deleted replica starts the window of its primary.
 */
export function dueChanges(world: World, now: number): Change[] {
  if (now < world.nextDue) return []
  const changes: Change[] = []
  for (const ring of world.rings()) {
    for (const key of ring.keys.values()) {
      if (dueAt(key) > now) continue
      changes.push(...dueOf(world, key, now))
      // What its going means for its primary can be told only when it is gone.
      if (isReplica(key) && key.state === 'PendingDeletion') return changes
    }
  }
  if (changes.length === 0) world.findNextDue()
  return changes
}

function dueOf(world: World, key: KeyRecord, now: number): Change[] {
  const next = afterNextDue(key, now)
  if (!next) return deletion(world, key)
  if (next.materials.length <= key.materials.length) return [{ do: 'put-key', key: next }]
  return withReplicas(world, next)
}

/** The change to a primary together with its material in every replica. */
export function withReplicas(world: World, primary: KeyRecord): Change[] {
  const shares = primary.multiRegion && !isReplica(primary)
  const replicas = shares ? world.related(primary).filter(isReplica) : []
  return [
    { do: 'put-key', key: primary },
    ...replicas.map((replica): Change => ({ do: 'put-key', key: { ...replica, materials: primary.materials } })),
  ]
}

function deletion(world: World, key: KeyRecord): Change[] {
  const { account, region, id } = key
  const ring = world.ring(key)
  const place = { account, region }
  return [
    ...Array.from(ring.aliasesOf(id).values(), ({ name }): Change => ({ ...place, do: 'drop-alias', name })),
    ...Array.from(ring.grantsOf(id).values(), (grant): Change => ({ ...place, do: 'drop-grant', id: grant.id })),
    { ...place, do: 'drop-key', id },
    ...(isReplica(key) ? lastReplicaGone(world, key) : []),
  ]
}

/** A primary that waited for this replica, and for no other one, begins its own window now. */
function lastReplicaGone(world: World, replica: KeyRecord): Change[] {
  const others = world.related(replica).filter(({ region }) => region !== replica.region)
  const waiting = others.find(({ state }) => state === 'PendingReplicaDeletion')
  if (!waiting?.deletion || others.some(isReplica)) return []
  const at = (replica.deletion?.at ?? 0) + waiting.deletion.windowInDays * day
  const deletion = { ...waiting.deletion, at }
  return [{ do: 'put-key', key: { ...waiting, state: 'PendingDeletion', deletion } }]
}
