/**
 * KMS and STS over the AWS SDK, as one connection in one region. The SDK is loaded by the first call, never at start-up.
 * It adds no rule of its own: no encryption context, no KeyId on Decrypt, AWS's answers in the domain's words.
 */
import type { KMSClient } from '@aws-sdk/client-kms'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { parseArn } from '../../shared/domain/arn.ts'
import type { KeyReference } from '../../shared/domain/key-reference.ts'
import type { KeyDescription, KeyRotation, ListedAlias } from '../../shared/domain/kms-key.ts'
import type { Answer, CallerIdentity, CallOptions, KmsSession } from '../seal/ports.ts'
import { AwsCaller, type CallerSettings } from './aws-caller.ts'
import { clientSettings } from './client-settings.ts'
import { keyDescription, keyRotationOf, listedAlias } from './kms-answers.ts'
import type { ResolvedCredentials } from './resolution.ts'

export interface SessionSettings extends CallerSettings {
  /** The profile whose further settings (FIPS, dual-stack) the SDK reads itself. */
  profile: string | undefined
  /** Throws where the service may not be asked. */
  handler: (service: 'kms' | 'sts', options?: CallOptions) => Promise<NodeHttpHandler>
  userAgentApp: string
  /** Whether the SDK takes nothing from this machine's environment and AWS files. */
  isSelfContained?: boolean
}

/** A session over the SDK. Opening it costs nothing; credentials are obtained by the first call. */
export class AwsKmsSession implements KmsSession {
  readonly region: string
  readonly endpoint: string | undefined
  readonly #settings: SessionSettings
  readonly #caller: AwsCaller
  #kms: Promise<KMSClient> | undefined
  #known: { of: ResolvedCredentials; answer: Answer<CallerIdentity> } | undefined

  constructor(settings: SessionSettings) {
    this.region = settings.region
    this.endpoint = settings.kmsEndpoint
    this.#settings = settings
    this.#caller = new AwsCaller(settings)
  }

  async callerIdentity(options: CallOptions = {}): Promise<Answer<CallerIdentity>> {
    const call = { operation: 'GetCallerIdentity', service: 'sts' } as const
    return this.#caller.call(call, options, async (request) => {
      const resolved = await this.#settings.credentials()
      // Renewed credentials are asked about anew; the same ones mean the same caller.
      if (this.#known?.of === resolved) return this.#known.answer
      const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts')
      const client = new STSClient(await this.#clientSettings('sts', this.#settings.stsEndpoint, options))
      const { Account, Arn, $metadata } = await client.send(new GetCallerIdentityCommand({}), request)
      const value = this.#identity(Arn ?? '', Account ?? '', resolved)
      const answer = withRequestId(value, $metadata.requestId)
      this.#known = { of: resolved, answer }
      this.#settings.callers.set(resolved, value.callerArn)
      return answer
    })
  }

  /** Makes the next question about the caller go to STS again. */
  forgetCaller(): void {
    this.#known = undefined
  }

