/** Who may do what: the seeded principals, key policies, grants and other accounts, as a caller meets them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestAnswer, TestSandbox } from './test-client.ts'

let box: TestSandbox
beforeEach(async () => {
  box = await new TestSandbox().start()
})
afterEach(() => box.end())

const text = (plain: string) => Buffer.from(plain).toString('base64')
const outcome = ({ status, body }: TestAnswer) => body.__type ?? status

function statement(change: object): object {
  return { Effect: 'Allow', Action: 'kms:*', Resource: '*', ...change }
}

const account = { AWS: 'arn:aws:iam::111122223333:root' }

/** A key whose policy lets its account do everything, and has these statements besides. */
async function keyWith(...statements: object[]): Promise<string> {
  const { KeyId } = (await box.call('CreateKey')).body.KeyMetadata
  const Policy = JSON.stringify({ Statement: [statement({ Principal: account }), ...statements] })
  expect(outcome(await box.call('PutKeyPolicy', { KeyId, Policy }))).toBe(200)
  return KeyId
}

describe('a seeded principal', () => {
  test('is the owner, a seal server, an auditor, someone of another account, or a role', () => {
    const names = box.running.ready.principals.map(({ name, arn }) => [name, arn])
    expect(names).toEqual([
      ['owner', 'arn:aws:iam::111122223333:user/sandbox-owner'],
      ['seal-server', 'arn:aws:iam::111122223333:user/sandbox-seal-server'],
      ['auditor', 'arn:aws:iam::111122223333:user/sandbox-auditor'],
      ['other-account', 'arn:aws:iam::444455556666:user/sandbox-other-account'],
      ['seal-role', 'arn:aws:iam::111122223333:role/sandbox-seal-role'],
    ])
  })

  test('that is the seal server may do what a seal does and nothing else', async () => {
    const server = box.as('seal-server')
    const KeyId = box.key('fit').arn
    const encrypted = await box.call('Encrypt', { KeyId, Plaintext: text('x') }, server)
    expect(outcome(encrypted)).toBe(200)
    const { CiphertextBlob } = encrypted.body
    expect(outcome(await box.call('Decrypt', { CiphertextBlob }, server))).toBe(200)
    expect(outcome(await box.call('DescribeKey', { KeyId }, server))).toBe(200)
    const others = { GenerateDataKey: { NumberOfBytes: 32 }, RotateKeyOnDemand: {}, DisableKey: {}, GetKeyPolicy: {} }
    for (const [operation, members] of Object.entries(others)) {
      const { status, body } = await box.call(operation, { KeyId: box.key('fit').keyId, ...members }, server)
      expect([status, body]).toEqual([
        400,
        {
          __type: 'AccessDeniedException',
          Message: `User: ${server.arn} is not authorized to perform: kms:${operation} on resource: ${KeyId} because no identity-based policy allows the kms:${operation} action`,
        },
      ])
    }
    expect((await box.call('ListAliases', {}, server)).body.Message).toBe(
      `User: ${server.arn} is not authorized to perform: kms:ListAliases on resource: * because no identity-based policy allows the kms:ListAliases action`,
    )
  })

  test('that is the auditor may do nothing, except say who it is', async () => {
    const auditor = box.as('auditor')
    const input = { KeyId: box.key('fit').arn, Plaintext: text('x') }
    expect(outcome(await box.call('Encrypt', input, auditor))).toBe('AccessDeniedException')
    expect(outcome(await box.call('GenerateRandom', { NumberOfBytes: 1 }, auditor))).toBe('AccessDeniedException')
    expect((await box.sts({ Action: 'GetCallerIdentity' }, auditor)).text).toContain(`<Arn>${auditor.arn}</Arn>`)
  })

  test('is denied by the key that denies, by name', async () => {
    for (const name of ['owner', 'seal-server']) {
      const { body } = await box.call('Encrypt', { KeyId: box.key('denied').arn, Plaintext: text('x') }, box.as(name))
      expect(body.Message).toBe(
        `User: ${box.as(name).arn} is not authorized to perform: kms:Encrypt on resource: ${box.key('denied').arn} with an explicit deny in a resource-based policy`,
      )
    }
    expect(outcome(await box.call('DescribeKey', { KeyId: box.key('denied').arn }))).toBe(200)
  })
})

