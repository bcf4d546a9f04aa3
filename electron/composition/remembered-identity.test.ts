import { expect, it, vi } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { Identity } from '../../shared/domain/identity.ts'
import type { Identities } from '../seal/ports.ts'
import { rememberingIdentities } from './remembered-identity.ts'

const sandbox: Connection = { kind: 'sandbox' }
const environment: Connection = { kind: 'environment' }
const identityOf = (connection: Connection): Identity => ({
  connection,
  callerArn: `arn:aws:iam::111122223333:user/${connection.kind}`,
  account: '111122223333',
  partition: 'aws',
  region: 'us-east-1',
  source: connection.kind,
  trace: [],
})

function identitiesWith(use: (connection: Connection) => Promise<Identity>): Identities {
  let current: Identity | undefined
  return {
    list: () => Promise.resolve({ profiles: [], ssoSessions: [], files: [] }),
    use: async (connection) => {
      current = await use(connection)
      return current
    },
    current: () => Promise.resolve(current),
    routes: () => Promise.reject(new Error('nobody asks for it here')),
  }
}

it('proves the remembered connection once, for everyone who asks meanwhile', async () => {
  const use = vi.fn(async (connection: Connection) => identityOf(connection))
  const identities = rememberingIdentities(identitiesWith(use), async () => sandbox)
  const answers = await Promise.all([identities.current(), identities.current()])
  expect(answers).toEqual([identityOf(sandbox), identityOf(sandbox)])
  expect(await identities.current()).toEqual(identityOf(sandbox))
  expect(use).toHaveBeenCalledTimes(1)
})

it('asks nobody once an identity was chosen', async () => {
  const remembered = vi.fn(async () => sandbox)
  const identities = rememberingIdentities(
    identitiesWith(async (connection) => identityOf(connection)),
    remembered,
  )
  await identities.use(environment)
  expect(await identities.current()).toEqual(identityOf(environment))
  expect(remembered).not.toHaveBeenCalled()
})

it('passes the diagnosis on and tries again with the next question', async () => {
  const use = vi.fn(async (connection: Connection) => identityOf(connection))
  use.mockRejectedValueOnce(new DiagnosedError('endpoint-unreachable'))
  const identities = rememberingIdentities(identitiesWith(use), async () => sandbox)
  await expect(identities.current()).rejects.toMatchObject({ diagnosis: { code: 'endpoint-unreachable' } })
  expect(await identities.current()).toEqual(identityOf(sandbox))
})
