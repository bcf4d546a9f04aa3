/** Faults on request, and changes that are seen only later. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRequest } from './faults.ts'
import { element, TestSandbox } from './test-client.ts'

let box: TestSandbox
beforeEach(async () => {
  box = await new TestSandbox().start()
})
afterEach(() => box.end())

const list = async () => (await box.call('ListKeys')).body.__type ?? 'ok'
const add = (fault: FaultRequest) => box.running.faults.add(fault)

describe('a fault', () => {
  test.each([
    [{ kind: 'throttle' }, 400, 'ThrottlingException'],
    [{ kind: 'server-error' }, 500, 'KMSInternalException'],
    [{ kind: 'server-error', status: 503 }, 503, 'ServiceUnavailableException'],
    [{ kind: 'quota' }, 400, 'LimitExceededException'],
    [{ kind: 'deny' }, 400, 'AccessDeniedException'],
  ] as const)('%j refuses so many calls with %i %s, and is over', async (effect, status, name) => {
    add({ effect, times: 2 })
    for (const _time of [1, 2]) {
      const answer = await box.call('ListKeys')
      expect([answer.status, answer.body.__type]).toEqual([status, name])
    }
    expect(await list()).toBe('ok')
    expect(box.running.faults.list()).toEqual([])
  })

  test('is for the operations and the principal that it names', async () => {
    const fault = add({ effect: { kind: 'throttle' }, operations: ['Encrypt'], principal: 'seal-server' })
    const input = { KeyId: 'alias/vault-unseal', Plaintext: 'eA==' }
    expect((await box.call('Encrypt', input, box.as('seal-server'))).body.__type).toBe('ThrottlingException')
    expect((await box.call('DescribeKey', { KeyId: input.KeyId }, box.as('seal-server'))).status).toBe(200)
    expect((await box.call('Encrypt', input)).status).toBe(200)
    box.running.faults.clear(fault.id)
    expect((await box.call('Encrypt', input, box.as('seal-server'))).status).toBe(200)
  })

  test('that denies names who and what', async () => {
    add({ effect: { kind: 'deny' }, operations: ['ListKeys'] })
    const { arn } = box.as('owner')
    expect((await box.call('ListKeys')).body.Message).toContain(
      `User: ${arn} is not authorized to perform: kms:ListKeys`,
    )
  })

  test('meets STS too', async () => {
    add({ effect: { kind: 'throttle' }, operations: ['GetCallerIdentity'], times: 1 })
    expect(element(await box.sts({ Action: 'GetCallerIdentity' }), 'Code')).toBe('Throttling')
  })

  test('breaks the connection before the deed, or after it with the answer lost', async () => {
    const create = (AliasName: string) => box.call('CreateAlias', { AliasName, TargetKeyId: box.key('fit').keyId })
    const exists = async (KeyId: string) => (await box.call('DescribeKey', { KeyId })).status === 200
    add({ effect: { kind: 'reset', moment: 'before' }, operations: ['CreateAlias'], times: 1 })
    await expect(create('alias/a')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await exists('alias/a')).toBe(false)
    add({ effect: { kind: 'reset', moment: 'after' }, operations: ['CreateAlias'], times: 1 })
    await expect(create('alias/b')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await exists('alias/b')).toBe(true)
    expect(box.running.requests(2)[1]).toMatchObject({ operation: 'CreateAlias', result: 'reset' })
  })

  test('cuts an answer short', async () => {
    add({ effect: { kind: 'truncate' }, times: 1 })
    await expect(box.call('ListKeys')).rejects.toThrow(/aborted|ECONNRESET|hang up/)
    expect(await list()).toBe('ok')
  })

  test('delays an answer', async () => {
    add({ effect: { kind: 'latency', milliseconds: 60 }, times: 1 })
    const from = performance.now()
    expect(await list()).toBe('ok')
    expect(performance.now() - from).toBeGreaterThan(55)
  })

  test('is gone after a reset', async () => {
    add({ effect: { kind: 'throttle' } })
    await box.running.reset('demo')
    expect(await list()).toBe('ok')
  })
})

describe('when changes are slow to be seen', () => {
  const described = async (KeyId: string) => (await box.call('DescribeKey', { KeyId })).body.KeyMetadata?.Arn

  test('a new alias is unknown, a moved one points where it did, a deleted one is still there', async () => {
    const [fit, other] = [box.key('fit'), box.key('rotated')]
    box.running.slowDown(5000)
    await box.call('CreateAlias', { AliasName: 'alias/new', TargetKeyId: fit.keyId })
    await box.call('UpdateAlias', { AliasName: 'alias/vault-unseal', TargetKeyId: other.keyId })
    await box.call('DeleteAlias', { AliasName: 'alias/multi-region' })
    const seen = async () => [
      await described('alias/new'),
      await described('alias/vault-unseal'),
      await described('alias/multi-region'),
    ]
    expect(await seen()).toEqual([undefined, fit.arn, box.key('multi-region').arn])
    box.now += 5000
    expect(await seen()).toEqual([fit.arn, other.arn, undefined])
  })

  test('a new grant is known by its token alone', async () => {
    box.running.slowDown(5000)
    const auditor = box.as('auditor')
    const { keyId: KeyId } = box.key('fit')
    const input = { KeyId, GranteePrincipal: auditor.arn, Operations: ['DescribeKey'] }
    const { GrantToken } = (await box.call('CreateGrant', input)).body
    const status = async (more: object) => (await box.call('DescribeKey', { KeyId, ...more }, auditor)).status
    expect(await status({})).toBe(400)
    expect(await status({ GrantTokens: [GrantToken] })).toBe(200)
    box.now += 5000
    expect(await status({})).toBe(200)
  })

  test('a rotation on demand is under way, and a second one conflicts with it', async () => {
    box.running.slowDown(5000)
    const { keyId: KeyId } = box.key('fit')
    await box.call('RotateKeyOnDemand', { KeyId })
    const status = async () => (await box.call('GetKeyRotationStatus', { KeyId })).body.OnDemandRotationStartDate
    expect(await status()).toBe(box.now / 1000)
    expect((await box.call('RotateKeyOnDemand', { KeyId })).body.__type).toBe('ConflictException')
    box.now += 5000
    expect(await status()).toBeUndefined()
    expect((await box.call('RotateKeyOnDemand', { KeyId })).status).toBe(200)
  })
})
