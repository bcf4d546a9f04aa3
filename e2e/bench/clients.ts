/** The two sides of a comparison on one sandbox: the app's adapter, and a bare SDK client set up by hand. */
import { KMSClient } from '@aws-sdk/client-kms'
import { createKmsAccess } from '../../electron/aws/kms-access.ts'
import type { Clock, KmsAccess } from '../../electron/seal/ports.ts'
import { Secret } from '../../electron/seal/secret.ts'
import type { SandboxProcess } from './sandbox-process.ts'

export const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() }

export function rawClient({ endpoint, region, accessKeyId, secretAccessKey }: SandboxProcess): KMSClient {
  return new KMSClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
}

export function appAccess({ endpoint, region, accessKeyId, secretAccessKey }: SandboxProcess): KmsAccess {
  const access = { endpoint, region, accessKeyId, secretAccessKey: new Secret(secretAccessKey) }
  return createKmsAccess({
    environment: {},
    home: '/nonexistent',
    sandbox: () => Promise.resolve(access),
    clock,
    userAgentApp: 'sealwright',
  })
}
