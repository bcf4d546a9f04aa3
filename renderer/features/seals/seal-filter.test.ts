import { describe, expect, it } from 'vitest'
import { engineText } from '../../../shared/domain/engine.ts'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { connectionText } from '../../client/connection-words.ts'
import { sealMatches } from './seal-filter.ts'

const seal: SavedSeal = {
  id: 's1',
  name: 'Payments cluster',
  engine: { product: 'openbao', version: '2.6.2', plugin: '2.5.0' },
  connection: { kind: 'profile', profile: 'prod', region: 'eu-west-1' },
  parameters: { kms_key_id: 'arn:aws:kms:eu-west-1:111122223333:alias/vault-unseal', region: 'eu-west-1' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

describe('sealMatches', () => {
  it.each([
    ['', true],
    ['payments', true],
    ['PAYMENTS openbao', true],
    ['payments vault-unseal 2.6', true],
    ['payments nothing', false],
    ['server:openbao', true],
    ['server:prod', false],
    ['identity:prod', true],
    ['check:never', true],
    ['check:passed', false],
    ['arn:aws:kms:eu-west-1', true],
  ])('answers %j with %j', (filter, expected) => {
    expect(sealMatches(seal, filter)).toBe(expected)
  })
})

it('names the server with its plugin', () => {
  expect(engineText(seal.engine)).toBe('OpenBao 2.6.2 with plugin 2.5.0')
})

it('names the identity with its region', () => {
  expect(connectionText(seal.connection)).toBe('Profile prod, eu-west-1')
  expect(connectionText({ kind: 'environment' })).toBe('Environment')
})
