/**
 * The identities of this machine and the one in use. An identity counts from the moment that STS has confirmed it; of
 * several questions at once the one asked last wins, so that a slow answer never undoes a newer choice.
 */
import type { Identity } from '../../shared/domain/identity.ts'
import type { Identities } from '../seal/ports.ts'
import { stopIfAborted, unlessAborted } from './abort.ts'
import type { AwsKmsAccess, AwsWorld } from './kms-access.ts'
import { describeAwsFiles } from './profile-list.ts'
import { routesOf } from './routes.ts'
import { readAwsFiles } from './shared-files.ts'

/** Makes the identities port over the access to KMS of the same world. */
export function createIdentities(world: AwsWorld, access: AwsKmsAccess): Identities {
  let current: Identity | undefined
  let asked = 0
  let answered = 0

  return {
    async list({ signal } = {}) {
      stopIfAborted(signal)
      return describeAwsFiles(await readAwsFiles(world))
    },
    async use(connection, options = {}) {
      asked += 1
      const turn = asked
      const identity = await access.prove(connection, options)
      if (turn > answered) {
        answered = turn
        current = identity
      }
      return identity
    },
    current: () => Promise.resolve(current),
    routes: (connection, { signal } = {}) => {
      const routes = async () => routesOf(world, await access.files(), connection)
      return unlessAborted(routes(), signal)
    },
  }
}
