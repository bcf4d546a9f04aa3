/**
 * Somebody else's program: the AWS SDK and what its environment says, nothing of this project. Encrypts a text under the
 * key that it is told, decrypts it, and prints what came of it as one line of JSON.
 */
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'

const [key, text] = process.argv.slice(2)
const client = new KMSClient({ maxAttempts: 1 })
try {
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from(text) }))
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob }))
  print({
    same: Buffer.from(Plaintext).toString() === text,
    ciphertext: Buffer.from(CiphertextBlob).toString('base64'),
  })
} catch (error) {
  print({ error: error.name })
}

function print(outcome) {
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
}
