import { expect, it } from 'vitest'
import { createBench } from './bench.ts'
import { FakeKms } from './testing/fake-kms.ts'

function kmsWithKey() {
  const kms = new FakeKms()
  const { keyId, keyArn } = kms.addKey()
  return { kms, keyId, keyArn, session: kms.session }
}

it('reads its own blob back as text and names the material that did it', async () => {
  const { session, kms, keyId, keyArn } = kmsWithKey()
  const bench = createBench()
  const { blob, decoded } = await bench.encrypt(session, keyId, 'grüße, 世界')
  expect(decoded).toMatchObject({ layout: 'blob-info', blobs: [{ mechanism: 1, keyId: keyArn, notes: [] }] })
  const before = await bench.decrypt(session, blob)
  kms.rotate(keyId)
  expect(await bench.decrypt(session, blob)).toEqual(before)
  expect(before).toMatchObject({
    plaintext: 'grüße, 世界',
    keyArn,
    keyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

it('reads its own blob back from a storage entry too, and an empty text', async () => {
  const { session, keyId } = kmsWithKey()
  const bench = createBench()
  const { blob } = await bench.encrypt(session, keyId, '')
  expect(await bench.decrypt(session, JSON.stringify({ Value: blob }))).toMatchObject({ plaintext: '' })
})

it('shows nothing of a blob that another bench made', async () => {
  const { session, keyId, keyArn } = kmsWithKey()
  const { blob } = await createBench().encrypt(session, keyId, 'a stored secret')
  const answer = await createBench().decrypt(session, blob)
  expect(answer).toMatchObject({ outcome: 'opened', plaintextLength: 15, keyArn })
  expect(JSON.stringify(answer)).not.toContain('a stored secret')
})
