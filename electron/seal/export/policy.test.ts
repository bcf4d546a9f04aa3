import { describe, expect, it } from 'vitest'
import { policyConditionsSchema } from '../../../shared/domain/policy-conditions.ts'
import { iamPolicy, keyPolicy, sealActions } from './policy.ts'

const arn = 'arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const role = 'arn:aws-cn:iam::444455556666:role/servers/vault'

const statements = (kind: typeof iamPolicy, ...input: Parameters<typeof iamPolicy>) => kind(...input).policy.Statement
const codes = (kind: typeof iamPolicy, ...input: Parameters<typeof iamPolicy>) =>
  kind(...input).warnings.map(({ code }) => code)

describe('the policy of an identity', () => {
  it('is three actions on one key', () => {
    expect(statements(iamPolicy, { kms_key_id: arn }, {})).toEqual([
      { Sid: 'UseSealKey', Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'], Resource: arn },
    ])
    expect(codes(iamPolicy, { kms_key_id: arn }, {})).toEqual([])
  })

  it.each([
    ['alias/a', 'eu-west-1', 'arn:aws:kms:eu-west-1:REPLACE_account:key/REPLACE_key_id'],
    ['alias/a', 'us-gov-west-1', 'arn:aws-us-gov:kms:us-gov-west-1:REPLACE_account:key/REPLACE_key_id'],
    ['alias/a', '', 'arn:aws:kms:REPLACE_region:REPLACE_account:key/REPLACE_key_id'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/a', '', 'arn:aws:kms:eu-west-1:111122223333:key/REPLACE_key_id'],
    [
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      'r',
      'arn:aws:kms:r:REPLACE_account:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    ['arn:aws:kms:eu-west-1:111122223333:key/*', '', 'arn:aws:kms:eu-west-1:111122223333:key/REPLACE_key_id'],
    ['arn:aws:kms:*:*:key/*', '*', 'arn:aws:kms:REPLACE_region:REPLACE_account:key/REPLACE_key_id'],
    ['$'.concat('{aws:x}'), '$'.concat('{aws:y}'), 'arn:aws:kms:REPLACE_region:REPLACE_account:key/REPLACE_key_id'],
    ['', '', 'arn:aws:kms:REPLACE_region:REPLACE_account:key/REPLACE_key_id'],
  ])('marks what %j in %j does not tell, and never widens', (kms_key_id, region, resource) => {
    expect(statements(iamPolicy, { kms_key_id, region }, {})[0]?.Resource).toBe(resource)
    expect(codes(iamPolicy, { kms_key_id, region }, {})).toEqual(['key-arn-placeholder'])
  })
})

describe('the policy of a key', () => {
  it('lets its account administer and only the server encrypt and decrypt', () => {
    const [administers, uses] = statements(keyPolicy, { kms_key_id: arn }, { principalArn: role })
    expect(administers?.Principal).toEqual({ AWS: 'arn:aws-cn:iam::111122223333:root' })
    for (const action of ['kms:Encrypt', 'kms:Decrypt', 'kms:CreateGrant', 'kms:*'])
      expect(administers?.Action).not.toContain(action)
    expect(administers?.Action).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']))
    expect(uses).toMatchObject({ Principal: { AWS: role }, Action: sealActions, Resource: '*' })
    expect(codes(keyPolicy, { kms_key_id: arn }, { principalArn: role })).toEqual([])
  })

  it('takes the role of the stanza for the server, else marks the place', () => {
    expect(statements(keyPolicy, { kms_key_id: arn, role_arn: role }, {})[1]?.Principal).toEqual({ AWS: role })
    expect(statements(keyPolicy, { kms_key_id: arn, role_arn: '*' }, {})[1]?.Principal).toEqual({
      AWS: 'arn:aws-cn:iam::111122223333:role/REPLACE_role_of_the_server',
    })
    expect(codes(keyPolicy, { kms_key_id: arn, role_arn: '*' }, {})).toEqual(['principal-placeholder'])
  })
})

describe('conditions', () => {
  it('narrow the use of the key in both', () => {
    const conditions = { vpcEndpoint: 'vpce-0a1b', viaService: 'ec2.eu-west-1.amazonaws.com' }
    for (const kind of [iamPolicy, keyPolicy]) {
      expect(statements(kind, { kms_key_id: arn }, conditions).at(-1)?.Condition).toEqual({
        StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com', 'aws:SourceVpce': 'vpce-0a1b' },
      })
      expect(codes(kind, { kms_key_id: arn, role_arn: role }, conditions)).toEqual(['via-service-denies-server'])
    }
  })

  it.each([
    { principalArn: '*' },
    { principalArn: 'arn:aws:iam::111122223333:role/*' },
    { principalArn: 'arn:aws:iam::111122223333:root' },
    { viaService: '*.amazonaws.com' },
    { viaService: '$'.concat('{aws:x}.com') },
    { vpcEndpoint: 'vpce-*' },
  ])('hold no wildcard and no variable: %j', (conditions) => {
    expect(policyConditionsSchema.safeParse(conditions).success).toBe(false)
  })
})
