/** Multi-Region keys: one key in several regions. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestSandbox } from './test-client.ts'
import { importMaterial } from './test-import.ts'

let box: TestSandbox
let KeyId = ''
beforeEach(async () => {
  box = await new TestSandbox().start()
  KeyId = (await box.call('CreateKey', { MultiRegion: true })).body.KeyMetadata.KeyId
  await box.call('ReplicateKey', { KeyId, ReplicaRegion: there.region })
})
afterEach(() => box.end())

const there = { region: 'eu-west-1' }
const text = (plain: string) => Buffer.from(plain).toString('base64')
const metadata = async (where: object = {}) => (await box.call('DescribeKey', { KeyId }, where)).body.KeyMetadata

test('what one region encrypts every other one decrypts, before and after a rotation', async () => {
  for (const from of [{}, there]) {
    const { CiphertextBlob, KeyId: by } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') }, from)).body
    for (const to of [there, {}]) {
      const opened = (await box.call('Decrypt', { CiphertextBlob }, to)).body
      expect([opened.Plaintext, opened.KeyId]).toEqual([text('x'), (await metadata(to)).Arn])
      expect((await box.call('Decrypt', { CiphertextBlob, KeyId: opened.KeyId }, to)).status).toBe(200)
    }
    expect(by).toBe((await metadata(from)).Arn)
    await box.call('RotateKeyOnDemand', { KeyId })
  }
  const elsewhere = { region: 'ap-south-1' }
  const { CiphertextBlob } = (await box.call('Encrypt', { KeyId, Plaintext: text('x') })).body
  expect((await box.call('Decrypt', { CiphertextBlob }, elsewhere)).body.__type).toBe('AccessDeniedException')
})

test('rotation is the business of the primary and seen in every region', async () => {
  for (const operation of ['RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation'])
    expect((await box.call(operation, { KeyId }, there)).body.__type).toBe('UnsupportedOperationException')
  await box.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 })
  expect((await box.call('GetKeyRotationStatus', { KeyId }, there)).body.RotationPeriodInDays).toBe(90)
  await box.running.advance(90)
  const rotations = async (where: object) => (await box.call('ListKeyRotations', { KeyId }, where)).body.Rotations
  expect(await rotations(there)).toHaveLength(1)
  expect(await rotations(there)).toEqual(await rotations({}))
  expect((await metadata(there)).CurrentKeyMaterialId).toBe((await metadata()).CurrentKeyMaterialId)
})

test('another region becomes the primary, and the schedule goes with it', async () => {
  await box.call('ReplicateKey', { KeyId, ReplicaRegion: 'ap-south-1', Tags: [{ TagKey: 'a', TagValue: 'b' }] })
  await box.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 })
  const move = (PrimaryRegion: string, where: object = {}) =>
    box.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion }, where)
  expect((await move('sa-east-1')).body.__type).toBe('NotFoundException')
  expect((await move('us-east-1', there)).body.__type).toBe('UnsupportedOperationException')
  expect((await move(there.region)).status).toBe(200)
  for (const where of [{}, there, { region: 'ap-south-1' }]) {
    const { MultiRegionConfiguration: configuration } = await metadata(where)
    expect(configuration.PrimaryKey.Region).toBe(there.region)
    expect(configuration.ReplicaKeys.map(({ Region }: { Region: string }) => Region).sort()).toEqual([
      'ap-south-1',
      'us-east-1',
    ])
  }
  expect((await box.call('RotateKeyOnDemand', { KeyId }, there)).status).toBe(200)
  expect((await box.call('GetKeyRotationStatus', { KeyId }, there)).body.RotationPeriodInDays).toBe(90)
})

test('a primary outlives its replicas: its window begins when the last one is gone', async () => {
  await box.call('ReplicateKey', { KeyId, ReplicaRegion: 'ap-south-1' })
  const scheduled = (await box.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 10 })).body
  expect(scheduled).toEqual({
    KeyId: (await metadata()).Arn,
    KeyState: 'PendingReplicaDeletion',
    PendingWindowInDays: 10,
  })
  expect(await metadata()).toMatchObject({ KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: 10 })
  await box.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, there)
  await box.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }, { region: 'ap-south-1' })
  await box.running.advance(7)
  expect((await metadata()).KeyState).toBe('PendingDeletion')
  expect((await metadata()).MultiRegionConfiguration.ReplicaKeys).toEqual([])
  await box.running.advance(9)
  expect((await metadata()).KeyState).toBe('PendingDeletion')
  await box.running.advance(1)
  expect(await metadata()).toBeUndefined()
})

test.each([
  [{ ReplicaRegion: 'eu-west-1' }, 'AlreadyExistsException'],
  [{ ReplicaRegion: 'cn-north-1' }, 'ValidationException'],
  [{ ReplicaRegion: 'nowhere' }, 'ValidationException'],
  [{ ReplicaRegion: 'ap-south-1', Policy: '{}' }, 'MalformedPolicyDocumentException'],
])('a replica with %j is refused with %s', async (change, error) => {
  expect((await box.call('ReplicateKey', { KeyId, ...change })).body.__type).toBe(error)
})

test('disabling and enabling a replica is its own affair', async () => {
  await box.call('DisableKey', { KeyId }, there)
  expect([(await metadata()).KeyState, (await metadata(there)).KeyState]).toEqual(['Enabled', 'Disabled'])
  await box.call('EnableKey', { KeyId }, there)
  expect((await metadata(there)).KeyState).toBe('Enabled')
})

test('a region without the material that waits for a rotation does not become the primary', async () => {
  const { KeyId } = (await box.call('CreateKey', { Origin: 'EXTERNAL', MultiRegion: true })).body.KeyMetadata
  const there = { region: 'eu-west-1' }
  const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  await importMaterial(box, KeyId, first)
  await box.call('ReplicateKey', { KeyId, ReplicaRegion: there.region })
  await importMaterial(box, KeyId, first, { signing: there })
  const members = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE', ImportType: 'NEW_KEY_MATERIAL' }
  expect((await importMaterial(box, KeyId, second, { members })).status).toBe(200)
  const move = () => box.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: there.region })
  expect((await move()).body.__type).toBe('KMSInvalidStateException')
  await importMaterial(box, KeyId, second, { signing: there })
  expect((await move()).status).toBe(200)
  expect((await box.call('RotateKeyOnDemand', { KeyId }, there)).status).toBe(200)
})
