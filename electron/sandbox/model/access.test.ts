/** The decision by itself: statements, conditions and both sides of it, without a server. */
import { describe, expect, test } from 'vitest'
import { type AccessRequest, refusal } from './access.ts'
import { PolicyProblem, readPolicy } from './policy.ts'
import type { Caller } from './principal.ts'

const account = '111122223333'
const arn = `arn:aws:iam::${account}:user/a`
const resource = `arn:aws:kms:us-east-1:${account}:key/k`
const root = { AWS: `arn:aws:iam::${account}:root` }

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })
const allow = (change: object = {}) => ({ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...change })
const deny = (change: object = {}) => allow({ Effect: 'Deny', ...change })
const wholeAccount = policy(allow({ Principal: root }))

function ask(change: { own?: string; key?: string; caller?: Partial<Caller>; facts?: Record<string, string> }) {
  const { own = policy(allow()), key = wholeAccount, caller = {}, facts = {} } = change
  const who = { name: 'a', arn, principalArn: arn, userId: 'AIDA', account, policies: [own], ...caller }
  const request: AccessRequest = {
    caller: who,
    action: 'kms:Encrypt',
    resource,
    facts: (name) => (facts[name] === undefined ? undefined : [facts[name]]),
    owner: { kind: 'key', account, policy: key },
  }
  return refusal(request) ?? 'allowed'
}

describe('access', () => {
  test.each([
    ['both leave it open', {}, 'allowed'],
    ['the own policy says nothing', { own: policy(allow({ Action: 'kms:Decrypt' })) }, 'no identity-based policy'],
    ['the own policy denies', { own: policy(allow(), deny({ Action: 'kms:enc*' })) }, 'deny in an identity-based'],
    ['the own policy is for another key', { own: policy(allow({ Resource: `${resource}2` })) }, 'no identity-based'],
    [
      'the own policy leaves the action out',
      { own: policy(allow({ Action: undefined, NotAction: 'kms:Encrypt' })) },
      'no identity-based',
    ],
    [
      'the own policy leaves another action out',
      { own: policy(allow({ Action: undefined, NotAction: 'kms:Decrypt' })) },
      'allowed',
    ],
    [
      'the own policy leaves the key out',
      { own: policy(allow({ Resource: undefined, NotResource: resource })) },
      'no identity-based',
    ],
    [
      'the key names the caller alone',
      { own: policy(deny({ Action: 's3:*' })), key: policy(allow({ Principal: { AWS: arn } })) },
      'allowed',
    ],
    [
      'the key names everyone',
      { own: policy(deny({ Action: 's3:*' })), key: policy(allow({ Principal: '*' })) },
      'allowed',
    ],
    [
      'the key names nobody of here',
      { key: policy(allow({ Principal: { AWS: '444455556666' } })) },
      'no resource-based',
    ],
    [
      'the key names a service',
      { key: policy(allow({ Principal: { Service: 's3.amazonaws.com' } })) },
      'no resource-based',
    ],
    [
      'the key denies everyone but others',
      { key: policy(allow({ Principal: root }), deny({ NotPrincipal: { AWS: `${arn}2` } })) },
      'deny in a resource-based',
    ],
    [
      'the key denies everyone but the caller',
      { key: policy(allow({ Principal: root }), deny({ NotPrincipal: { AWS: arn } })) },
      'allowed',
    ],
    [
      'the session is narrower',
      { caller: { sessionPolicy: policy(allow({ Action: 'kms:Decrypt' })) } },
      'no session policy',
    ],
    ['the session denies', { caller: { sessionPolicy: policy(deny()) } }, 'deny in a session policy'],
  ])('when %s', (_case, change, expected) => {
    expect(ask(change)).toContain(expected)
  })

  test('from another account needs both sides', () => {
    const other = {
      arn: 'arn:aws:iam::444455556666:user/b',
      principalArn: 'arn:aws:iam::444455556666:user/b',
      account: '444455556666',
    }
    const shared = policy(allow({ Principal: { AWS: '444455556666' } }))
    expect(ask({ caller: other })).toContain('no resource-based')
    expect(ask({ caller: other, key: shared })).toBe('allowed')
    expect(ask({ caller: { ...other, policies: [] }, key: shared })).toContain('no identity-based')
    expect(ask({ caller: { ...other, policies: [] }, key: policy(allow({ Principal: '*' })) })).toContain(
      'no identity-based',
    )
  })

  test('can depend on a value of the request that the policy names', () => {
    const own = policy(allow({ Condition: { StringEquals: { 'aws:RequestedRegion': `\${aws:PrincipalTag/home}` } } }))
    expect(ask({ own, facts: { 'aws:requestedregion': 'eu', 'aws:principaltag/home': 'eu' } })).toBe('allowed')
    expect(ask({ own, facts: { 'aws:requestedregion': 'eu', 'aws:principaltag/home': 'us' } })).toContain('no identity')
    expect(ask({ own, facts: { 'aws:requestedregion': 'eu' } })).toContain('no identity')
  })

  test.each([
    ['NumericLessThanEquals', '7', '7', true],
    ['NumericLessThanEquals', '7', '8', false],
    ['NumericNotEquals', '7', '8', true],
    ['StringEqualsIgnoreCase', 'AbC', 'aBc', true],
    ['StringNotLike', 'a*', 'abc', false],
    ['StringNotLike', 'a*', 'xbc', true],
    ['ArnNotEquals', 'arn:*:a', 'arn:x:a', false],
  ])('weighs %s %s against %s: %s', (operator, wanted, actual, holds) => {
    const own = policy(allow({ Condition: { [operator]: { 'kms:Fact': wanted } } }))
    expect(ask({ own, facts: { 'kms:fact': actual } }) === 'allowed').toBe(holds)
  })

  test.each([
    [{ Effect: 'Maybe', Action: '*', Resource: '*' }],
    [{ Effect: 'Allow', Resource: '*' }],
    [{ Effect: 'Allow', Action: '*' }],
    [{ Effect: 'Allow', Action: [], Resource: '*' }],
    [{ Effect: 'Allow', Action: '*', NotAction: '*', Resource: '*' }],
    [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.1' } } }],
  ])('has no use for %j', (statement) => {
    expect(() => readPolicy(policy(statement), 'identity')).toThrow(PolicyProblem)
  })
})
