/**
 * Decides who sent a request. Everything the sandbox serves is signed, also on loopback: a page in a browser that finds
 * the port cannot sign, so it gets nothing. The rules are AWS's: key known, token fitting, scope right, clock close,
 * signature equal; the comparison takes the same time whatever differs.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Caller } from '../model/principal.ts'
import { canonicalRequest } from './canonical-request.ts'
import type { WireRequest } from './request.ts'
import { basicStamp, mismatch, readSignature, type SignatureClaim } from './signature.ts'

const tolerance = 5 * 60_000
const rememberedKeys = 256

/** Finds who has an access key, with its session token when it has one. Throws AWS's refusal for one that nobody has. */
export type FindSigner = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => { readonly secretAccessKey: string; readonly caller: Caller }

export interface Authenticated {
  readonly caller: Caller
  readonly region: string
}

export class Authenticator {
  readonly #clock: Clock
  readonly #findSigner: FindSigner
  readonly #signingKeys = new Map<string, Buffer>()

  constructor(clock: Clock, findSigner: FindSigner) {
    this.#clock = clock
    this.#findSigner = findSigner
  }

  /** Returns the signer of a request for `service`, or throws AWS's error. */
  authenticate(request: WireRequest, service: string): Authenticated {
    const claim = readSignature(request)
    const { caller, secretAccessKey } = this.#findSigner(claim.accessKeyId, claim.sessionToken)
    this.#checkScope(claim, service)
    this.#checkHeaders(request, claim)
    this.#checkTime(claim)
    this.#checkSignature(request, claim, secretAccessKey)
    return { caller, region: claim.region }
  }

  #checkScope(claim: SignatureClaim, service: string): void {
    if (claim.service !== service) throw mismatch(`Credential should be scoped to correct service: '${service}'.`)
    const day = claim.stamp.slice(0, 8)
    if (claim.day === day) return
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.day}' != '${day}', from '${claim.stamp}'.`,
    )
  }

  /** What AWS's own headers say (operation, time, session) must be under the signature, or it could be swapped. */
  #checkHeaders(request: WireRequest, claim: SignatureClaim): void {
    const binding = [...request.headers.keys()].filter((name) => name.startsWith('x-amz-'))
    const open = ['host', ...binding].find((name) => !claim.signedHeaders.includes(name))
    if (open) throw mismatch(`'${open}' must be a 'SignedHeader' in the AWS Authorization.`)
  }

  #checkTime(claim: SignatureClaim): void {
    const now = this.#clock()
    const end = claim.signedAt + (claim.lifetime === undefined ? tolerance : claim.lifetime * 1000)
    if (now > end) {
      throw mismatch(
        `Signature expired: ${claim.stamp} is now earlier than ${basicStamp(now - (end - claim.signedAt))} (${basicStamp(now)} - ${(end - claim.signedAt) / 60_000} min.)`,
      )
    }
    if (claim.signedAt > now + tolerance) {
      throw mismatch(
        `Signature not yet current: ${claim.stamp} is still later than ${basicStamp(now + tolerance)} (${basicStamp(now)} + 5 min.)`,
      )
    }
  }

  #checkSignature(request: WireRequest, claim: SignatureClaim, secret: string): void {
    const scope = `${claim.day}/${claim.region}/${claim.service}/aws4_request`
    const digest = hash('sha256', canonicalRequest(request, claim.signedHeaders), 'hex')
    const toSign = `AWS4-HMAC-SHA256\n${claim.stamp}\n${scope}\n${digest}`
    const expected = hmac(this.#signingKey(claim, secret), toSign).toString('hex')
    // Only the length is told early, and every right signature has the same.
    const claimed = Buffer.from(claim.signature)
    if (claimed.length === expected.length && timingSafeEqual(Buffer.from(expected), claimed)) return
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
  }

  /** The derived key changes once a day per region and service, so a few are kept. */
  #signingKey(claim: SignatureClaim, secret: string): Buffer {
    const name = `${claim.accessKeyId}/${claim.day}/${claim.region}/${claim.service}`
    const known = this.#signingKeys.get(name)
    if (known) return known
    const key = [claim.day, claim.region, claim.service, 'aws4_request'].reduce<Buffer>(
      hmac,
      Buffer.from(`AWS4${secret}`),
    )
    if (this.#signingKeys.size >= rememberedKeys) this.#signingKeys.clear()
    this.#signingKeys.set(name, key)
    return key
  }

  /** Forgets derived keys, because principals were replaced. */
  forget(): void {
    this.#signingKeys.clear()
  }
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
