/**
 * Brings a store of an earlier format to today's. The first one knew one principal, who could do everything, in one
 * account; it kept denials as a list beside a key instead of as a policy, and had no secret to seal tokens under.
 */
import { randomBytes } from 'node:crypto'
import { type KeyRecord, keyPolicyText } from '../model/key.ts'
import type { Principal } from '../model/principal.ts'
import { type Change, World } from '../model/world.ts'
import { everything, homeAccount, peopleChanges } from '../seed/people.ts'

interface FirstKey extends Omit<KeyRecord, 'policy'> {
  readonly denies?: readonly object[]
}

/** Makes the world of a store of the first format, with the principals that today's stores are seeded with. */
export function worldOfFirstFormat(changes: readonly Change[]): World {
  const world = new World()
  world.apply({ do: 'set-secret', secret: randomBytes(32).toString('base64') })
  for (const change of changes) world.apply(upgraded(change))
  const known = new Set(Array.from(world.principals.values(), ({ name }) => name))
  for (const change of peopleChanges()) {
    if (change.do !== 'put-principal' || !known.has(change.principal.name)) world.apply(change)
  }
  return world
}

function upgraded(change: Change): Change {
  switch (change.do) {
    case 'put-key':
      return { do: 'put-key', key: upgradedKey(change.key) }
    case 'put-principal':
      return { do: 'put-principal', principal: { ...(change.principal as FirstPrincipal), policies: [everything] } }
    case 'drop-key':
    case 'drop-alias':
    case 'name-key':
      return { ...change, account: homeAccount }
    default:
      return change
  }
}

type FirstPrincipal = Omit<Principal, 'policies'>

function upgradedKey(key: KeyRecord): KeyRecord {
  const { denies, ...rest } = key as FirstKey
  if (!denies || denies.length === 0) return rest
  const statements = denies.map((statement) => ({ ...statement, Resource: '*' }))
  return { ...rest, policy: keyPolicyText(statements, 'aws', key.account) }
}
