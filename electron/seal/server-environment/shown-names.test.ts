import { describe, expect, it } from 'vitest'
import { shownName } from './shown-names.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

describe('what is shown of a variable', () => {
  it.each([
    ['AWS_REGION', 'eu-west-1'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['AWS_ENDPOINT_URL_KMS', 'https://kms.example'],
    ['VAULT_SEAL_TYPE', 'awskms'],
  ])('%s with its value', (name, value) => expect(shownName(name, value)).toMatchObject({ value, looksSecret: false }))

  it.each([
    ['AWS_SECRET_ACCESS_KEY', secret],
    ['AWS_SESSION_TOKEN', 'IQoJb3JpZ2luX2VjEXAMPLE'],
    ['AWS_REGION', secret],
    ['AWS_ACCESS_KEY_ID', secret],
    ['VAULT_TOKEN', 'hvs.x'],
  ])('%s without it where it is a secret', (name, value) => {
    const shown = shownName(name, value)
    expect(shown).toMatchObject({ looksSecret: true })
    expect(JSON.stringify(shown)).not.toContain(value)
  })

  it.each([
    ['AWS_ENDPOINT_URL', 'https://user:pass@kms.example'],
    ['PATH', '/usr/bin'],
    ['SOMETHING', 'else'],
  ])('%s=%s without it where it is not known to be public', (name, value) => {
    expect(JSON.stringify(shownName(name, value))).not.toContain(value)
  })

  it('masks every value alike, so that its length tells nothing', () => {
    expect(shownName('A', 'x').masked).toBe(shownName('A', secret).masked)
  })
})
