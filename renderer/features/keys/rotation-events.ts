import type { KeyDescription, KeyMaterial, KeyRotation } from '../../../shared/domain/kms-key.ts'

/** What happened, or will happen, to a key at one moment. Times are epoch milliseconds. */
export interface RotationEvent {
  kind: 'created' | 'automatic' | 'on-demand' | 'next-automatic' | 'in-progress' | 'material-expires' | 'deletion'
  at: number
  materialId?: string
}

/** The moments of a key in order of time. A material without a date (the first, a pending one) has no event of its own. */
export function rotationEvents(key: KeyDescription, rotation: KeyRotation): RotationEvent[] {
  const events: RotationEvent[] = [createdEvent(key, rotation), ...rotation.materials.flatMap(materialEvents)]
  const { nextAt } = rotation.automatic
  if (rotation.automatic.enabled && nextAt) events.push({ kind: 'next-automatic', at: Date.parse(nextAt) })
  const { startedAt } = rotation.onDemand
  if (startedAt) events.push({ kind: 'in-progress', at: Date.parse(startedAt) })
  if (key.deletionAt) events.push({ kind: 'deletion', at: Date.parse(key.deletionAt) })
  return events.sort((a, b) => a.at - b.at)
}

function createdEvent(key: KeyDescription, rotation: KeyRotation): RotationEvent {
  const first = rotation.materials.find((material) => !material.rotatedAt && !material.state.startsWith('PENDING'))
  return { kind: 'created', at: Date.parse(key.createdAt), ...(first ? { materialId: first.id } : {}) }
}

function materialEvents(material: KeyMaterial): RotationEvent[] {
  const events: RotationEvent[] = []
  if (material.rotatedAt) {
    const kind = material.type === 'ON_DEMAND' ? 'on-demand' : 'automatic'
    events.push({ kind, at: Date.parse(material.rotatedAt), materialId: material.id })
  }
  if (material.expiresAt) {
    events.push({ kind: 'material-expires', at: Date.parse(material.expiresAt), materialId: material.id })
  }
  return events
}

/** The span that a time axis must cover: every event and the present, with a little air on both sides. */
export function rotationSpan(events: readonly RotationEvent[], now: number): [number, number] {
  const times = [now, ...events.map((event) => event.at)]
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const air = Math.max((last - first) * 0.04, 12 * 60 * 60 * 1000)
  return [first - air, last + air]
}