describe('a key policy', () => {
  test('that names a principal is enough for it', async () => {
    const auditor = box.as('auditor')
    const KeyId = await keyWith(statement({ Principal: { AWS: auditor.arn }, Action: ['kms:Encrypt'] }))
    expect(outcome(await box.call('Encrypt', { KeyId, Plaintext: text('x') }, auditor))).toBe(200)
    expect(outcome(await box.call('DescribeKey', { KeyId }, auditor))).toBe('AccessDeniedException')
  })

  test('that does not name the account leaves it out, its administrators too', async () => {
    const { KeyId, Arn } = (await box.call('CreateKey')).body.KeyMetadata
    const Policy = JSON.stringify({ Statement: statement({ Principal: { AWS: box.as('seal-server').arn } }) })
    const locked = await box.call('PutKeyPolicy', { KeyId, Policy })
    expect(locked.body).toEqual({
      __type: 'MalformedPolicyDocumentException',
      message: 'The new key policy will not allow you to update the key policy in the future.',
    })
    expect(outcome(await box.call('PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true }))).toBe(200)
    expect((await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body.Message).toBe(
      `User: ${box.as('owner').arn} is not authorized to perform: kms:Encrypt on resource: ${Arn} because no resource-based policy allows the kms:Encrypt action`,
    )
    expect(outcome(await box.call('GetKeyPolicy', { KeyId }, box.as('seal-server')))).toBe(200)
  })

  test.each([
    [{ StringEquals: { 'kms:EncryptionContext:server': 'a' } }, { EncryptionContext: { server: 'b' } }],
    [{ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }, {}],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/other' } }, {}],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:*:user/sandbox-*' } }, {}],
    [{ 'ForAnyValue:StringNotEquals': { 'kms:EncryptionContextKeys': ['a'] } }, {}],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, {}],
    [{ Null: { 'kms:EncryptionContextKeys': 'true' } }, { EncryptionContext: { server: 'a' } }],
    [
      { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['a'] } },
      { EncryptionContext: { a: '1', b: '2' } },
    ],
  ])('with the condition %j does not allow %j', async (Condition, members) => {
    const auditor = box.as('auditor')
    const KeyId = await keyWith(statement({ Principal: { AWS: auditor.arn }, Condition }))
    const input = { KeyId, Plaintext: text('x'), ...members }
    expect(outcome(await box.call('Encrypt', input, auditor))).toBe('AccessDeniedException')
  })

  test.each([
    [{ StringEquals: { 'kms:EncryptionContext:server': 'a' } }, { EncryptionContext: { server: 'a' } }],
    [{ StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }, {}],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/sandbox-*' } }, {}],
    [{ StringEqualsIfExists: { 'kms:ViaService': 'x' } }, {}],
    [{ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['a'] } }, { EncryptionContext: { a: '1', b: '2' } }],
    [{ StringEquals: { 'aws:ResourceAccount': '111122223333', 'kms:KeySpec': 'SYMMETRIC_DEFAULT' } }, {}],
  ])('with the condition %j allows %j', async (Condition, members) => {
    const auditor = box.as('auditor')
    const KeyId = await keyWith(statement({ Principal: { AWS: auditor.arn }, Condition }))
    expect(outcome(await box.call('Encrypt', { KeyId, Plaintext: text('x'), ...members }, auditor))).toBe(200)
  })

  test('can ask by which alias the key was named', async () => {
    const server = box.as('auditor')
    const Condition = { StringEquals: { 'kms:RequestAlias': 'alias/mine' } }
    const KeyId = await keyWith(statement({ Principal: { AWS: server.arn }, Condition }))
    await box.call('CreateAlias', { AliasName: 'alias/mine', TargetKeyId: KeyId })
    expect(outcome(await box.call('DescribeKey', { KeyId: 'alias/mine' }, server))).toBe(200)
    expect(outcome(await box.call('DescribeKey', { KeyId }, server))).toBe('AccessDeniedException')
  })

  test.each([
    ['nonsense', 'Policy contains invalid Json'],
    ['{"Statement":[]}', 'Policy statement must contain at least one statement'],
    [JSON.stringify({ Statement: statement({}) }), 'Policy statement must contain principals.'],
    [
      JSON.stringify({ Statement: statement({ Principal: account, Condition: { DateLessThan: { a: 'b' } } }) }),
      'Invalid condition operator: DateLessThan',
    ],
    ...[{ Comment: 'x' }, { Effekt: 'Allow' }].map((more) => [
      JSON.stringify({ Statement: statement({ Principal: account, ...more }) }),
      `Policy contains an unknown element: ${Object.keys(more)[0]}`,
    ]),
    [
      JSON.stringify({ Statement: statement({ Principal: account }), Extra: 1 }),
      'Policy contains an unknown element: Extra',
    ],
    [
      JSON.stringify({ Statement: statement({ Principal: account, Resource: `\${user}` }) }),
      'Policy contains an unknown variable: user',
    ],
    ...['arn:aws:iam::111122223333:user/sandbox-*', 'arn:aws:iam::111122223333:user/nobody', 'owner', '1234'].map(
      (AWS) => [
        JSON.stringify({ Statement: [statement({ Principal: account }), statement({ Principal: { AWS } })] }),
        'Policy contains a statement with one or more invalid principals.',
      ],
    ),
  ])('%s is refused', async (Policy, message) => {
    const { body } = await box.call('PutKeyPolicy', { KeyId: box.key('fit').keyId, Policy })
    expect(body).toEqual({ __type: 'MalformedPolicyDocumentException', message })
  })

  test('is kept as it was written, and can be given to CreateKey', async () => {
    const Policy = JSON.stringify({ Statement: [statement({ Sid: 'mine', Principal: account })] }, null, 3)
    const { KeyId } = (await box.call('CreateKey', { Policy })).body.KeyMetadata
    await box.stop()
    await box.start()
    expect((await box.call('GetKeyPolicy', { KeyId })).body).toEqual({ Policy, PolicyName: 'default' })
    expect((await box.call('ListKeyPolicies', { KeyId })).body).toEqual({ PolicyNames: ['default'], Truncated: false })
  })
})

