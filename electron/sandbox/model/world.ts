/**
 * Everything the sandbox knows, in memory: who may sign, and for each account and region its keys, aliases and grants. It
 * changes only by `apply`, which answers the inverse of what it did; that is how a change the disk refused is taken back.
 */
import type { GrantRecord } from './grant.ts'
import type { AliasRecord, KeyRecord } from './key.ts'
import { dueAt } from './key-time.ts'
import { Keyring, type LastUse } from './keyring.ts'
import type { Principal, Role } from './principal.ts'

interface Place {
  readonly account: string
  readonly region: string
}

/** The format of the store is made of these: they can be added to, never renamed. */
export type Change =
  | { readonly do: 'put-key'; readonly key: KeyRecord }
  | ({ readonly do: 'drop-key'; readonly id: string } & Place)
  | { readonly do: 'put-alias'; readonly alias: AliasRecord }
  | ({ readonly do: 'drop-alias'; readonly name: string } & Place)
  | { readonly do: 'put-grant'; readonly grant: GrantRecord }
  | ({ readonly do: 'drop-grant'; readonly id: string } & Place)
  | { readonly do: 'put-principal'; readonly principal: Principal }
  | { readonly do: 'drop-principal'; readonly accessKeyId: string }
  | { readonly do: 'put-role'; readonly role: Role }
  | { readonly do: 'drop-role'; readonly arn: string }
  | ({ readonly do: 'name-key'; readonly name: string; readonly id: string } & Place)
  | { readonly do: 'forget-name'; readonly name: string }
  | { readonly do: 'set-secret'; readonly secret: string }
  | { readonly do: 'set-clock'; readonly ahead: number }
  | { readonly do: 'note-use'; readonly use: LastUse }

export class World {
  readonly principals = new Map<string, Principal>()
  readonly roles = new Map<string, Role>()
  /** Keys that the seed named, for the ready line. */
  readonly names = new Map<string, Place & { readonly id: string }>()
  /** By account, then region: looked up for every request, so no text is put together for it. */
  readonly #accounts = new Map<string, Map<string, Keyring>>()
  readonly #noKeys = new Keyring()
  #secret = ''
  #clockAhead = 0
  #nextDue = Number.POSITIVE_INFINITY

  /** What session and import tokens are sealed under. */
  get secret(): string {
    return this.#secret
  }

  /** By how many milliseconds the sandbox's time is ahead of the machine's. */
  get clockAhead(): number {
    return this.#clockAhead
  }

  /** The earliest moment at which a key could change by itself; never too late. */
  get nextDue(): number {
    return this.#nextDue
  }

  /** An account has an empty ring in a region that it never used. */
  ring({ account, region }: Place): Keyring {
    return this.#accounts.get(account)?.get(region) ?? this.#noKeys
  }

  /** The grant of any account in the region that was given out with this token. */
  grantByToken(region: string, token: string): GrantRecord | undefined {
    for (const regions of this.#accounts.values()) {
      const grant = regions.get(region)?.grantByToken(token)
      if (grant) return grant
    }
    return undefined
  }

