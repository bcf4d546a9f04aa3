/** The local part of encrypting 1 KiB (all but KMS) beside bare random bytes and AES-256-GCM. */
import { createCipheriv, randomBytes } from 'node:crypto'
import type { KmsCipher } from '../../electron/seal/ports.ts'
import { encrypt } from '../../electron/seal/wrapper.ts'
import { interleave, timed } from './measure.ts'
import type { Row } from './report.ts'

const perRound = 3000
const plaintext = randomBytes(1024)
const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const answer = Promise.resolve({ value: { ciphertext: randomBytes(182), keyArn } })

/** A KMS that takes no time. */
const instantCipher: KmsCipher = { encrypt: () => answer, decrypt: () => Promise.reject(new Error('not asked for')) }

function raw(): Buffer {
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12))
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

export async function benchEncrypt(): Promise<Row[]> {
  const microseconds = (act: () => unknown) => async () =>
    ((await timed(async () => {
      for (let i = 0; i < perRound; i++) await act()
    })) /
      perRound) *
    1000
  const { app, bare } = await interleave(21, {
    bare: microseconds(raw),
    app: microseconds(() => encrypt(instantCipher, keyArn, plaintext)),
  })
  const goal = { text: '≤ 4', met: app.median / bare.median <= 4 }
  return [
    {
      section: 'encrypt',
      figure: 'local part of 1 KiB',
      unit: 'µs',
      measured: app,
      beside: { name: 'node:crypto', spread: bare },
      goal,
    },
  ]
}
