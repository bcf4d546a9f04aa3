/**
 * Everything the sandbox knows, in memory: principals, and for each region its keys and aliases. It changes only by
 * `apply`, which answers the inverse of what it did; that is how a change the disk refused is taken back whole.
 */
import { type AliasRecord, afterDue, dueAt, type KeyRecord } from './key.ts'
import type { Principal } from './principal.ts'
import { SortedMap } from './sorted-map.ts'

/** The format of the store is made of these: they can be added to, never renamed. */
export type Change =
  | { readonly do: 'put-key'; readonly key: KeyRecord }
  | { readonly do: 'drop-key'; readonly region: string; readonly id: string }
  | { readonly do: 'put-alias'; readonly alias: AliasRecord }
  | { readonly do: 'drop-alias'; readonly region: string; readonly name: string }
  | { readonly do: 'put-principal'; readonly principal: Principal }
  | { readonly do: 'drop-principal'; readonly accessKeyId: string }
  | { readonly do: 'name-key'; readonly name: string; readonly region: string; readonly id: string }
  | { readonly do: 'forget-name'; readonly name: string }

/** The keys and aliases of one region. */
export class Keyring {
  readonly keys = new SortedMap<KeyRecord>()
  readonly aliases = new SortedMap<AliasRecord>()
  readonly #aliasesOf = new Map<string, SortedMap<AliasRecord>>()

  aliasesOf(keyId: string): SortedMap<AliasRecord> {
    return this.#aliasesOf.get(keyId) ?? new SortedMap()
  }

  putAlias(alias: AliasRecord): void {
    this.dropAlias(alias.name)
    this.aliases.set(alias.name, alias)
    const group = this.aliasesOf(alias.targetKeyId)
    group.set(alias.name, alias)
    this.#aliasesOf.set(alias.targetKeyId, group)
  }

  dropAlias(name: string): void {
    const alias = this.aliases.get(name)
    if (!alias) return
    this.aliases.delete(name)
    const group = this.aliasesOf(alias.targetKeyId)
    group.delete(name)
    if (group.size === 0) this.#aliasesOf.delete(alias.targetKeyId)
  }
}

export class World {
  readonly principals = new Map<string, Principal>()
  /** Keys that the seed named, for the ready line. */
  readonly names = new Map<string, { region: string; id: string }>()
  readonly #rings = new Map<string, Keyring>()
  #nextDue = Number.POSITIVE_INFINITY

  /** The ring of a region. An unknown region has an empty one, as a fresh AWS account has. */
  ring(region: string): Keyring {
    return this.#rings.get(region) ?? new Keyring()
  }

  /** Does one change and answers what would undo it, or undefined when there was nothing to do. */
  apply(change: Change): Change | undefined {
    switch (change.do) {
      case 'put-key':
        return this.#putKey(change.key)
      case 'drop-key':
        return this.#dropKey(change.region, change.id)
      case 'put-alias':
        return this.#putAlias(change.alias)
      case 'drop-alias':
        return this.#dropAlias(change.region, change.name)
      case 'put-principal':
        return this.#putPrincipal(change.principal)
      case 'drop-principal':
        return this.#dropPrincipal(change.accessKeyId)
      case 'name-key':
        return this.#nameKey(change.name, change.region, change.id)
      case 'forget-name':
        return this.#forgetName(change.name)
      default:
        return change satisfies never
    }
  }

  /** The fewest changes that make this world. */
  *snapshot(): Generator<Change> {
    for (const principal of this.principals.values()) yield { do: 'put-principal', principal }
    for (const ring of this.#rings.values()) {
      for (const key of ring.keys.values()) yield { do: 'put-key', key }
      for (const alias of ring.aliases.values()) yield { do: 'put-alias', alias }
    }
    for (const [name, { region, id }] of this.names) yield { do: 'name-key', name, region, id }
  }

