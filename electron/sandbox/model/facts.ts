/** What conditions can ask about a request: the caller, the place, the key, and what the operation adds of its own. */
import type { EncryptionContext } from './ciphertext.ts'
import type { RequestFacts } from './condition.ts'
import { isReplica, type KeyRecord } from './key.ts'
import type { Caller } from './principal.ts'
import type { World } from './world.ts'

export interface FactSources {
  readonly caller: Caller
  readonly region: string
  readonly world: World
  readonly key?: KeyRecord
  /** The alias that the request named the key by. */
  readonly requestAlias?: string | undefined
  readonly encryptionContext?: EncryptionContext
  /** Condition keys of the operation itself, in lower case. */
  readonly more?: Readonly<Record<string, readonly string[]>> | undefined
}

export function requestFacts(sources: FactSources): RequestFacts {
  return (key) => sources.more?.[key] ?? (key.startsWith('kms:') ? kmsFact(key, sources) : globalFact(key, sources))
}

/** `kms:ViaService` is never there: nothing stands between the sandbox and who calls it. */
function kmsFact(name: string, { caller, key, requestAlias, encryptionContext = [], world }: FactSources) {
  const contextKey = 'kms:encryptioncontext:'
  if (name.startsWith(contextKey)) return contextValues(encryptionContext, name.slice(contextKey.length))
  switch (name) {
    case 'kms:calleraccount':
      return [caller.account]
    case 'kms:encryptioncontextkeys':
      return encryptionContext.length > 0 ? encryptionContext.map(([contextName]) => contextName) : undefined
    case 'kms:requestalias':
      return requestAlias === undefined ? undefined : [requestAlias]
    case 'kms:resourcealiases':
      return key && Array.from(world.ring(key).aliasesOf(key.id).values(), (alias) => alias.name)
    default:
      return key && keyFact(name, key)
  }
}

function contextValues(context: EncryptionContext, name: string): string[] | undefined {
  const found = context.filter(([contextName]) => contextName.toLowerCase() === name).map(([, value]) => value)
  return found.length > 0 ? found : undefined
}

function keyFact(name: string, key: KeyRecord): string[] | undefined {
  switch (name) {
    case 'kms:keyspec':
    case 'kms:customermasterkeyspec':
      return [key.spec]
    case 'kms:keyusage':
    case 'kms:customermasterkeyusage':
      return [key.usage]
    case 'kms:keyorigin':
      return [key.origin]
    case 'kms:multiregion':
      return [String(key.multiRegion)]
    case 'kms:multiregionkeytype':
      return key.multiRegion ? [isReplica(key) ? 'REPLICA' : 'PRIMARY'] : undefined
    default:
      return undefined
  }
}

function globalFact(name: string, { caller, region, key }: FactSources): string[] | undefined {
  const tag = 'aws:resourcetag/'
  if (name.startsWith(tag)) return tagValues(key, name.slice(tag.length))
  switch (name) {
    case 'aws:principalarn':
      return [caller.principalArn]
    case 'aws:principalaccount':
      return [caller.account]
    case 'aws:principaltype':
      return [caller.session === 'role' ? 'AssumedRole' : 'User']
    case 'aws:userid':
      return [caller.userId]
    case 'aws:username':
      return caller.session === 'role' ? undefined : [caller.arn.split('/').at(-1) ?? '']
    case 'aws:requestedregion':
      return [region]
    case 'aws:resourceaccount':
      return key && [key.account]
    case 'aws:sourceip':
      return ['127.0.0.1']
    case 'aws:securetransport':
      return ['false']
    default:
      return undefined
  }
}

function tagValues(key: KeyRecord | undefined, name: string): string[] | undefined {
  const found = key?.tags.filter(({ TagKey }) => TagKey.toLowerCase() === name).map(({ TagValue }) => TagValue)
  return found && found.length > 0 ? found : undefined
}
