import { describe, expect, it } from 'vitest'
import type { LastCheck, SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { checkStanding, savedAs } from './use-seals.ts'

const check: LastCheck = {
  verdict: 'pass',
  at: '2026-01-02T00:00:00.000Z',
  subject: {
    connection: { kind: 'sandbox' },
    kmsKeyId: 'alias/a',
    region: 'eu-west-1',
    callerArn: 'arn:aws:iam::1:user/a',
  },
}
const seal: SavedSeal = {
  id: 's1',
  name: 'One',
  engine: { product: 'vault', version: '1.21.4' },
  connection: { kind: 'sandbox' },
  parameters: { kms_key_id: 'alias/a', region: 'eu-west-1' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  lastCheck: check,
}

describe('checkStanding', () => {
  it('stands while nothing has changed, whoever asks without being known', () => {
    expect(checkStanding(check, seal, undefined).stale).toBe(false)
    expect(checkStanding(check, seal, 'arn:aws:iam::1:user/a').stale).toBe(false)
  })

  it.each([
    ['another key', { ...seal, parameters: { ...seal.parameters, kms_key_id: 'alias/b' } }],
    ['another region', { ...seal, parameters: { ...seal.parameters, region: 'us-east-1' } }],
    ['an endpoint', { ...seal, parameters: { ...seal.parameters, endpoint: 'http://127.0.0.1:1' } }],
    ['another connection', { ...seal, connection: { kind: 'environment' } as const }],
  ])('is stale with %s', (_, now) => {
    expect(checkStanding(check, now, undefined).stale).toBe(true)
  })

  it('is stale when another caller answers for the same connection', () => {
    expect(checkStanding(check, seal, 'arn:aws:iam::1:user/b').stale).toBe(true)
  })

  it('does not mind parameters that no check looks at', () => {
    expect(checkStanding(check, { ...seal, parameters: { ...seal.parameters, name: 'x' } }, undefined).stale).toBe(
      false,
    )
  })
})

it('saves a seal again with its last check and nothing that main decides', () => {
  expect(savedAs(seal, { name: 'Two' })).toEqual({
    id: 's1',
    name: 'Two',
    engine: seal.engine,
    connection: seal.connection,
    parameters: seal.parameters,
    lastCheck: check,
  })
})