  *rings(): Generator<Keyring> {
    for (const regions of this.#accounts.values()) yield* regions.values()
  }

  /** All keys of a multi-Region key, in the order in which their regions were first used. */
  related({ account, id }: Pick<KeyRecord, 'account' | 'id'>): KeyRecord[] {
    return [...(this.#accounts.get(account)?.values() ?? [])].flatMap((ring) => ring.keys.get(id) ?? [])
  }

  /** Looks for the next date anew, because what was due has been done. */
  findNextDue(): void {
    this.#nextDue = Number.POSITIVE_INFINITY
    for (const ring of this.rings()) {
      for (const key of ring.keys.values()) this.#nextDue = Math.min(this.#nextDue, dueAt(key))
    }
  }

  /** Does one change and answers what would undo it, or undefined when there was nothing to do. */
  apply(change: Change): Change | undefined {
    switch (change.do) {
      case 'put-key':
        return this.#putKey(change.key)
      case 'drop-key':
        return this.#dropKey(change)
      case 'put-alias':
        return this.#putAlias(change.alias)
      case 'drop-alias':
        return this.#dropAlias(change)
      case 'put-grant':
        this.#ringToChange(change.grant).putGrant(change.grant)
        return { ...placeOf(change.grant), do: 'drop-grant', id: change.grant.id }
      case 'drop-grant':
        return this.#dropGrant(change)
      case 'put-principal':
        return this.#putPrincipal(change.principal)
      case 'drop-principal':
        return dropped(this.principals, change.accessKeyId, (principal) => ({ do: 'put-principal', principal }))
      case 'put-role':
        return this.#putRole(change.role)
      case 'drop-role':
        return dropped(this.roles, change.arn, (role) => ({ do: 'put-role', role }))
      case 'name-key':
        return this.#nameKey(change)
      case 'forget-name':
        return dropped(this.names, change.name, (key) => ({ ...key, do: 'name-key', name: change.name }))
      case 'set-secret':
        return this.#setSecret(change.secret)
      case 'set-clock':
        return this.#setClock(change.ahead)
      case 'note-use':
        this.noteUse(change.use)
        return undefined
      default:
        return change satisfies never
    }
  }

  noteUse(use: LastUse): void {
    const { keys, uses } = this.ring(use)
    if (keys.get(use.id)) uses.set(use.id, use)
  }

  *uses(): Generator<LastUse> {
    for (const ring of this.rings()) yield* ring.uses.values()
  }

  /** The fewest changes that make this world. */
  *snapshot(): Generator<Change> {
    yield { do: 'set-secret', secret: this.#secret }
    if (this.#clockAhead !== 0) yield { do: 'set-clock', ahead: this.#clockAhead }
    for (const principal of this.principals.values()) yield { do: 'put-principal', principal }
    for (const role of this.roles.values()) yield { do: 'put-role', role }
    for (const ring of this.rings()) {
      for (const key of ring.keys.values()) yield { do: 'put-key', key }
      for (const alias of ring.aliases.values()) yield { do: 'put-alias', alias }
      for (const grant of ring.grants.values()) yield { do: 'put-grant', grant }
    }
    for (const [name, key] of this.names) yield { ...key, do: 'name-key', name }
    for (const use of this.uses()) yield { do: 'note-use', use }
  }

  /** The changes that leave no key, no name and nobody. The clock goes back to the machine's. */
  emptying(): Change[] {
    const drops = [...this.rings()].flatMap((ring): Change[] => [
      ...Array.from(
        ring.aliases.values(),
        (alias): Change => ({ ...placeOf(alias), do: 'drop-alias', name: alias.name }),
      ),
      ...Array.from(ring.keys.values(), (key): Change => ({ ...placeOf(key), do: 'drop-key', id: key.id })),
    ])
    const names = [...this.names.keys()].map((name): Change => ({ do: 'forget-name', name }))
    const principals = [...this.principals.keys()].map((accessKeyId): Change => ({ do: 'drop-principal', accessKeyId }))
    const roles = [...this.roles.keys()].map((arn): Change => ({ do: 'drop-role', arn }))
    return [...names, ...this.#grantDrops(), ...drops, ...principals, ...roles, { do: 'set-clock', ahead: 0 }]
  }

  #grantDrops(): Change[] {
    return [...this.rings()].flatMap((ring) =>
      Array.from(ring.grants.values(), (grant): Change => ({ ...placeOf(grant), do: 'drop-grant', id: grant.id })),
    )
  }

  #ringToChange({ account, region }: Place): Keyring {
    const regions = this.#accounts.get(account) ?? new Map<string, Keyring>()
    const ring = regions.get(region) ?? new Keyring()
    this.#accounts.set(account, regions.set(region, ring))
    return ring
  }

  #putKey(key: KeyRecord): Change {
    const { keys } = this.#ringToChange(key)
    const before = keys.get(key.id)
    keys.set(key.id, key)
    this.#nextDue = Math.min(this.#nextDue, dueAt(key))
    return before ? { do: 'put-key', key: before } : { ...placeOf(key), do: 'drop-key', id: key.id }
  }

  #dropKey(place: Place & { id: string }): Change | undefined {
    const { keys, uses } = this.#ringToChange(place)
    const key = keys.get(place.id)
    keys.delete(place.id)
    uses.delete(place.id)
    return key && { do: 'put-key', key }
  }

  #putAlias(alias: AliasRecord): Change {
    const ring = this.#ringToChange(alias)
    const before = ring.aliases.get(alias.name)
    ring.putAlias(alias)
    return before ? { do: 'put-alias', alias: before } : { ...placeOf(alias), do: 'drop-alias', name: alias.name }
  }

  #dropAlias(place: Place & { name: string }): Change | undefined {
    const ring = this.#ringToChange(place)
    const alias = ring.aliases.get(place.name)
    ring.dropAlias(place.name)
    return alias && { do: 'put-alias', alias }
  }

  #dropGrant(place: Place & { id: string }): Change | undefined {
    const ring = this.#ringToChange(place)
    const grant = ring.grants.get(place.id)
    ring.dropGrant(place.id)
    return grant && { do: 'put-grant', grant }
  }

  #putPrincipal(principal: Principal): Change {
    const before = this.principals.get(principal.accessKeyId)
    this.principals.set(principal.accessKeyId, principal)
    return before
      ? { do: 'put-principal', principal: before }
      : { do: 'drop-principal', accessKeyId: principal.accessKeyId }
  }

  #putRole(role: Role): Change {
    const before = this.roles.get(role.arn)
    this.roles.set(role.arn, role)
    return before ? { do: 'put-role', role: before } : { do: 'drop-role', arn: role.arn }
  }

  #nameKey({ name, account, region, id }: Place & { name: string; id: string }): Change {
    const before = this.names.get(name)
    this.names.set(name, { account, region, id })
    return before ? { ...before, do: 'name-key', name } : { do: 'forget-name', name }
  }

  #setSecret(secret: string): Change {
    const before = this.#secret
    this.#secret = secret
    return { do: 'set-secret', secret: before }
  }

  #setClock(ahead: number): Change {
    const before = this.#clockAhead
    this.#clockAhead = ahead
    return { do: 'set-clock', ahead: before }
  }
}

function dropped<Value>(map: Map<string, Value>, name: string, undo: (value: Value) => Change): Change | undefined {
  const before = map.get(name)
  map.delete(name)
  return before && undo(before)
}

function placeOf({ account, region }: Place): Place {
  return { account, region }
}
