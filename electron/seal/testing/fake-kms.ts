/**
 * KMS in memory, for tests of the core: real cryptography under keys with states, aliases, materials, denials and
 * injected failures, behind the port and nothing else. The port suite runs on it and on a real HTTP KMS alike, so that
 * it behaves as the world does.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { DiagnosedError, type DiagnosisCode, type Evidence } from '../../../shared/diagnosis.ts'
import { parseArn } from '../../../shared/domain/arn.ts'
import type { Identity } from '../../../shared/domain/identity.ts'
import type { KeyDescription, KeyMaterial, ListedAlias } from '../../../shared/domain/kms-key.ts'
import type { Answer, CallOptions, KmsSession } from '../ports.ts'

export type FakeOperation =
  | 'GetCallerIdentity'
  | 'DescribeKey'
  | 'Encrypt'
  | 'Decrypt'
  | 'ListKeys'
  | 'ListAliases'
  | 'ListKeyRotations'

/** A call that reached the fake, for tests that assert which requests are made. */
export interface FakeCall {
  operation: FakeOperation
  key?: string
}

interface FakeKey {
  description: KeyDescription
  materials: { id: string; secret: Uint8Array; rotatedAt?: string }[]
}

const account = '111122223333'
const epoch = '2026-01-01T00:00:00.000Z'
const materialIdLength = 64

/** An in-memory KMS with one session on it. */
export class FakeKms {
  readonly region = 'eu-west-1'
  readonly calls: FakeCall[] = []
  pageSize = 100
  readonly #keys = new Map<string, FakeKey>()
  readonly #aliases = new Map<string, string | undefined>()
  readonly #failures = new Map<FakeOperation, DiagnosedError>()

  readonly session: KmsSession = {
    region: this.region,
    endpoint: undefined,
    callerIdentity: (options) => this.#answer('GetCallerIdentity', options, () => this.#identity()),
    describeKey: (key, options) => this.#answer('DescribeKey', options, () => this.#find(key).description, key),
    encrypt: (key, plaintext, options) => this.#answer('Encrypt', options, () => this.#encrypt(key, plaintext), key),
    decrypt: (ciphertext, options) => this.#answer('Decrypt', options, () => this.#decrypt(ciphertext)),
    listKeys: (options) => this.#pages('ListKeys', options, () => this.#listedKeys()),
    listAliases: (options) => this.#pages('ListAliases', options, () => this.#listedAliases(options?.keyId)),
    keyRotation: async (key, options) =>
      (await this.#answer('ListKeyRotations', options, () => this.#rotation(key), key)).value,
  }

  /** Adds a key; `description` overrides what an ordinary symmetric key would have. */
  addKey(description: Partial<KeyDescription> = {}): KeyDescription {
    const keyId = description.keyId ?? randomUUID()
    const material = newMaterial()
    const key: FakeKey = {
      description: {
        keyId,
        keyArn: `arn:aws:kms:${this.region}:${account}:key/${keyId}`,
        state: 'Enabled',
        spec: 'SYMMETRIC_DEFAULT',
        usage: 'ENCRYPT_DECRYPT',
        origin: 'AWS_KMS',
        manager: 'CUSTOMER',
        multiRegion: false,
        currentKeyMaterialId: material.id,
        createdAt: epoch,
        description: '',
        aliases: [],
        ...description,
      },
      materials: [material],
    }
    this.#keys.set(keyId, key)
    return key.description
  }

  /** Points an alias at a key; without one it is an alias that AWS reserves for itself. */
  addAlias(name: string, keyId?: string): void {
    this.#aliases.set(name, keyId)
  }

  setState(keyId: string, state: string): void {
    this.#find(keyId).description.state = state
  }

  /** Gives a key new material; what the old one encrypted still opens. */
  rotate(keyId: string, rotatedAt = epoch): void {
    const key = this.#find(keyId)
    const material = { ...newMaterial(), rotatedAt }
    key.materials.push(material)
    key.description.currentKeyMaterialId = material.id
  }

  /** Makes every call of an operation fail from now on. */
  fail(operation: FakeOperation, code: DiagnosisCode, evidence: Evidence = {}): void {
    this.#failures.set(operation, new DiagnosedError(code, { operation, requestId: randomUUID(), ...evidence }))
  }

  async #answer<T>(
    operation: FakeOperation,
    options: CallOptions | undefined,
    work: () => T,
    key?: string,
  ): Promise<Answer<T>> {
    options?.signal?.throwIfAborted()
    await Promise.resolve()
    options?.signal?.throwIfAborted()
    this.calls.push({ operation, ...(key === undefined ? {} : { key }) })
    const failure = this.#failures.get(operation)
    if (failure) throw failure
    return { value: structuredClone(work()), requestId: randomUUID() }
  }

