import { describe, expect, it } from 'vitest'
import type { KeyDescription } from '../../shared/domain/kms-key.ts'
import { keyFitness } from './key-fitness.ts'
import { FakeKms } from './testing/fake-kms.ts'

const ordinary = new FakeKms().addKey()
const judged = (changes: Partial<KeyDescription>) => {
  const { verdict, findings } = keyFitness({ ...ordinary, ...changes })
  return [verdict, ...findings.map(({ code, severity }) => `${severity} ${code}`)]
}

describe('key fitness', () => {
  it('finds nothing about an ordinary symmetric key, also while it is updating', () => {
    expect(judged({})).toEqual(['fit'])
    expect(judged({ state: 'Updating' })).toEqual(['fit'])
  })

  it.each<[Partial<KeyDescription>, string]>([
    [{ state: 'Disabled' }, 'error key-disabled'],
    [{ state: 'PendingDeletion' }, 'error key-pending-deletion'],
    [{ state: 'PendingReplicaDeletion' }, 'error key-pending-deletion'],
    [{ state: 'PendingImport' }, 'error key-pending-import'],
    [{ state: 'Unavailable' }, 'error key-unavailable'],
    [{ state: 'Creating' }, 'error key-creating'],
    [{ spec: 'RSA_2048' }, 'error key-not-symmetric'],
    [{ usage: 'SIGN_VERIFY' }, 'error key-usage-not-encryption'],
    [{ manager: 'AWS' }, 'error key-managed-by-aws'],
  ])('calls %o unfit', (changes, finding) => {
    expect(judged(changes)).toEqual(['unfit', finding])
  })

  it.each<[Partial<KeyDescription>, string]>([
    [{ origin: 'EXTERNAL', expiresAt: '2027-01-01T00:00:00.000Z' }, 'warning key-material-expires'],
    [{ origin: 'AWS_CLOUDHSM' }, 'warning key-in-cloudhsm'],
    [{ origin: 'EXTERNAL_KEY_STORE' }, 'warning key-outside-aws'],
    [{ state: 'Resting' }, 'warning key-state-unknown'],
  ])('calls %o risky', (changes, finding) => {
    expect(judged(changes)).toEqual(['risky', finding])
  })

  it('says of several regions and imported material what is worth knowing', () => {
    expect(judged({ multiRegion: true })).toEqual(['fit', 'info key-multi-region'])
    expect(judged({ origin: 'EXTERNAL' })).toEqual(['fit', 'info key-material-imported'])
  })

  it('gathers everything that is wrong, with the facts', () => {
    const deletionAt = '2026-12-24T00:00:00.000Z'
    const { verdict, findings } = keyFitness({ ...ordinary, state: 'PendingDeletion', deletionAt, spec: 'HMAC_256' })
    expect(verdict).toBe('unfit')
    expect(findings.map(({ evidence }) => evidence)).toEqual([
      { state: 'PendingDeletion', deletionAt },
      { spec: 'HMAC_256' },
    ])
  })
})
