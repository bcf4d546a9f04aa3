/** What time does to keys, watched by moving the sandbox's own time. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { day } from './clock.ts'
import { TestSandbox } from './test-client.ts'
import { importMaterial } from './test-import.ts'

let box: TestSandbox
beforeEach(async () => {
  box = await new TestSandbox().start()
})
afterEach(() => box.end())

const text = (plain: string) => Buffer.from(plain).toString('base64')
const stateOf = async (KeyId: string) => (await box.call('DescribeKey', { KeyId })).body.KeyMetadata?.KeyState ?? 'gone'
const rotationsOf = async (KeyId: string) => (await box.call('ListKeyRotations', { KeyId })).body.Rotations
const seconds = (moment: number) => moment / 1000

describe('the time of the sandbox', () => {
  test('is put ahead by days and stays so, while signatures keep to the time of the machine', async () => {
    expect(box.running.now()).toBe(box.now)
    expect((await box.running.advance(40)).now).toBe(box.now + 40 * day)
    await box.stop()
    await box.start()
    expect(box.running.now()).toBe(box.now + 40 * day)
    const { CreationDate } = (await box.call('CreateKey')).body.KeyMetadata
    expect(CreationDate).toBe(seconds(box.now + 40 * day))
    const late = await box.call('ListKeys', {}, { at: box.running.now() })
    expect(late.body.__type).toBe('InvalidSignatureException')
  })

  test('is that of the machine again after a reset', async () => {
    await box.running.advance(40)
    await box.running.reset('empty')
    expect(box.running.now()).toBe(box.now)
  })
})

describe('automatic rotation', () => {
  test('comes at its date, each time again, and leaves everything readable', async () => {
    const { KeyId } = (await box.call('CreateKey')).body.KeyMetadata
    await box.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 })
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
    await box.running.advance(89)
    expect(await rotationsOf(KeyId)).toEqual([])
    await box.running.advance(182)
    expect(await rotationsOf(KeyId)).toMatchObject(
      [90, 180, 270].map((days) => ({ RotationDate: seconds(box.now + days * day), RotationType: 'AUTOMATIC' })),
    )
    const { NextRotationDate } = (await box.call('GetKeyRotationStatus', { KeyId })).body
    expect(NextRotationDate).toBe(seconds(box.now + 360 * day))
    expect((await box.call('Decrypt', { CiphertextBlob })).body.Plaintext).toBe(text('x'))
  })

  test('passes a disabled key over, and catches up when it is enabled', async () => {
    const { KeyId } = (await box.call('CreateKey')).body.KeyMetadata
    await box.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 })
    await box.call('DisableKey', { KeyId })
    await box.running.advance(250)
    expect(await rotationsOf(KeyId)).toEqual([])
    await box.call('EnableKey', { KeyId })
    expect(await rotationsOf(KeyId)).toMatchObject([{ RotationDate: seconds(box.now + 250 * day) }])
    const { NextRotationDate } = (await box.call('GetKeyRotationStatus', { KeyId })).body
    expect(NextRotationDate).toBe(seconds(box.now + 350 * day))
  })

  test('of a key waiting for its deletion is not shown, and goes on when it is rescued', async () => {
    const { keyId } = box.key('rotated')
    const status = async () => (await box.call('GetKeyRotationStatus', { KeyId: keyId })).body.KeyRotationEnabled
    await box.call('ScheduleKeyDeletion', { KeyId: keyId })
    expect(await status()).toBe(false)
    await box.call('CancelKeyDeletion', { KeyId: keyId })
    expect([await stateOf(keyId), await status()]).toEqual(['Disabled', true])
  })
})

describe('deletion', () => {
  test('takes the key, its aliases and its grants when the window is over, and not before', async () => {
    const { keyId, arn } = box.key('fit')
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId: keyId, Plaintext: text('x') })).body
    const grant = { KeyId: keyId, GranteePrincipal: box.as('auditor').arn, Operations: ['Encrypt'] }
    await box.call('CreateGrant', { ...grant, RetiringPrincipal: grant.GranteePrincipal })
    const scheduled = await box.call('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: 7 })
    expect(scheduled.body).toEqual({
      DeletionDate: seconds(box.now + 7 * day),
      KeyId: arn,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 7,
    })
    await box.running.advance(6.9)
    expect(await stateOf('alias/vault-unseal')).toBe('PendingDeletion')
    await box.running.advance(0.1)
    expect([await stateOf(keyId), await stateOf('alias/vault-unseal')]).toEqual(['gone', 'gone'])
    const retirable = await box.call('ListRetirableGrants', { RetiringPrincipal: grant.GranteePrincipal })
    expect(retirable.body.Grants).toEqual([])
    expect(box.running.ready.keys.map(({ name }) => name)).not.toContain('fit')
    expect((await box.call('Decrypt', { CiphertextBlob })).body.__type).toBe('AccessDeniedException')
    await box.stop()
    await box.start()
    expect(await stateOf(keyId)).toBe('gone')
  })
})

test.each([10_000, 1e9, Number.NaN])('a leap of %d days ends, and keys are still served', async (days) => {
  const { now } = await box.running.advance(days)
  expect(now - box.now).toBe(Math.min(days || 0, 36_525) * day)
  expect((await box.call('ListKeyRotations', { KeyId: box.key('rotated').keyId })).status).toBe(200)
  expect((await box.call('CreateKey')).status).toBe(200)
})

describe('imported material', () => {
  test('ends at its date, and the same can be brought back', async () => {
    const { KeyId } = (await box.call('CreateKey', { Origin: 'EXTERNAL' })).body.KeyMetadata
    const material = randomBytes(32)
    const until = (days: number) => ({ ValidTo: seconds(box.running.now() + days * day) })
    const first = await importMaterial(box, KeyId, material, { members: until(10) })
    const { CiphertextBlob } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
    const { ValidTo, ExpirationModel } = (await box.call('DescribeKey', { KeyId })).body.KeyMetadata
    expect([ValidTo, ExpirationModel]).toEqual([seconds(box.now + 10 * day), 'KEY_MATERIAL_EXPIRES'])
    await box.running.advance(10)
    expect(await stateOf(KeyId)).toBe('PendingImport')
    expect((await box.call('Decrypt', { CiphertextBlob })).body.__type).toBe('KMSInvalidStateException')
    await box.stop()
    await box.start()
    const wrong = await importMaterial(box, KeyId, randomBytes(32))
    expect(wrong.body.__type).toBe('IncorrectKeyMaterialException')
    const again = await importMaterial(box, KeyId, material)
    expect(again.body).toEqual(first.body)
    expect((await box.call('Decrypt', { CiphertextBlob })).body.Plaintext).toBe(text('x'))
  })
})