describe('a grant', () => {
  test('lets its grantee do what it says until it is revoked', async () => {
    const auditor = box.as('auditor')
    const { keyId } = box.key('fit')
    const made = await box.call('CreateGrant', {
      KeyId: keyId,
      GranteePrincipal: auditor.arn,
      Operations: ['Encrypt', 'Decrypt'],
      Constraints: { EncryptionContextSubset: { server: 'a' } },
      Name: 'once',
    })
    expect(Object.keys(made.body)).toEqual(['GrantId', 'GrantToken'])
    const encrypt = (EncryptionContext: object) =>
      box.call('Encrypt', { KeyId: keyId, Plaintext: text('x'), EncryptionContext }, auditor)
    expect(outcome(await encrypt({ server: 'a', more: 'b' }))).toBe(200)
    expect(outcome(await encrypt({ server: 'b' }))).toBe('AccessDeniedException')
    expect(outcome(await box.call('DescribeKey', { KeyId: keyId }, auditor))).toBe('AccessDeniedException')
    await box.stop()
    await box.start()
    expect((await box.call('ListGrants', { KeyId: keyId })).body.Grants).toEqual([
      {
        CreationDate: expect.any(Number),
        GrantId: made.body.GrantId,
        GranteePrincipal: auditor.arn,
        IssuingAccount: 'arn:aws:iam::111122223333:root',
        KeyId: box.key('fit').arn,
        Name: 'once',
        Operations: ['Encrypt', 'Decrypt'],
        Constraints: { EncryptionContextSubset: { server: 'a' } },
      },
    ])
    expect(outcome(await box.call('RevokeGrant', { KeyId: keyId, GrantId: made.body.GrantId }))).toBe(200)
    expect(outcome(await encrypt({ server: 'a' }))).toBe('AccessDeniedException')
  })

  test('of one name and content is made once', async () => {
    const input = { KeyId: box.key('fit').keyId, GranteePrincipal: box.as('auditor').arn, Operations: ['Encrypt'] }
    const named = { ...input, Name: 'mine' }
    const first = (await box.call('CreateGrant', named)).body
    expect((await box.call('CreateGrant', named)).body).toEqual(first)
    expect((await box.call('CreateGrant', { ...named, Operations: ['Decrypt'] })).body.GrantId).not.toBe(first.GrantId)
    expect((await box.call('CreateGrant', input)).body.GrantId).not.toBe(first.GrantId)
  })

  test('that lets its grantee make grants lets it pass on no more than it has', async () => {
    const [auditor, server] = [box.as('auditor'), box.as('seal-server')]
    const input = { KeyId: box.key('fit').keyId, GranteePrincipal: auditor.arn }
    const Constraints = { EncryptionContextSubset: { server: 'a' } }
    await box.call('CreateGrant', { ...input, Operations: ['CreateGrant', 'Encrypt'], Constraints })
    const pass = async (Operations: string[], more: object) =>
      outcome(await box.call('CreateGrant', { ...input, GranteePrincipal: server.arn, Operations, ...more }, auditor))
    expect(await pass(['Decrypt'], { Constraints })).toBe('AccessDeniedException')
    expect(await pass(['Encrypt'], {})).toBe('AccessDeniedException')
    expect(await pass(['Encrypt'], { Constraints: { EncryptionContextSubset: { server: 'b' } } })).toBe(
      'AccessDeniedException',
    )
    expect(await pass(['Encrypt'], { Constraints: { EncryptionContextEquals: { server: 'a', more: 'b' } } })).toBe(200)
    expect(await pass(['Encrypt'], { Constraints })).toBe(200)
  })

  test('is retired by who may, by its token or its id', async () => {
    const { keyId, arn } = box.key('fit')
    const [auditor, server] = [box.as('auditor'), box.as('seal-server')]
    const input = {
      KeyId: keyId,
      GranteePrincipal: auditor.arn,
      RetiringPrincipal: server.arn,
      Operations: ['Encrypt'],
    }
    const { GrantToken } = (await box.call('CreateGrant', input)).body
    const { GrantId } = (await box.call('CreateGrant', input)).body
    const retirable = await box.call('ListRetirableGrants', { RetiringPrincipal: server.arn, Limit: 1 })
    expect(retirable.body).toMatchObject({ Truncated: true, Grants: [{ RetiringPrincipal: server.arn }] })
    expect(outcome(await box.call('RetireGrant', { GrantToken }, auditor))).toBe('AccessDeniedException')
    expect(outcome(await box.call('RetireGrant', { GrantToken, DryRun: true }, server))).toBe(
      'DryRunOperationException',
    )
    expect(outcome(await box.call('RetireGrant', { GrantToken }, server))).toBe(200)
    expect(outcome(await box.call('RetireGrant', { GrantToken }, server))).toBe('InvalidGrantTokenException')
    expect(outcome(await box.call('RetireGrant', { KeyId: arn, GrantId }, server))).toBe(200)
    expect((await box.call('ListGrants', { KeyId: keyId })).body.Grants).toEqual([])
  })

  test.each([
    [{ GranteePrincipal: 'someone' }, 'InvalidArnException'],
    [{ Operations: [] }, 'ValidationException'],
    [{ Operations: ['ListKeys'] }, 'ValidationException'],
    [{ KeyId: 'disabled' }, 'DisabledException'],
    [{ DryRun: true }, 'DryRunOperationException'],
  ])('with %j is refused', async (change, error) => {
    const whole = { KeyId: 'fit', GranteePrincipal: box.as('auditor').arn, Operations: ['Encrypt'], ...change }
    expect(outcome(await box.call('CreateGrant', { ...whole, KeyId: box.key(whole.KeyId).keyId }))).toBe(error)
  })
})