  async describeKey(key: KeyReference, options: CallOptions = {}): Promise<Answer<KeyDescription>> {
    return this.#call('DescribeKey', key, options, async (kms, request) => {
      const { DescribeKeyCommand } = await import('@aws-sdk/client-kms')
      const { KeyMetadata, $metadata } = await kms.send(new DescribeKeyCommand({ KeyId: key }), request)
      if (!KeyMetadata?.Arn) throw emptyAnswer('DescribeKey')
      return withRequestId(keyDescription(KeyMetadata), $metadata.requestId)
    })
  }

  async encrypt(key: KeyReference, plaintext: Uint8Array, options: CallOptions = {}) {
    return this.#call('Encrypt', key, options, async (kms, request) => {
      const { EncryptCommand } = await import('@aws-sdk/client-kms')
      const answer = await kms.send(new EncryptCommand({ KeyId: key, Plaintext: plaintext }), request)
      if (!answer.CiphertextBlob || !answer.KeyId) throw emptyAnswer('Encrypt')
      return withRequestId({ ciphertext: answer.CiphertextBlob, keyArn: answer.KeyId }, answer.$metadata.requestId)
    })
  }

  async decrypt(ciphertext: Uint8Array, options: CallOptions = {}) {
    return this.#call('Decrypt', undefined, options, async (kms, request) => {
      const { DecryptCommand } = await import('@aws-sdk/client-kms')
      const answer = await kms.send(new DecryptCommand({ CiphertextBlob: ciphertext }), request)
      const { Plaintext, KeyId, KeyMaterialId, $metadata } = answer
      if (!Plaintext || !KeyId) throw emptyAnswer('Decrypt')
      const material = KeyMaterialId ? { keyMaterialId: KeyMaterialId } : {}
      return withRequestId({ plaintext: Plaintext, keyArn: KeyId, ...material }, $metadata.requestId)
    })
  }

  async *listKeys(options: CallOptions = {}): AsyncGenerator<{ keyId: string; keyArn: string }[]> {
    const { ListKeysCommand } = await import('@aws-sdk/client-kms')
    yield* this.#pages('ListKeys', undefined, options, async (kms, request, marker) => {
      const page = await kms.send(new ListKeysCommand({ Limit: 1000, ...marker }), request)
      const items = (page.Keys ?? []).map(({ KeyId, KeyArn }) => ({ keyId: KeyId ?? '', keyArn: KeyArn ?? '' }))
      return { items, next: page.Truncated ? page.NextMarker : undefined }
    })
  }

  async *listAliases({ keyId, ...options }: CallOptions & { keyId?: string } = {}): AsyncGenerator<ListedAlias[]> {
    const { ListAliasesCommand } = await import('@aws-sdk/client-kms')
    const ofKey = keyId === undefined ? {} : { KeyId: keyId }
    yield* this.#pages('ListAliases', keyId, options, async (kms, request, marker) => {
      const page = await kms.send(new ListAliasesCommand({ Limit: 100, ...ofKey, ...marker }), request)
      return { items: (page.Aliases ?? []).map(listedAlias), next: page.Truncated ? page.NextMarker : undefined }
    })
  }

  async keyRotation(key: string, options: CallOptions = {}): Promise<KeyRotation> {
    const [status, materials] = await Promise.all([
      unlessUnsupported(this.#rotationStatus(key, options), undefined),
      unlessUnsupported(this.#materials(key, options), []),
    ])
    return keyRotationOf(status, materials)
  }

  #rotationStatus(key: string, options: CallOptions) {
    return this.#call('GetKeyRotationStatus', key, options, async (kms, request) => {
      const { GetKeyRotationStatusCommand } = await import('@aws-sdk/client-kms')
      return kms.send(new GetKeyRotationStatusCommand({ KeyId: key }), request)
    })
  }

  async #materials(key: string, options: CallOptions) {
    const { ListKeyRotationsCommand } = await import('@aws-sdk/client-kms')
    const input = { KeyId: key, IncludeKeyMaterial: 'ALL_KEY_MATERIAL', Limit: 1000 } as const
    const pages = this.#pages('ListKeyRotations', key, options, async (kms, request, marker) => {
      const page = await kms.send(new ListKeyRotationsCommand({ ...input, ...marker }), request)
      return { items: page.Rotations ?? [], next: page.Truncated ? page.NextMarker : undefined }
    })
    const all = []
    for await (const page of pages) all.push(...page)
    return all
  }

  async *#pages<T>(
    operation: string,
    keyReference: string | undefined,
    options: CallOptions,
    send: (
      kms: KMSClient,
      request: Request,
      marker: { Marker?: string },
    ) => Promise<{ items: T[]; next?: string | undefined }>,
  ): AsyncGenerator<T[]> {
    let marker: { Marker?: string } = {}
    for (;;) {
      const here = marker
      const { items, next } = await this.#call(operation, keyReference, options, (kms, request) =>
        send(kms, request, here),
      )
      yield items
      if (!next) return
      marker = { Marker: next }
    }
  }

  #call<T>(
    operation: string,
    keyReference: string | undefined,
    options: CallOptions,
    send: (kms: KMSClient, request: Request) => Promise<T>,
  ): Promise<T> {
    const call = { operation, service: 'kms', ...(keyReference !== undefined && { keyReference }) } as const
    return this.#caller.call(call, options, async (request) => {
      this.#kms ??= this.#createKms()
      // A client that could not be made (an unreadable CA file) is made anew by the next call.
      this.#kms.catch(() => {
        this.#kms = undefined
      })
      return send(await this.#kms, request)
    })
  }

  async #createKms(): Promise<KMSClient> {
    const { KMSClient: Client } = await import('@aws-sdk/client-kms')
    return new Client(await this.#clientSettings('kms', this.#settings.kmsEndpoint))
  }

  async #clientSettings(service: 'kms' | 'sts', endpoint: string | undefined, options: CallOptions = {}) {
    const { region, userAgentApp, profile, credentials, handler, isSelfContained = false } = this.#settings
    const watching = this.#caller.watching(service, await handler(service, options))
    return {
      ...clientSettings({ region, endpoint, userAgentApp, isSelfContained, handler: watching }),
      credentials: async () => (await credentials()).identity,
      ...(profile !== undefined && { profile }),
    }
  }

  #identity(callerArn: string, account: string, { source, trace, identity }: ResolvedCredentials): CallerIdentity {
    const arn = parseArn(callerArn)
    if (!arn) throw emptyAnswer('GetCallerIdentity')
    return {
      callerArn,
      account: account || arn.account,
      partition: arn.partition,
      region: this.region,
      source,
      trace,
      ...(identity.expiration && { expiresAt: identity.expiration.toISOString() }),
    }
  }
}

interface Request {
  abortSignal?: AbortSignal
}

function withRequestId<T>(value: T, requestId: string | undefined): Answer<T> {
  return requestId === undefined ? { value } : { value, requestId }
}

/** An answer without what the operation promises comes from something that only looks like the service. */
function emptyAnswer(operation: string): DiagnosedError {
  return new DiagnosedError('endpoint-not-kms', { operation, reason: 'answer-incomplete' })
}

/** Keys without rotation, and stand-ins for KMS that do not know the operation, answer so; it is no failure. */
async function unlessUnsupported<T, U>(answer: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof DiagnosedError && error.diagnosis.code === 'operation-unsupported') return otherwise
    throw error
  }
}
