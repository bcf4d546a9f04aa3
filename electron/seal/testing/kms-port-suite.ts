/**
 * What every KMS behind the port must do, as tests. It runs on the in-memory fake and on the adapter against a real HTTP
 * KMS: where they differ, one of them is wrong.
 */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DiagnosedError, type DiagnosisCode } from '../../../shared/diagnosis.ts'
import type { KmsSession } from '../ports.ts'

/** A KMS made ready: one key of each kind, by key id, and `alias` pointing at `fit`. `rotated` was rotated on demand. */
export interface PortSubject {
  session: KmsSession
  alias: string
  keys: { fit: string; disabled: string; pendingDeletion: string; rsa: string; rotated: string }
  rotations: number
  close?: () => Promise<void>
}

/** Declares the suite for one KMS. `open` is called once, `close` after the last test. */
export function describeKmsPort(name: string, open: () => Promise<PortSubject>): void {
  describe(`KMS port: ${name}`, () => {
    let subject: PortSubject
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(() => subject?.close?.())

    describe('identity and keys', () => {
      it('names the caller', async () => {
        const { value, requestId } = await subject.session.callerIdentity()
        expect(value.callerArn).toMatch(/^arn:[^:]+:(iam|sts)::\d{12}:/)
        expect(value.account).toMatch(/^\d{12}$/)
        expect(requestId).toBeTruthy()
      })

      it('finds one key by each of the four spellings', async () => {
        const { session, alias, keys } = subject
        const { value: byId, requestId } = await session.describeKey(keys.fit)
        const aliasArn = byId.keyArn.replace(/:key\/.*/, `:${alias}`)
        for (const spelling of [byId.keyArn, alias, aliasArn]) {
          const { value } = await session.describeKey(spelling)
          expect({ spelling, keyId: value.keyId, keyArn: value.keyArn }).toEqual({
            spelling,
            keyId: keys.fit,
            keyArn: byId.keyArn,
          })
        }
        expect(requestId).toBeTruthy()
        expect(byId.aliases).toEqual([])
      })

      it('describes keys that cannot serve as well as those that can', async () => {
        const { session, keys } = subject
        const stateOf = async (key: string) => (await session.describeKey(key)).value.state
        expect(await stateOf(keys.fit)).toBe('Enabled')
        expect(await stateOf(keys.disabled)).toBe('Disabled')
        expect(await stateOf(keys.pendingDeletion)).toBe('PendingDeletion')
        expect((await session.describeKey(keys.rsa)).value.spec).toMatch(/^RSA_/)
      })

      it('knows no key that is not there', async () => {
        const { session } = subject
        await expectCode(session.describeKey('99999999-9999-4999-8999-999999999999'), 'key-not-found')
        await expectCode(session.describeKey('alias/not-there'), 'key-not-found')
        await expectCode(session.encrypt('alias/not-there', randomBytes(8)), 'key-not-found')
      })
    })

    describe('cryptography', () => {
      it('decrypts what it encrypted, and names the key and its material', async () => {
        const { session, alias, keys } = subject
        const { value: key } = await session.describeKey(keys.fit)
        const plaintext = randomBytes(32)
        const encrypted = await session.encrypt(alias, plaintext)
        const decrypted = await session.decrypt(encrypted.value.ciphertext)
        expect(Buffer.from(decrypted.value.plaintext).equals(plaintext)).toBe(true)
        expect([encrypted.value.keyArn, decrypted.value.keyArn]).toEqual([key.keyArn, key.keyArn])
        expect(decrypted.value.keyMaterialId).toMatch(/^[0-9a-f]{64}$/)
        expect(encrypted.requestId).toBeTruthy()
        expect(decrypted.requestId).not.toBe(encrypted.requestId)
      })

      it('refuses keys that cannot serve, each by its reason', async () => {
        const { session, keys } = subject
        await expectCode(session.encrypt(keys.disabled, randomBytes(32)), 'key-disabled')
        await expectCode(session.encrypt(keys.pendingDeletion, randomBytes(32)), 'key-unusable-state')
        await expectCode(session.encrypt(keys.rsa, randomBytes(32)), 'key-unfit')
      })

      it('rejects a ciphertext with one bit changed, and one that is none', async () => {
        const { session, keys } = subject
        const { value } = await session.encrypt(keys.fit, randomBytes(32))
        const damaged = Buffer.from(value.ciphertext)
        damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1)
        await expectCode(session.decrypt(damaged), 'ciphertext-rejected')
        await expectCode(session.decrypt(Buffer.from('no ciphertext at all')), 'ciphertext-rejected')
      })
    })

    describe('listings', () => {
      it('lists every key once', async () => {
        const ids = (await all(subject.session.listKeys())).map(({ keyId }) => keyId)
        expect(ids).toEqual(expect.arrayContaining(Object.values(subject.keys)))
        expect(new Set(ids).size).toBe(ids.length)
      })

      it('lists aliases, and of one key only its own', async () => {
        const { session, alias, keys } = subject
        const listed = await all(session.listAliases())
        expect(listed).toContainEqual(expect.objectContaining({ name: alias, targetKeyId: keys.fit }))
        const ofFit = await all(session.listAliases({ keyId: keys.fit }))
        expect(ofFit.map(({ targetKeyId }) => targetKeyId)).toEqual(ofFit.map(() => keys.fit))
        expect(ofFit.map(({ name }) => name)).toContain(alias)
      })

      it('gives every material of a rotated key, one of them current', async () => {
        const { session, keys, rotations } = subject
        const { value: key } = await session.describeKey(keys.rotated)
        const { materials } = await session.keyRotation(key.keyArn)
        expect(materials).toHaveLength(rotations + 1)
        expect(materials.filter(({ state }) => state === 'CURRENT').map(({ id }) => id)).toEqual([
          key.currentKeyMaterialId,
        ])
        expect(materials.filter(({ rotatedAt, type }) => rotatedAt && type === 'ON_DEMAND')).toHaveLength(rotations)
      })
    })

    describe('cancellation', () => {
      it('ends every call with AbortError when its signal is aborted', async () => {
        const { session, keys } = subject
        const { value } = await session.encrypt(keys.fit, randomBytes(32))
        const signal = AbortSignal.abort()
        await expectAbort(session.describeKey(keys.fit, { signal }))
        await expectAbort(session.encrypt(keys.fit, randomBytes(32), { signal }))
        await expectAbort(session.decrypt(value.ciphertext, { signal }))
        await expectAbort(all(session.listKeys({ signal })))
        await expectAbort(all(session.listAliases({ signal })))
        await expectAbort(session.keyRotation(keys.fit, { signal }))
      })

      it('stops a call that is under way', async () => {
        const { session, keys } = subject
        const controller = new AbortController()
        const call = session.describeKey(keys.fit, { signal: controller.signal })
        controller.abort()
        await expectAbort(call)
      })
    })
  })
}

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

async function expectCode(call: Promise<unknown>, code: DiagnosisCode): Promise<void> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(DiagnosedError)
  expect(error instanceof DiagnosedError && error.diagnosis).toMatchObject({ code })
}

async function expectAbort(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'AbortError' })
}
