/** CreateKey: every spec and usage that AWS has, because a seal's owner meets unfit keys too. */
import { isSymmetric, type KeyRecord, newKeyId, newMaterial } from '../model/key.ts'
import { algorithmsOf, type KeySpec, type KeyUsage, keySpecs, keyUsages } from '../model/key-spec.ts'
import { ServiceError, unsupported, validation } from '../service-error.ts'
import { choice, flag, type InputOf, list, optional, record, text } from '../wire/input-shape.ts'
import { keyMetadata } from './key-metadata.ts'
import { type OperationContext, operation } from './operation.ts'

const shape = {
  Policy: optional(text({ min: 1, max: 131_072 })),
  Description: optional(text({ max: 8192 })),
  KeyUsage: optional(choice(keyUsages)),
  CustomerMasterKeySpec: optional(choice(keySpecs)),
  KeySpec: optional(choice(keySpecs)),
  Origin: optional(choice(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'])),
  CustomKeyStoreId: optional(text({ min: 1, max: 64 })),
  XksKeyId: optional(text({ min: 1, max: 128 })),
  BypassPolicyLockoutSafetyCheck: optional(flag()),
  MultiRegion: optional(flag()),
  Tags: optional(list(record({ TagKey: text({ min: 1, max: 128 }), TagValue: text({ max: 256 }) }), 1000)),
}
type Input = InputOf<typeof shape>

export const createKey = operation(shape, (context, input) => {
  refuseWhatIsNotServed(input)
  checkTags(input.Tags ?? [])
  const key = newKey(context, input)
  context.change({ do: 'put-key', key })
  return { KeyMetadata: keyMetadata(key) }
})

function newKey(context: OperationContext, input: Input): KeyRecord {
  const spec = specOf(input)
  const multiRegion = input.MultiRegion ?? false
  const external = input.Origin === 'EXTERNAL'
  return {
    id: newKeyId(multiRegion),
    region: context.region,
    account: context.account,
    createdAt: context.now,
    description: input.Description ?? '',
    spec,
    usage: usageOf(input, spec),
    origin: external ? 'EXTERNAL' : 'AWS_KMS',
    multiRegion,
    state: external ? 'PendingImport' : 'Enabled',
    materials: isSymmetric({ spec }) && !external ? [newMaterial(context.now)] : [],
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

/** A policy that nobody would enforce is refused, not stored. */
function refuseWhatIsNotServed(input: Input): void {
  if (input.Policy !== undefined) throw unsupported('This sandbox does not serve key policies.')
  if (input.CustomKeyStoreId !== undefined || input.XksKeyId !== undefined)
    throw unsupported('This sandbox has no custom key stores.')
  if (input.Origin === 'AWS_CLOUDHSM' || input.Origin === 'EXTERNAL_KEY_STORE')
    throw unsupported('This sandbox has no custom key stores.')
}

function checkTags(tags: readonly { readonly TagKey: string }[]): void {
  const refuse = (message: string) => new ServiceError('TagException', message)
  if (tags.length > 50) throw refuse('Too many tags')
  if (tags.some(({ TagKey }) => /^aws:/i.test(TagKey))) throw refuse('Tags beginning with aws: are reserved')
  if (new Set(tags.map(({ TagKey }) => TagKey)).size < tags.length) throw refuse('Duplicate tag keys')
}
