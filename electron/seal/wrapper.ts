/**
 * The awskms wrapper: plaintext to BlobInfo and back, with the requests that servers make and no others. Encrypt carries
 * the key as configured and no encryption context; Decrypt carries only the ciphertext, which names its key itself.
 *
 * Reading follows OpenBao 2.5.1 and newer, which opens what every released engine has written: the nonce is the first 12
 * bytes of iv and ciphertext together (OpenBao 2.5.0 joined them), a blob without key_info is mechanism 0 (HashiCorp
 * v4.0.1 and newer refuse those). It never panics where older engines do, on an iv of another length.
 * Every DEK is wiped before a call ends, whichever way it ends.
 */
import { create } from '@bufbuild/protobuf'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { KeyReference } from '../../shared/domain/key-reference.ts'
import { decodeBlobInfo, directMechanism, encodeBlobInfo, envelopeMechanism } from './blob-codec.ts'
import { type BlobInfo, BlobInfoSchema, KeyInfoSchema } from './blob-info_pb.ts'
import {
  dekLength,
  isDekLength,
  ivLength,
  openEnvelope,
  type RandomBytes,
  sealEnvelope,
  systemRandom,
} from './envelope.ts'
import { malformed } from './malformed.ts'
import type { Answer, CallOptions, KmsCipher } from './ports.ts'

export interface EncryptOptions extends CallOptions {
  random?: RandomBytes
}

/** A BlobInfo as bytes, the ARN of the key that wrapped its DEK, and KMS's request id. */
export interface Encrypted {
  blob: Uint8Array
  keyArn: string
  requestId?: string
}

/** What was inside a blob and which key opened it. The caller wipes `plaintext`. */
export interface Decrypted {
  plaintext: Uint8Array
  keyArn: string
  keyMaterialId?: string
  requestId?: string
}

/** Encrypts as a server does: an envelope whose `key_id` is the ARN that KMS answered, also for an alias. */
export async function encrypt(
  cipher: KmsCipher,
  key: KeyReference,
  plaintext: Uint8Array,
  options: EncryptOptions = {},
): Promise<Encrypted> {
  const { random = systemRandom, ...call } = options
  const dek = random(dekLength)
  try {
    const iv = random(ivLength)
    const ciphertext = sealEnvelope(dek, iv, plaintext)
    const wrapped = await cipher.encrypt(key, dek, call)
    const blob = create(BlobInfoSchema, {
      ciphertext,
      iv,
      keyInfo: create(KeyInfoSchema, {
        mechanism: envelopeMechanism,
        keyId: wrapped.value.keyArn,
        wrappedKey: wrapped.value.ciphertext,
      }),
    })
    return { blob: encodeBlobInfo(blob), keyArn: wrapped.value.keyArn, ...requestId(wrapped) }
  } finally {
    dek.fill(0)
  }
}

/**
 * Decrypts a BlobInfo. KMS's refusals pass through as the adapter diagnosed them; `blob-authentication-failed` means that
 * KMS gave the DEK and the content does not fit it. Throws `blob-malformed` and `blob-mechanism-unknown` before any call.
 */
export async function decrypt(cipher: KmsCipher, bytes: Uint8Array, options: CallOptions = {}): Promise<Decrypted> {
  const blob = decodeBlobInfo(bytes)
  const mechanism = blob.keyInfo?.mechanism ?? directMechanism
  switch (mechanism) {
    case directMechanism:
      return decryptDirect(cipher, blob, options)
    case envelopeMechanism:
      return decryptEnvelope(cipher, blob, options)
    default:
      throw new DiagnosedError('blob-mechanism-unknown', { reason: String(mechanism), ...keyReference(blob) })
  }
}

async function decryptDirect(cipher: KmsCipher, blob: BlobInfo, options: CallOptions): Promise<Decrypted> {
  if (blob.ciphertext.length === 0) throw malformed('no-ciphertext')
  const answer = await cipher.decrypt(blob.ciphertext, options)
  return { ...answer.value, ...requestId(answer) }
}

async function decryptEnvelope(cipher: KmsCipher, blob: BlobInfo, options: CallOptions): Promise<Decrypted> {
  const wrappedKey = blob.keyInfo?.wrappedKey ?? new Uint8Array()
  if (wrappedKey.length === 0) throw malformed('no-wrapped-key')
  const answer = await cipher.decrypt(wrappedKey, options)
  const { plaintext: dek, ...opener } = answer.value
  try {
    if (!isDekLength(dek.length)) throw malformed('dek-length')
    const plaintext = openEnvelope(dek, ...nonceAndCiphertext(blob))
    if (plaintext) return { plaintext, ...opener, ...requestId(answer) }
    throw new DiagnosedError('blob-authentication-failed', {
      operation: 'Decrypt',
      keyArn: opener.keyArn,
      ...keyReference(blob),
      ...requestId(answer),
    })
  } finally {
    dek.fill(0)
  }
}

/** Split and joined layouts alike: the nonce is what comes first, whichever field it lies in. */
function nonceAndCiphertext({ iv, ciphertext }: BlobInfo): [Uint8Array, Uint8Array] {
  if (iv.length === ivLength) return [iv, ciphertext]
  const joined = Buffer.concat([iv, ciphertext])
  return [joined.subarray(0, ivLength), joined.subarray(ivLength)]
}

function keyReference(blob: BlobInfo): { keyReference?: string } {
  return blob.keyInfo?.keyId ? { keyReference: blob.keyInfo.keyId } : {}
}

function requestId(answer: Answer<unknown>): { requestId?: string } {
  return answer.requestId === undefined ? {} : { requestId: answer.requestId }
}