  /** The changes that leave nothing. */
  emptying(): Change[] {
    const drops = [...this.#rings.values()].flatMap((ring): Change[] => [
      ...Array.from(ring.aliases.values(), ({ region, name }): Change => ({ do: 'drop-alias', region, name })),
      ...Array.from(ring.keys.values(), ({ region, id }): Change => ({ do: 'drop-key', region, id })),
    ])
    const names = [...this.names.keys()].map((name): Change => ({ do: 'forget-name', name }))
    const principals = [...this.principals.keys()].map((accessKeyId): Change => ({ do: 'drop-principal', accessKeyId }))
    return [...names, ...drops, ...principals]
  }

  /** What time alone has brought by `now`: deletions, automatic rotations, expired material. */
  due(now: number): Change[] {
    if (now < this.#nextDue) return []
    const changes = [...this.#rings.values()].flatMap((ring) =>
      [...ring.keys.values()].flatMap((key) => this.#dueOf(ring, key, now)),
    )
    if (changes.length === 0) this.#nextDue = this.#earliest()
    return changes
  }

  #dueOf(ring: Keyring, key: KeyRecord, now: number): Change[] {
    if (dueAt(key) > now) return []
    const next = afterDue(key, now)
    if (next) return [{ do: 'put-key', key: next }]
    const aliases = [...ring.aliasesOf(key.id).values()]
    return [
      ...aliases.map(({ region, name }): Change => ({ do: 'drop-alias', region, name })),
      { do: 'drop-key', region: key.region, id: key.id },
    ]
  }

  #earliest(): number {
    const dates = [...this.#rings.values()].flatMap((ring) => Array.from(ring.keys.values(), dueAt))
    return dates.reduce((earliest, date) => Math.min(earliest, date), Number.POSITIVE_INFINITY)
  }

  #ringToChange(region: string): Keyring {
    const ring = this.ring(region)
    this.#rings.set(region, ring)
    return ring
  }

  #putKey(key: KeyRecord): Change {
    const { keys } = this.#ringToChange(key.region)
    const before = keys.get(key.id)
    keys.set(key.id, key)
    this.#nextDue = Math.min(this.#nextDue, dueAt(key))
    return before ? { do: 'put-key', key: before } : { do: 'drop-key', region: key.region, id: key.id }
  }

  #dropKey(region: string, id: string): Change | undefined {
    const { keys } = this.#ringToChange(region)
    const before = keys.get(id)
    keys.delete(id)
    return before && { do: 'put-key', key: before }
  }

  #putAlias(alias: AliasRecord): Change {
    const ring = this.#ringToChange(alias.region)
    const before = ring.aliases.get(alias.name)
    ring.putAlias(alias)
    return before ? { do: 'put-alias', alias: before } : { do: 'drop-alias', region: alias.region, name: alias.name }
  }

  #dropAlias(region: string, name: string): Change | undefined {
    const ring = this.#ringToChange(region)
    const before = ring.aliases.get(name)
    ring.dropAlias(name)
    return before && { do: 'put-alias', alias: before }
  }

  #putPrincipal(principal: Principal): Change {
    const before = this.principals.get(principal.accessKeyId)
    this.principals.set(principal.accessKeyId, principal)
    return before
      ? { do: 'put-principal', principal: before }
      : { do: 'drop-principal', accessKeyId: principal.accessKeyId }
  }

  #dropPrincipal(accessKeyId: string): Change | undefined {
    const before = this.principals.get(accessKeyId)
    this.principals.delete(accessKeyId)
    return before && { do: 'put-principal', principal: before }
  }

  #nameKey(name: string, region: string, id: string): Change {
    const before = this.names.get(name)
    this.names.set(name, { region, id })
    return before ? { do: 'name-key', name, ...before } : { do: 'forget-name', name }
  }

  #forgetName(name: string): Change | undefined {
    const before = this.names.get(name)
    this.names.delete(name)
    return before && { do: 'name-key', name, ...before }
  }
}
