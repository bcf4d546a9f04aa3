/** The keys, aliases and grants of one account in one region. */
import type { GrantRecord } from './grant.ts'
import type { AliasRecord, KeyRecord } from './key.ts'
import { SortedMap } from './sorted-map.ts'

/** When a key was last used, and by which request. Kept in memory; written when the store is written anyway. */
export interface LastUse {
  readonly account: string
  readonly region: string
  readonly id: string
  readonly operation: string
  readonly at: number
  readonly requestId: string
}

export class Keyring {
  readonly keys = new SortedMap<KeyRecord>()
  readonly aliases = new SortedMap<AliasRecord>()
  readonly grants = new SortedMap<GrantRecord>()
  /** By key id. */
  readonly uses = new Map<string, LastUse>()
  readonly #aliasesOf = new Groups<AliasRecord>()
  readonly #grantsByToken = new Map<string, GrantRecord>()
  readonly #grantsOf = new Groups<GrantRecord>()

  aliasesOf(keyId: string): SortedMap<AliasRecord> {
    return this.#aliasesOf.of(keyId)
  }

  grantsOf(keyId: string): SortedMap<GrantRecord> {
    return this.#grantsOf.of(keyId)
  }

  putAlias(alias: AliasRecord): void {
    this.dropAlias(alias.name)
    this.aliases.set(alias.name, alias)
    this.#aliasesOf.put(alias.targetKeyId, alias.name, alias)
  }

  dropAlias(name: string): void {
    const alias = this.aliases.get(name)
    if (!alias) return
    this.aliases.delete(name)
    this.#aliasesOf.drop(alias.targetKeyId, name)
  }

  grantByToken(token: string): GrantRecord | undefined {
    return this.#grantsByToken.get(token)
  }

  putGrant(grant: GrantRecord): void {
    this.grants.set(grant.id, grant)
    this.#grantsByToken.set(grant.token, grant)
    this.#grantsOf.put(grant.keyId, grant.id, grant)
  }

  dropGrant(id: string): void {
    const grant = this.grants.get(id)
    if (!grant) return
    this.grants.delete(id)
    this.#grantsByToken.delete(grant.token)
    this.#grantsOf.drop(grant.keyId, id)
  }
}

/** Named values by the key they belong to. */
class Groups<Value> {
  readonly #groups = new Map<string, SortedMap<Value>>()
  readonly #none = new SortedMap<Value>()

  of(owner: string): SortedMap<Value> {
    return this.#groups.get(owner) ?? this.#none
  }

  put(owner: string, name: string, value: Value): void {
    const group = this.#groups.get(owner) ?? new SortedMap()
    group.set(name, value)
    this.#groups.set(owner, group)
  }

  drop(owner: string, name: string): void {
    const group = this.#groups.get(owner)
    group?.delete(name)
    if (group?.size === 0) this.#groups.delete(owner)
  }
}
