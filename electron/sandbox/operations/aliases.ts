/** Aliases: names of one region and account, each pointing to one key. Whoever changes one needs both alias and key. */
import { epochSeconds } from '../clock.ts'
import { type AliasRecord, aliasArn, isSymmetric, type KeyRecord } from '../model/key.ts'
import { allow, allowWithoutKey, findKeyWithoutAlias, locateKey } from '../model/key-reference.ts'
import { notFound, ServiceError, validation } from '../service-error.ts'
import { optional } from '../wire/input-shape.ts'
import { requireNotPendingDeletion } from './key-state.ts'
import { aliasName, keyId, limit, marker } from './members.ts'
import { type Answer, type OperationContext, operation } from './operation.ts'
import { readPage } from './paging.ts'

export const createAlias = operation({ AliasName: aliasName, TargetKeyId: keyId }, (context, input) => {
  const { region, account, now } = context
  checkName(input.AliasName)
  allowWithoutKey(context, aliasArn({ region, account, name: input.AliasName }))
  const key = target(context, input.TargetKeyId)
  const alias = { name: input.AliasName, region, account, targetKeyId: key.id, createdAt: now, updatedAt: now }
  if (context.world.ring(context).aliases.get(alias.name)) {
    throw new ServiceError('AlreadyExistsException', `An alias with the name ${aliasArn(alias)} already exists`)
  }
  put(context, alias, undefined)
  return {}
})

export const updateAlias = operation({ AliasName: aliasName, TargetKeyId: keyId }, (context, input) => {
  checkName(input.AliasName)
  const alias = existing(context, input.AliasName)
  const key = target(context, input.TargetKeyId)
  const current = context.world.ring(context).keys.get(alias.targetKeyId)
  if (current) {
    allow(context, current)
    requireSameKind(alias, current, key)
  }
  put(context, { ...alias, targetKeyId: key.id, updatedAt: context.now }, alias)
  return {}
})

function requireSameKind(alias: AliasRecord, current: KeyRecord, next: KeyRecord): void {
  if (current.usage === next.usage && isSymmetric(current) === isSymmetric(next)) return
  throw validation(`Alias ${aliasArn(alias)} points to a key of another type or usage.`)
}

export const deleteAlias = operation({ AliasName: aliasName }, (context, input) => {
  checkName(input.AliasName)
  const alias = existing(context, input.AliasName)
  const key = context.world.ring(context).keys.get(alias.targetKeyId)
  if (key) allow(context, key)
  const { account, region, name } = alias
  context.change({ do: 'drop-alias', account, region, name })
  context.propagation.aliasChanged(aliasArn(alias), alias)
  return {}
})

export const listAliases = operation(
  { KeyId: optional(keyId), Limit: limit(100), Marker: marker },
  (context, input) => {
    allowWithoutKey(context)
    const ring = context.world.ring(context)
    const aliases = input.KeyId === undefined ? ring.aliases : ring.aliasesOf(locateKey(context, input.KeyId).id)
    const { items, members } = readPage(aliases, { list: 'aliases', limit: input.Limit ?? 50, marker: input.Marker })
    const seen = items.flatMap((alias) => context.propagation.alias(alias, alias) ?? [])
    return { Aliases: seen.map(aliasEntry), ...members }
  },
)

function put(context: OperationContext, alias: AliasRecord, before: AliasRecord | undefined): void {
  context.change({ do: 'put-alias', alias })
  context.propagation.aliasChanged(aliasArn(alias), before)
}

function aliasEntry(alias: AliasRecord): Answer {
  return {
    AliasArn: aliasArn(alias),
    AliasName: alias.name,
    CreationDate: epochSeconds(alias.createdAt),
    LastUpdatedDate: epochSeconds(alias.updatedAt),
    TargetKeyId: alias.targetKeyId,
  }
}

function checkName(name: string): void {
  if (!name.startsWith('alias/')) {
    throw validation(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    )
  }
  if (name.startsWith('alias/aws/')) throw new ServiceError('NotAuthorizedException')
  if (name === 'alias/' || name.includes(':'))
    throw new ServiceError('InvalidAliasNameException', `${name} is not a valid alias name.`)
}

function existing(context: OperationContext, name: string): AliasRecord {
  const { world, region, account } = context
  allowWithoutKey(context, aliasArn({ name, region, account }))
  const alias = world.ring(context).aliases.get(name)
  if (alias) return alias
  throw notFound(`Alias ${aliasArn({ name, region, account })} is not found.`)
}

/** An alias points to a key of this region and account, never to an alias, and not to a key on its way out. */
function target(context: OperationContext, reference: string): KeyRecord {
  if (/^(alias\/|arn:[^/]*:alias\/)/.test(reference)) throw validation('Aliases must refer to keys. Not aliases')
  const key = findKeyWithoutAlias(context, reference)
  requireNotPendingDeletion(key)
  return key
}
