import { describe, expect, it } from 'vitest'
import type { KeyDescription, KeyRotation } from '../../../shared/domain/kms-key.ts'
import { rotationEvents, rotationSpan } from './rotation-events.ts'

const key: KeyDescription = {
  keyId: 'k1',
  keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k1',
  state: 'PendingDeletion',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  manager: 'CUSTOMER',
  multiRegion: false,
  createdAt: '2024-01-01T00:00:00.000Z',
  deletionAt: '2026-12-01T00:00:00.000Z',
  description: '',
  aliases: [],
}
const rotation: KeyRotation = {
  automatic: { supported: true, enabled: true, periodInDays: 365, nextAt: '2026-12-31T00:00:00.000Z' },
  materials: [
    { id: 'm3', state: 'CURRENT', rotatedAt: '2026-01-01T00:00:00.000Z', type: 'ON_DEMAND' },
    { id: 'm2', state: 'NON_CURRENT', rotatedAt: '2025-01-01T00:00:00.000Z', type: 'AUTOMATIC' },
    { id: 'm1', state: 'NON_CURRENT' },
    { id: 'm4', state: 'PENDING_ROTATION' },
  ],
  onDemand: {},
}

describe('rotationEvents', () => {
  it('orders creation, rotations, the next one and the deletion by time', () => {
    expect(rotationEvents(key, rotation).map((event) => [event.kind, event.materialId])).toEqual([
      ['created', 'm1'],
      ['automatic', 'm2'],
      ['on-demand', 'm3'],
      ['deletion', undefined],
      ['next-automatic', undefined],
    ])
  })

  it('shows no next rotation while automatic rotation is off', () => {
    const off = { ...rotation, automatic: { supported: true, enabled: false, nextAt: '2026-12-31T00:00:00.000Z' } }
    expect(rotationEvents(key, off).map((event) => event.kind)).not.toContain('next-automatic')
  })

  it('covers every event and the present', () => {
    const events = rotationEvents(key, rotation)
    const now = Date.parse('2027-06-01T00:00:00.000Z')
    const [from, to] = rotationSpan(events, now)
    expect(from).toBeLessThan(Date.parse(key.createdAt))
    expect(to).toBeGreaterThan(now)
  })
})
