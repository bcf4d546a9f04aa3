/** `keys.list` with 10 000 aliases beside paging both lists with a bare SDK client. */
import {
  CreateAliasCommand,
  CreateKeyCommand,
  type KMSClient,
  paginateListAliases,
  paginateListKeys,
} from '@aws-sdk/client-kms'
import { listKeys } from '../../electron/seal/list-keys.ts'
import { appAccess, rawClient } from './clients.ts'
import { interleave, timed } from './measure.ts'
import type { Row } from './report.ts'
import { startSandboxProcess } from './sandbox-process.ts'

const wanted = 10_000
const perKey = 40

export async function benchKeys(): Promise<Row[]> {
  const sandbox = await startSandboxProcess()
  const client = rawClient(sandbox)
  await fill(client)
  const access = appAccess(sandbox)

  const raw = async () => {
    let count = 0
    const keys = async () => {
      for await (const { Keys } of paginateListKeys({ client, pageSize: 1000 }, {})) count += Keys?.length ?? 0
    }
    const aliases = async () => {
      for await (const { Aliases } of paginateListAliases({ client, pageSize: 100 }, {})) count += Aliases?.length ?? 0
    }
    await Promise.all([keys(), aliases()])
    if (count < wanted) throw new Error(`only ${count} keys and aliases`)
  }
  const list = async () => {
    const { aliases } = await listKeys(await access.open({ kind: 'sandbox' }))
    if (aliases.length < wanted) throw new Error(`only ${aliases.length} aliases`)
  }
  const { app, sdk } = await interleave(9, { sdk: () => timed(raw), app: () => timed(list) })
  client.destroy()
  await sandbox.stop()
  return [
    {
      section: 'keys',
      figure: 'keys.list, 10 000 aliases',
      unit: 'ms',
      measured: app,
      beside: { name: 'SDK paging', spread: sdk },
    },
  ]
}

async function fill(client: KMSClient): Promise<void> {
  const keys = Array.from({ length: wanted / perKey }, (_, i) => i)
  const workers = Array.from({ length: 32 }, async () => {
    for (let index = keys.shift(); index !== undefined; index = keys.shift()) {
      const { KeyMetadata } = await client.send(new CreateKeyCommand({}))
      for (let n = 0; n < perKey; n++) {
        const AliasName = `alias/service-${String(index).padStart(4, '0')}-${n}`
        await client.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }))
      }
    }
  })
  await Promise.all(workers)
}
