import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestAnswer, TestSandbox } from './test-client.ts'

const box = new TestSandbox()
beforeAll(() => box.start())
afterAll(() => box.end())

const outcome = ({ status, body }: TestAnswer) => (status === 200 ? 'ok' : body.__type)
const grant = (key: string, more: object) =>
  box.call('CreateGrant', { KeyId: box.key(key).keyId, GranteePrincipal: box.as('auditor').arn, ...more })

test.each([
  ['fit', 'GenerateDataKeyPair', 'ok'],
  ['fit', 'Sign', 'ValidationException'],
  ['fit', 'GetPublicKey', 'ValidationException'],
  ['rsa', 'GetPublicKey', 'ok'],
  ['rsa', 'GenerateDataKey', 'ValidationException'],
  ['hmac', 'VerifyMac', 'ok'],
  ['hmac', 'Encrypt', 'ValidationException'],
])('a grant on %s for %s: %s', async (key, name, expected) => {
  expect(outcome(await grant(key, { Operations: ['DescribeKey', name] }))).toBe(expected)
})

test.each([
  ['111122223333:user/nobody', 'iam', 'InvalidArnException'],
  ['111122223333:role/sandbox-seal-role', 'iam', 'ok'],
  ['111122223333:assumed-role/sandbox-seal-role/session', 'sts', 'ok'],
  ['111122223333:assumed-role/nobody/session', 'sts', 'InvalidArnException'],
  ['111122223333:root', 'iam', 'ok'],
  ['999988887777:user/stranger', 'iam', 'ok'],
])('a grant to %s: %s, %s', async (name, service, expected) => {
  const GranteePrincipal = `arn:aws:${service}::${name}`
  expect(outcome(await grant('fit', { GranteePrincipal, Operations: ['Encrypt'] }))).toBe(expected)
})

test('a grant token that no grant has is refused, and so is one of a revoked grant', async () => {
  const { GrantId, GrantToken } = (await grant('fit', { Operations: ['Encrypt'] })).body
  const encrypt = (token: string) =>
    box.call('Encrypt', { KeyId: box.key('fit').keyId, Plaintext: 'AAAA', GrantTokens: [token] })
  expect(outcome(await encrypt(GrantToken))).toBe('ok')
  expect(outcome(await encrypt('nonsense'))).toBe('InvalidGrantTokenException')
  await box.call('RevokeGrant', { KeyId: box.key('fit').keyId, GrantId })
  expect(outcome(await encrypt(GrantToken))).toBe('InvalidGrantTokenException')
})

test('filtered pages of grants hold each wanted grant once', async () => {
  const filter = { KeyId: box.key('rotated').keyId, GranteePrincipal: box.as('seal-server').arn, Limit: 2 }
  const made = new Set<string>()
  for (const [index, name] of ['seal-server', 'auditor', 'seal-server', 'auditor', 'seal-server'].entries()) {
    const more = { GranteePrincipal: box.as(name).arn, Operations: ['Encrypt'], Name: `n${index}` }
    const { GrantId } = (await grant('rotated', more)).body
    if (name === 'seal-server') made.add(GrantId)
  }
  const first = (await box.call('ListGrants', filter)).body
  const second = (await box.call('ListGrants', { ...filter, Marker: first.NextMarker })).body
  expect([first.Truncated, second.Truncated]).toEqual([true, false])
  const ids = [...first.Grants, ...second.Grants].map(({ GrantId }: { GrantId: string }) => GrantId)
  expect([ids.length, new Set(ids)]).toEqual([3, made])
})
