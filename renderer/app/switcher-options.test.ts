import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/domain/connection.ts'
import type { Profile } from '../../shared/domain/identity.ts'
import { switcherGroups } from './switcher-options.ts'

const profile = (name: string, more: Partial<Profile> = {}): Profile => ({
  name,
  kind: 'static',
  needsMfa: false,
  problems: [],
  ...more,
})
const profiles = [
  profile('dev', { region: 'eu-west-1' }),
  profile('prod', { kind: 'assume-role', roleArn: 'arn:aws:iam::1:role/ops/vault-admin', needsMfa: true }),
  profile('corp', { kind: 'sso', ssoSession: 'main' }),
  profile('empty', { kind: 'incomplete' }),
]
const sandbox: Connection = { kind: 'sandbox' }
const shape = (recent: Connection[], filter = '') =>
  switcherGroups({ profiles }, recent, filter).map(({ title, options }) => [title, ...options.map(({ name }) => name)])

describe('switcherGroups', () => {
  it('puts the recent identities first and each identity in one place', () => {
    expect(shape([{ kind: 'profile', profile: 'prod' }, sandbox])).toEqual([
      ['Recent', 'prod', 'Sandbox KMS'],
      ['Environment', 'This machine’s environment'],
      ['Profiles with access keys', 'dev'],
      ['Profiles with SSO', 'corp'],
      ['Profiles without credentials', 'empty'],
    ])
  })

  it('filters by every word of what is shown', () => {
    expect(shape([], 'VAULT admin')).toEqual([['Profiles that assume a role', 'prod']])
    expect(shape([], 'eu-west')).toEqual([['Profiles with access keys', 'dev']])
    expect(shape([], 'nothing like it')).toEqual([])
  })

  it('says beforehand what a profile will ask for', () => {
    const details = switcherGroups({ profiles }, [], '').flatMap(({ options }) => options.map(({ detail }) => detail))
    expect(details).toContain('vault-admin · needs an MFA code')
    expect(details).toContain('SSO session main')
    expect(details).toContain('names no source of credentials')
  })

  it('keeps a recent profile that the files no longer have, and says so', () => {
    const [recent] = switcherGroups({ profiles: [] }, [{ kind: 'profile', profile: 'gone' }], '')
    expect(recent?.options[0]).toMatchObject({ name: 'gone', detail: 'not in the AWS files any more' })
  })
})
