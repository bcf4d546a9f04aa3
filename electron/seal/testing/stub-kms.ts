/**
 * The KMS that stood behind the servers whose stored entries are in `testdata`: its ciphertext opens offline, because the
 * secret of each key follows from the key's id. The formula came with the entries.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { DiagnosedError } from '../../../shared/diagnosis.ts'
import type { KmsCipher } from '../ports.ts'

const magic = Buffer.from('LABKMS1\0', 'latin1')
const uuidLength = 36
const macLength = 16

export const stubKms: KmsCipher = {
  async encrypt(key, plaintext) {
    const uuid = key.slice(-uuidLength)
    const body = Buffer.concat([magic, Buffer.from(uuid, 'latin1'), masked(uuid, plaintext)])
    return { value: { ciphertext: Buffer.concat([body, mac(uuid, body)]), keyArn: arnOf(uuid) } }
  },
  async decrypt(ciphertext) {
    const bytes = Buffer.from(ciphertext)
    const head = magic.length + uuidLength
    const body = bytes.subarray(0, -macLength)
    const uuid = bytes.subarray(magic.length, head).toString('latin1')
    const isOurs = body.length >= head && body.subarray(0, magic.length).equals(magic)
    if (!isOurs || !timingSafeEqual(mac(uuid, body), bytes.subarray(-macLength))) {
      throw new DiagnosedError('ciphertext-rejected', { awsError: 'InvalidCiphertextException' })
    }
    return { value: { plaintext: masked(uuid, body.subarray(head)), keyArn: arnOf(uuid) } }
  },
}

function secretOf(uuid: string): Buffer {
  return createHash('sha256').update(`lab-kms-secret:${uuid}`).digest()
}

function mac(uuid: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secretOf(uuid)).update(body).digest().subarray(0, macLength)
}

function masked(uuid: string, bytes: Uint8Array): Buffer {
  const counter = Buffer.alloc(4)
  return Buffer.from(
    bytes.map((byte, index) => {
      counter.writeUInt32BE(Math.floor(index / 32))
      const block = createHash('sha256').update(secretOf(uuid)).update(counter).digest()
      return byte ^ block.readUInt8(index % 32)
    }),
  )
}

function arnOf(uuid: string): string {
  return `arn:aws:kms:us-east-1:111122223333:key/${uuid}`
}
