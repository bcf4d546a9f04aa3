import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateKeyCommand, KMSClient, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import type { ReadyInfo } from '../sandbox/ready.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { Secret } from '../seal/secret.ts'
import { describeKmsPort } from '../seal/testing/kms-port-suite.ts'
import { createKmsAccess } from './kms-access.ts'
import { createTestWorld } from './testing/world.ts'

describeKmsPort('SDK adapter on the sandbox', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sealwright-port-'))
  const sandbox = await startSandbox({ dataDir, port: 'free', seed: 'demo' })
  const { endpoint, region, accessKeyId, secretAccessKey, keys } = sandbox.ready
  const world = await createTestWorld(
    {},
    {
      sandbox: async () => ({ endpoint, region, accessKeyId, secretAccessKey: new Secret(secretAccessKey) }),
      clock: { now: () => new Date(), monotonicMs: () => performance.now() },
    },
  )
  const access = createKmsAccess(world)
  const rotated = await rotatedKey(sandbox.ready, 2)
  const id = (name: string) => {
    const key = keys.find((candidate) => candidate.name === name)
    if (!key) throw new Error(`the demo seed has no key called ${name}`)
    return key.keyId
  }
  return {
    session: await access.open({ kind: 'sandbox' }),
    alias: 'alias/vault-unseal',
    rotations: 2,
    keys: {
      fit: id('fit'),
      disabled: id('disabled'),
      pendingDeletion: id('pending-deletion'),
      rsa: id('rsa'),
      rotated,
    },
    close: async () => {
      access.close()
      await sandbox.stop()
      await Promise.all([world.remove(), rm(dataDir, { recursive: true, force: true })])
    },
  }
})

/** Makes a key and rotates it on demand. */
async function rotatedKey({ endpoint, region, ...credentials }: ReadyInfo, times: number): Promise<string> {
  const kms = new KMSClient({ endpoint, region, credentials })
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const keyId = KeyMetadata?.KeyId ?? ''
  for (let done = 0; done < times; done += 1) await kms.send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
  kms.destroy()
  return keyId
}
