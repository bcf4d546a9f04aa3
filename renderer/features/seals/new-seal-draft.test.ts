import { describe, expect, it } from 'vitest'
import type { SandboxStatus } from '../../client/contract-types.ts'
import {
  knownRegion,
  newSealDraft,
  newSealName,
  newSealParameters,
  stepFault,
  withConnection,
} from './new-seal-draft.ts'

const sandbox: SandboxStatus = {
  state: 'running',
  endpoint: 'http://127.0.0.1:4600',
  region: 'us-east-1',
  keys: [],
  principals: [],
  keptAside: [],
  outsideClients: [],
}
const engine = { product: 'openbao', version: '2.6.2' } as const
const fresh = newSealDraft(engine, { kind: 'sandbox' }, '')

describe('newSealParameters', () => {
  it('points a seal on the sandbox at its endpoint and region, without credentials', () => {
    expect(newSealParameters({ ...fresh, key: 'alias/vault-unseal', region: 'eu-west-1' }, sandbox)).toEqual({
      region: 'us-east-1',
      kms_key_id: 'alias/vault-unseal',
      endpoint: 'http://127.0.0.1:4600',
    })
  })

  it('leaves the endpoint out for a profile and keeps the typed region', () => {
    const draft = {
      ...fresh,
      connection: { kind: 'profile', profile: 'prod' } as const,
      region: ' eu-west-1 ',
      key: 'k',
    }
    expect(newSealParameters(draft, sandbox)).toEqual({ region: 'eu-west-1', kms_key_id: 'k' })
  })
})

describe('knownRegion', () => {
  const profile = { name: 'prod', kind: 'static', region: 'eu-north-1', needsMfa: false, problems: [] } as const

  it('prefers the connection’s own region over the profile’s', () => {
    expect(knownRegion({ kind: 'profile', profile: 'prod', region: 'eu-west-1' }, [profile as never])).toBe('eu-west-1')
    expect(knownRegion({ kind: 'profile', profile: 'prod' }, [profile as never])).toBe('eu-north-1')
    expect(knownRegion({ kind: 'environment' }, [])).toBe('')
  })
})

describe('withConnection', () => {
  const sandboxed = newSealDraft(engine, { kind: 'sandbox' }, 'us-east-1')

  it('drops the region of the former identity', () => {
    expect(withConnection(sandboxed, { kind: 'environment' }, '').region).toBe('')
  })

  it('keeps a region that was typed, unless the new identity brings its own', () => {
    const typed = { ...sandboxed, region: 'eu-north-1', regionIsTyped: true }
    expect(withConnection(typed, { kind: 'environment' }, '').region).toBe('eu-north-1')
    expect(withConnection(typed, { kind: 'environment' }, 'eu-west-1').region).toBe('eu-west-1')
  })
})

it('names a seal after server and key until a name is typed', () => {
  expect(newSealName({ ...fresh, key: 'arn:aws:kms:eu-west-1:1:alias/vault-unseal' })).toBe(
    'OpenBao 2.6.2, vault-unseal',
  )
  expect(newSealName({ ...fresh, name: '' })).toBe('')
})

it('holds the wizard at a missing key and a missing name', () => {
  expect(stepFault(fresh, 1)).toBeUndefined()
  expect(stepFault(fresh, 2)).toContain('Choose a key')
  expect(stepFault({ ...fresh, key: 'k', name: ' ' }, 3)).toContain('needs a name')
  expect(stepFault({ ...fresh, key: 'k', name: 'n'.repeat(121) }, 3)).toContain('at most 120')
  expect(stepFault({ ...fresh, key: 'k'.repeat(2049) }, 2)).toContain('At most 2048')
  expect(stepFault({ ...fresh, unfinished: { version: '2.5' } }, 0)).toContain('Version')
  expect(
    stepFault({ ...fresh, unfinished: { plugin: '2' }, engine: { product: 'vault', version: '1.21.4' } }, 0),
  ).toBeUndefined()
  expect(stepFault({ ...fresh, key: 'k' }, 3)).toBeUndefined()
})