describe('another account', () => {
  const general =
    'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access'

  test('has keys and aliases of its own: a bare name never means those of someone else', async () => {
    const other = box.as('other-account')
    expect((await box.call('ListKeys', {}, other)).body.Keys).toEqual([])
    expect(outcome(await box.call('DescribeKey', { KeyId: box.key('fit').keyId }, other))).toBe('NotFoundException')
    expect(outcome(await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' }, other))).toBe('NotFoundException')
    const { KeyMetadata } = (await box.call('CreateKey', {}, other)).body
    expect(KeyMetadata.Arn).toContain(':444455556666:')
    await box.call('CreateAlias', { AliasName: 'alias/vault-unseal', TargetKeyId: KeyMetadata.KeyId }, other)
    const described = await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' }, other)
    expect(described.body.KeyMetadata.Arn).toBe(KeyMetadata.Arn)
    expect((await box.call('DescribeKey', { KeyId: 'alias/vault-unseal' })).body.KeyMetadata.Arn).toBe(
      box.key('fit').arn,
    )
  })

  test('is told the same of a key that it may not use and of one that is not there', async () => {
    const other = box.as('other-account')
    const there = await box.call('DescribeKey', { KeyId: box.key('fit').arn }, other)
    const notThere = await box.call('DescribeKey', { KeyId: box.key('fit').arn.replace(/[0-9a-f]$/, 'z') }, other)
    expect(there.body).toEqual({
      __type: 'AccessDeniedException',
      Message: `User: ${other.arn} is not authorized to perform: kms:DescribeKey on this resource ${general}`,
    })
    expect(notThere.body.__type).toBe('NotFoundException')
    const missing = box.key('fit').arn.replace(/key\/.*/, 'key/00000000-0000-0000-0000-000000000000')
    expect((await box.call('DescribeKey', { KeyId: missing }, other)).body).toEqual(there.body)
  })

  test('may use a key when both sides allow it, and manage it never', async () => {
    const other = box.as('other-account')
    const KeyId = await keyWith(statement({ Principal: { AWS: '444455556666' } }))
    const { Arn } = (await box.call('DescribeKey', { KeyId })).body.KeyMetadata
    const encrypted = await box.call('Encrypt', { KeyId: Arn, Plaintext: text('x') }, other)
    expect(outcome(encrypted)).toBe(200)
    const { CiphertextBlob } = encrypted.body
    expect(outcome(await box.call('Decrypt', { CiphertextBlob }, other))).toBe(200)
    expect(outcome(await box.call('DisableKey', { KeyId: Arn }, other))).toBe('AccessDeniedException')
    const { CiphertextBlob: ours } = (await box.call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext: text('x') }))
      .body
    expect((await box.call('Decrypt', { CiphertextBlob: ours }, other)).body.Message).toBe(
      `User: ${other.arn} is not authorized to perform: kms:Decrypt on this resource ${general}`,
    )
  })
})
