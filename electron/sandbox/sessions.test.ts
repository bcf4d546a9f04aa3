/** Temporary credentials: from a role, from a provider's token, from a user's own key; what they may do and for how long. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { credentialsIn, element, type TestAnswer, TestSandbox } from './test-client.ts'

let box: TestSandbox
beforeEach(async () => {
  box = await new TestSandbox().start()
})
afterEach(() => box.end())

const text = (plain: string) => Buffer.from(plain).toString('base64')
const error = (answer: TestAnswer) => [answer.status, element(answer, 'Code')]
const session = { RoleSessionName: 'unseal' }

function assume(parameters: Record<string, string> = {}, as = 'owner'): Promise<TestAnswer> {
  return box.sts({ Action: 'AssumeRole', RoleArn: box.as('seal-role').arn, ...session, ...parameters }, box.as(as))
}

describe('AssumeRole', () => {
  test('gives the role, under the name of the session, for an hour', async () => {
    const answer = await assume()
    expect(answer.status).toBe(200)
    const arn = 'arn:aws:sts::111122223333:assumed-role/sandbox-seal-role/unseal'
    expect(element(answer, 'Arn')).toBe(arn)
    expect(element(answer, 'AssumedRoleId')).toMatch(/^AROA[A-Z2-7]{17}:unseal$/)
    expect(element(answer, 'Expiration')).toBe('2026-11-25T13:00:00Z')
    const credentials = credentialsIn(answer)
    expect(credentials.accessKeyId).toMatch(/^ASIA/)
    const identity = await box.sts({ Action: 'GetCallerIdentity' }, credentials)
    expect([element(identity, 'Arn'), element(identity, 'Account')]).toEqual([arn, '111122223333'])
    const input = { KeyId: 'alias/vault-unseal', Plaintext: text('x') }
    expect((await box.call('Encrypt', input, credentials)).status).toBe(200)
    expect((await box.call('ListKeys', {}, credentials)).body.Message).toContain(`User: ${arn} is not authorized`)
    expect(box.running.requests(1)[0]).toMatchObject({ principal: 'seal-role/unseal', operation: 'ListKeys' })
  })

  test('is over when its time is, also after a restart, and when the store is another', async () => {
    const credentials = credentialsIn(await assume({ DurationSeconds: '900' }))
    box.now += 899_000
    await box.stop()
    await box.start()
    expect((await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' }, credentials)).status).toBe(200)
    box.now += 1000
    const late = await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' }, credentials)
    expect(late.body).toEqual({
      __type: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    })
    expect(error(await box.sts({ Action: 'GetCallerIdentity' }, credentials))).toEqual([403, 'ExpiredToken'])
    const fresh = credentialsIn(await assume())
    await box.running.reset('demo')
    const answer = await box.call('ListKeys', {}, fresh)
    expect(answer.body.__type).toBe('UnrecognizedClientException')
  })

  test('believes no token but its own', async () => {
    const credentials = credentialsIn(await assume())
    const other = credentialsIn(await assume())
    const refused = async (change: object) =>
      (await box.call('ListKeys', {}, { ...credentials, ...change })).body.__type
    expect(await refused({ sessionToken: undefined })).toBe('UnrecognizedClientException')
    expect(await refused({ sessionToken: 'AAAA' })).toBe('UnrecognizedClientException')
    expect(await refused({ sessionToken: other.sessionToken })).toBe('UnrecognizedClientException')
    expect(await refused({ secretAccessKey: other.secretAccessKey })).toBe('InvalidSignatureException')
    expect(await refused({ ...box.as('owner'), sessionToken: other.sessionToken })).toBe('UnrecognizedClientException')
  })

  test('is narrowed by a policy of the session', async () => {
    const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*' } })
    const credentials = credentialsIn(await assume({ Policy }))
    const KeyId = 'alias/vault-unseal'
    expect((await box.call('DescribeKey', { KeyId }, credentials)).status).toBe(200)
    const refused = await box.call('Encrypt', { KeyId, Plaintext: text('x') }, credentials)
    expect(refused.body.Message).toMatch(/because no session policy allows the kms:Encrypt action$/)
  })

  test('is refused to who may not, for what is not there, and out of bounds', async () => {
    expect(error(await assume({}, 'auditor'))).toEqual([403, 'AccessDenied'])
    expect(element(await assume({}, 'auditor'), 'Message')).toBe(
      `User: ${box.as('auditor').arn} is not authorized to perform: sts:AssumeRole on resource: ${box.as('seal-role').arn}`,
    )
    expect(error(await assume({}, 'other-account'))).toEqual([403, 'AccessDenied'])
    expect(error(await assume({ RoleArn: 'arn:aws:iam::111122223333:role/none' }))).toEqual([403, 'AccessDenied'])
    expect(error(await assume({ DurationSeconds: '1' }))).toEqual([400, 'ValidationError'])
    expect(error(await assume({ DurationSeconds: '7200' }))).toEqual([400, 'ValidationError'])
    expect(error(await assume({ RoleSessionName: 'a b' }))).toEqual([400, 'ValidationError'])
    expect(error(await assume({ Policy: '{}' }))).toEqual([400, 'MalformedPolicyDocument'])
  })
})

describe('AssumeRoleWithWebIdentity', () => {
  const parameters = () => ({
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: box.as('seal-role').arn,
    ...session,
    WebIdentityToken: readFileSync(box.running.ready.webIdentityTokenFile, 'utf8'),
  })

  test('gives the role for the token that the sandbox wrote, without a signature', async () => {
    const answer = await box.sts(parameters(), 'unsigned')
    expect(answer.status).toBe(200)
    expect(element(answer, 'SubjectFromWebIdentityToken')).toBe('system:serviceaccount:vault:vault')
    const input = { KeyId: 'alias/vault-unseal', Plaintext: text('x') }
    expect((await box.call('Encrypt', input, credentialsIn(answer))).status).toBe(200)
  })

  test('refuses a token of anyone else, one that is over, and a role that does not trust it', async () => {
    const { WebIdentityToken, ...rest } = parameters()
    const [head, , signature] = WebIdentityToken.split('.')
    const claims = Buffer.from(JSON.stringify({ sub: 'x', exp: 9e9 })).toString('base64url')
    const forged = { ...rest, WebIdentityToken: `${head}.${claims}.${signature}` }
    expect(error(await box.sts(forged, 'unsigned'))).toEqual([400, 'InvalidIdentityToken'])
    const role = { ...parameters(), RoleArn: 'arn:aws:iam::111122223333:role/none' }
    expect(error(await box.sts(role, 'unsigned'))).toEqual([403, 'AccessDenied'])
    box.now += 31 * 86_400_000
    expect(error(await box.sts({ ...rest, WebIdentityToken }, 'unsigned'))).toEqual([403, 'ExpiredToken'])
  })
})

describe('GetSessionToken', () => {
  test('gives a user its own permissions for a time, and not twice', async () => {
    const credentials = credentialsIn(await box.sts({ Action: 'GetSessionToken' }, box.as('seal-server')))
    const identity = await box.sts({ Action: 'GetCallerIdentity' }, credentials)
    expect(element(identity, 'Arn')).toBe(box.as('seal-server').arn)
    expect((await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' }, credentials)).status).toBe(200)
    expect((await box.call('ListKeys', {}, credentials)).body.__type).toBe('AccessDeniedException')
    expect(error(await box.sts({ Action: 'GetSessionToken' }, credentials))).toEqual([403, 'AccessDenied'])
    const mfa = { Action: 'GetSessionToken', SerialNumber: 'arn:aws:iam::111122223333:mfa/x', TokenCode: '123456' }
    expect(error(await box.sts(mfa))).toEqual([403, 'AccessDenied'])
  })
})
