/** Aliases: names of one region and account, each pointing to one key. */
import { epochSeconds } from '../clock.ts'
import { type AliasRecord, aliasArn, type KeyRecord } from '../model/key.ts'
import { findKeyWithoutAlias } from '../model/key-reference.ts'
import { notFound, ServiceError, validation } from '../service-error.ts'
import { optional } from '../wire/input-shape.ts'
import { requireState } from './key-state.ts'
import { aliasName, keyId, limit, marker } from './members.ts'
import { type Answer, type OperationContext, operation } from './operation.ts'
import { readPage } from './paging.ts'

export const createAlias = operation({ AliasName: aliasName, TargetKeyId: keyId }, (context, input) => {
  checkName(input.AliasName)
  const key = target(context, input.TargetKeyId)
  const { region, account, now } = context
  const alias = { name: input.AliasName, region, account, targetKeyId: key.id, createdAt: now, updatedAt: now }
  if (context.world.ring(region).aliases.get(alias.name)) {
    throw new ServiceError('AlreadyExistsException', `An alias with the name ${aliasArn(alias)} already exists`)
  }
  context.change({ do: 'put-alias', alias })
  return {}
})

export const updateAlias = operation({ AliasName: aliasName, TargetKeyId: keyId }, (context, input) => {
  checkName(input.AliasName)
  const alias = existing(context, input.AliasName)
  const key = target(context, input.TargetKeyId)
  const current = context.world.ring(context.region).keys.get(alias.targetKeyId)
  if (
    current &&
    (current.usage !== key.usage || (current.spec === 'SYMMETRIC_DEFAULT') !== (key.spec === 'SYMMETRIC_DEFAULT'))
  ) {
    throw validation(`Alias ${aliasArn(alias)} points to a key of another type or usage.`)
  }
  context.change({ do: 'put-alias', alias: { ...alias, targetKeyId: key.id, updatedAt: context.now } })
  return {}
})

export const deleteAlias = operation({ AliasName: aliasName }, (context, input) => {
  checkName(input.AliasName)
  const alias = existing(context, input.AliasName)
  context.change({ do: 'drop-alias', region: alias.region, name: alias.name })
  return {}
})

export const listAliases = operation(
  { KeyId: optional(keyId), Limit: limit(100), Marker: marker },
  (context, input) => {
    const ring = context.world.ring(context.region)
    const aliases =
      input.KeyId === undefined ? ring.aliases : ring.aliasesOf(findKeyWithoutAlias(context, input.KeyId).id)
    const { items, members } = readPage(aliases, { list: 'aliases', limit: input.Limit ?? 50, marker: input.Marker })
    return { Aliases: items.map(aliasEntry), ...members }
  },
)

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
  const alias = world.ring(region).aliases.get(name)
  if (alias) return alias
  throw notFound(`Alias ${aliasArn({ name, region, account })} is not found.`)
}

/** An alias points to a key of this region and account, never to an alias, and not to a key on its way out. */
function target(context: OperationContext, reference: string): KeyRecord {
  if (/^(alias\/|arn:[^/]*:alias\/)/.test(reference)) throw validation('Aliases must refer to keys. Not aliases')
  const key = findKeyWithoutAlias(context, reference)
  requireState(key, 'Enabled', 'Disabled', 'PendingImport')
  return key
}
