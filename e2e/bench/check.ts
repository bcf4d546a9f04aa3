/** `seal.check` beside the three calls that it cannot do without, in one process and over warm connections. */
import { DecryptCommand, DescribeKeyCommand, EncryptCommand } from '@aws-sdk/client-kms'
import { checkSeal } from '../../electron/seal/check-seal.ts'
import { appAccess, clock, rawClient } from './clients.ts'
import { interleave, timed } from './measure.ts'
import type { Row } from './report.ts'
import { startSandboxProcess } from './sandbox-process.ts'

const alias = 'alias/vault-unseal'
const perRound = 40

export async function benchCheck(): Promise<Row[]> {
  const sandbox = await startSandboxProcess()
  const client = rawClient(sandbox)
  const access = appAccess(sandbox)

  const raw = async () => {
    await client.send(new DescribeKeyCommand({ KeyId: alias }))
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: alias, Plaintext: new Uint8Array(32) }))
    await client.send(new DecryptCommand({ CiphertextBlob }))
  }
  const check = async () => {
    const { verdict } = await checkSeal(() => access.open({ kind: 'sandbox' }), alias, { clock })
    if (verdict !== 'pass') throw new Error('the check failed')
  }
  const average = (act: () => Promise<void>) => async () =>
    (await timed(async () => {
      for (let i = 0; i < perRound; i++) await act()
    })) / perRound

  const { app, sdk } = await interleave(15, { sdk: average(raw), app: average(check) })
  client.destroy()
  await sandbox.stop()
  const met = app.median / sdk.median <= 1.1 || app.median - sdk.median <= 3
  const goal = { text: '≤ 1.10 or ≤ 3 ms more', met }
  return [
    {
      section: 'check',
      figure: 'seal.check',
      unit: 'ms',
      measured: app,
      beside: { name: 'three SDK calls', spread: sdk },
      goal,
    },
  ]
}
