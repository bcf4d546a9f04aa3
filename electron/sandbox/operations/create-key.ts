/** CreateKey: every spec and usage that AWS has, because a seal's owner meets unfit keys too. */
import { isSymmetric, type KeyRecord, newKeyId } from '../model/key.ts'
import { allowWithoutKey } from '../model/key-reference.ts'
import { algorithmsOf, type KeySpec, type KeyUsage, keySpecs, keyUsages } from '../model/key-spec.ts'
import { newMaterial } from '../model/material.ts'
import { ServiceError, unsupported, validation } from '../service-error.ts'
import { choice, flag, type InputOf, optional, text } from '../wire/input-shape.ts'
import { keyMetadata } from './key-metadata.ts'
import { description, policy, tags } from './members.ts'
import { type OperationContext, operation } from './operation.ts'
import { checkPolicy } from './policies.ts'
import { checkTags } from './tags.ts'

const shape = {
  Policy: optional(policy),
  Description: optional(description),
  KeyUsage: optional(choice(keyUsages)),
  CustomerMasterKeySpec: optional(choice(keySpecs)),
  KeySpec: optional(choice(keySpecs)),
  Origin: optional(choice(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'])),
  CustomKeyStoreId: optional(text({ min: 1, max: 64 })),
  XksKeyId: optional(text({ min: 1, max: 128 })),
  BypassPolicyLockoutSafetyCheck: optional(flag()),
  MultiRegion: optional(flag()),
  Tags: optional(tags),
}
type Input = InputOf<typeof shape>

const keysInARegion = 100_000

export const createKey = operation(shape, (context, input) => {
  const spec = specOf(input)
  const usage = usageOf(input, spec)
  allowWithoutKey(context, '*', { 'kms:keyspec': [spec], 'kms:keyusage': [usage] })
  refuseCustomKeyStores(input)
  checkTags(input.Tags ?? [])
  const key = newKey(context, input, spec, usage)
  checkPolicy(context, key, input.BypassPolicyLockoutSafetyCheck ?? false)
  if (context.world.ring(context).keys.size >= keysInARegion)
    throw new ServiceError('LimitExceededException', `An account may have ${keysInARegion} keys in a region.`)
  context.change({ do: 'put-key', key })
  return { KeyMetadata: keyMetadata(context.world, key) }
})

function newKey(context: OperationContext, input: Input, spec: KeySpec, usage: KeyUsage): KeyRecord {
  const multiRegion = input.MultiRegion ?? false
  const external = input.Origin === 'EXTERNAL'
  return {
    id: newKeyId(multiRegion),
    region: context.region,
    account: context.account,
    createdAt: context.now,
    description: input.Description ?? '',
    spec,
    usage,
    origin: external ? 'EXTERNAL' : 'AWS_KMS',
    multiRegion,
    state: external ? 'PendingImport' : 'Enabled',
    materials: isSymmetric({ spec }) && !external ? [newMaterial(context.now)] : [],
    ...(input.Policy === undefined ? {} : { policy: input.Policy }),
    tags: input.Tags ?? [],
  }
}

function specOf(input: Input): KeySpec {
  if (input.KeySpec && input.CustomerMasterKeySpec) {
    throw validation(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    )
  }
  return input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT'
}

function usageOf(input: Input, spec: KeySpec): KeyUsage {
  if (!input.KeyUsage && !isSymmetric({ spec })) {
    throw validation('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.')
  }
  const usage = input.KeyUsage ?? 'ENCRYPT_DECRYPT'
  if (!algorithmsOf(spec, usage)) throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`)
  return usage
}

function refuseCustomKeyStores(input: Input): void {
  const asked = input.CustomKeyStoreId ?? input.XksKeyId
  if (asked === undefined && input.Origin !== 'AWS_CLOUDHSM' && input.Origin !== 'EXTERNAL_KEY_STORE') return
  throw unsupported('This sandbox has no custom key stores.')
}