  async *#pages<T>(operation: FakeOperation, options: CallOptions | undefined, all: () => T[]): AsyncGenerator<T[]> {
    for (let start = 0; ; start += this.pageSize) {
      const { value } = await this.#answer(operation, options, () => all().slice(start, start + this.pageSize))
      if (value.length > 0) yield value
      if (value.length < this.pageSize) return
    }
  }

  #identity(): Identity {
    return {
      connection: { kind: 'sandbox' },
      callerArn: `arn:aws:iam::${account}:user/fake`,
      account,
      partition: 'aws',
      region: this.region,
      source: 'fake',
      trace: [],
    }
  }

  #find(reference: string): FakeKey {
    const arn = parseArn(reference)
    const here = arn === undefined || (arn.region === this.region && arn.account === account)
    const name = arn?.resource ?? reference
    const keyId = name.startsWith('alias/') ? this.#aliases.get(name) : name.replace(/^key\//, '')
    const key = here && keyId !== undefined ? this.#keys.get(keyId) : undefined
    if (!key) throw refusal('key-not-found', 'NotFoundException', { keyReference: reference })
    return key
  }

  #usable(key: FakeKey): FakeKey {
    const { state, keyArn, spec } = key.description
    if (state === 'Disabled') throw refusal('key-disabled', 'DisabledException', { keyArn })
    if (state !== 'Enabled') throw refusal('key-unusable-state', 'KMSInvalidStateException', { keyArn })
    if (spec !== 'SYMMETRIC_DEFAULT') throw refusal('key-unfit', 'InvalidKeyUsageException', { keyArn })
    return key
  }

  #encrypt(reference: string, plaintext: Uint8Array): { ciphertext: Uint8Array; keyArn: string } {
    const key = this.#usable(this.#find(reference))
    const material = key.materials.at(-1) ?? newMaterial()
    const iv = randomBytes(12)
    const head = Buffer.from(`${key.description.keyId}\n${material.id}\n`)
    const cipher = createCipheriv('aes-256-gcm', material.secret, iv).setAAD(head)
    const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
    return { ciphertext: Buffer.concat([head, iv, cipher.getAuthTag(), body]), keyArn: key.description.keyArn }
  }

  #decrypt(ciphertext: Uint8Array): { plaintext: Uint8Array; keyArn: string; keyMaterialId: string } {
    const [keyId = '', materialId = ''] = Buffer.from(ciphertext).toString('latin1').split('\n', 2)
    const found = this.#keys.get(keyId)
    const material = found?.materials.find(({ id }) => id === materialId)
    if (!found || !material) throw refusal('ciphertext-rejected', 'InvalidCiphertextException')
    const key = this.#usable(found)
    const head = keyId.length + 1 + materialIdLength + 1
    const [iv, tag] = [ciphertext.subarray(head, head + 12), ciphertext.subarray(head + 12, head + 28)]
    try {
      const decipher = createDecipheriv('aes-256-gcm', material.secret, iv).setAAD(ciphertext.subarray(0, head))
      decipher.setAuthTag(tag)
      const plaintext = Buffer.concat([decipher.update(ciphertext.subarray(head + 28)), decipher.final()])
      return { plaintext, keyArn: key.description.keyArn, keyMaterialId: material.id }
    } catch {
      throw refusal('ciphertext-rejected', 'InvalidCiphertextException')
    }
  }

  #listedKeys(): { keyId: string; keyArn: string }[] {
    return [...this.#keys.values()].map(({ description: { keyId, keyArn } }) => ({ keyId, keyArn }))
  }

  #listedAliases(keyReference?: string): ListedAlias[] {
    const only = keyReference === undefined ? undefined : this.#find(keyReference).description.keyId
    return [...this.#aliases]
      .filter(([, target]) => only === undefined || target === only)
      .map(([name, target]) => ({
        name,
        arn: `arn:aws:kms:${this.region}:${account}:${name}`,
        ...(target === undefined ? {} : { targetKeyId: target, createdAt: epoch, updatedAt: epoch }),
      }))
  }

  #rotation(reference: string) {
    const { materials } = this.#find(reference)
    const current = materials.length - 1
    return {
      automatic: { supported: true, enabled: false },
      materials: materials.map(
        ({ id, rotatedAt }, index): KeyMaterial => ({
          id,
          state: index === current ? 'CURRENT' : 'NON_CURRENT',
          ...(rotatedAt === undefined ? {} : { rotatedAt, type: 'ON_DEMAND' }),
        }),
      ),
      onDemand: {},
    }
  }
}

function newMaterial(): { id: string; secret: Uint8Array } {
  return { id: randomBytes(materialIdLength / 2).toString('hex'), secret: randomBytes(32) }
}

function refusal(code: DiagnosisCode, awsError: string, evidence: Evidence = {}): DiagnosedError {
  return new DiagnosedError(code, { awsError, httpStatus: 400, requestId: randomUUID(), ...evidence })
}
