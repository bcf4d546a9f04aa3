/**
 * Who may use a seal key, as policies: for the identity of the server, and for the key itself. A server needs three actions. What a
 * seal does not tell is a marked place that no AWS service takes for a real value; nothing is widened by a `*` instead.
 */
import { parseArn } from '../../../shared/domain/arn.ts'
import type { PolicyConditions } from '../../../shared/domain/policy-conditions.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { warning } from './warning.ts'

export const sealActions = ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'] as const

/** What administers a key and does not encrypt or decrypt with it. A grant could let anybody, so none can be made. */
export const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
] as const

type Conditions = Record<string, Record<string, string>>

export interface Statement {
  Sid: string
  Effect: 'Allow'
  Principal?: { AWS: string }
  Action: readonly string[]
  Resource: string
  Condition?: Conditions
}

export interface Policy {
  Version: '2012-10-17'
  Statement: Statement[]
}

interface Written {
  policy: Policy
  warnings: Problem[]
}

/** What the server's role or user needs. */
export function iamPolicy(parameters: LooseSealParameters, conditions: PolicyConditions): Written {
  const { arn, warnings } = keyArn(parameters)
  const statement = {
    Sid: 'UseSealKey',
    Effect: 'Allow',
    Action: sealActions,
    Resource: arn,
    ...narrowed(conditions),
  } as const
  return { policy: policyOf(statement), warnings: [...warnings, ...conditionWarnings(conditions)] }
}

/** What the key needs: its account administers it, the server uses it. In a key's own policy `*` is that key. */
export function keyPolicy(parameters: LooseSealParameters, conditions: PolicyConditions): Written {
  const { principal, warnings } = serverPrincipal(parameters, conditions)
  const { partition, account } = accountOf(parameters, principal)
  const administers = { AWS: `arn:${partition}:iam::${account}:root` }
  return {
    policy: policyOf(...keyStatements(administers.AWS, principal, conditions)),
    warnings: [...warnings, ...conditionWarnings(conditions)],
  }
}

/** The two statements of a key's policy. */
export function keyStatements(administrator: string, principal: string, conditions: PolicyConditions): Statement[] {
  return [
    {
      Sid: 'AdministerSealKey',
      Effect: 'Allow',
      Principal: { AWS: administrator },
      Action: administration,
      Resource: '*',
    },
    {
      Sid: 'UseSealKey',
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: sealActions,
      Resource: '*',
      ...narrowed(conditions),
    },
  ]
}

function policyOf(...statements: Statement[]): Policy {
  return { Version: '2012-10-17', Statement: statements }
}

function narrowed({ viaService, vpcEndpoint }: PolicyConditions): { Condition?: Conditions } {
  if (viaService === undefined && vpcEndpoint === undefined) return {}
  const equals = {
    ...(viaService !== undefined && { 'kms:ViaService': viaService }),
    ...(vpcEndpoint !== undefined && { 'aws:SourceVpce': vpcEndpoint }),
  }
  return { Condition: { StringEquals: equals } }
}

/** A server asks KMS itself, so that a condition on a service between them shuts it out. */
export function conditionWarnings({ viaService }: PolicyConditions): Problem[] {
  if (viaService === undefined) return []
  return [warning('via-service-denies-server', { severity: 'error', evidence: { viaService } })]
}

/** The ARN of a real key; an alias or a bare id leaves places to fill in. A wildcard would make a policy of many keys. */
function keyArn({ kms_key_id = '', region = '' }: LooseSealParameters): { arn: string; warnings: Problem[] } {
  if (/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/.test(kms_key_id))
    return { arn: kms_key_id, warnings: [] }
  const alias = parseArn(kms_key_id)
  const place = /^[a-z0-9-]+$/.test(alias?.region || region) ? alias?.region || region : 'REPLACE_region'
  const account = /^\d{12}$/.test(alias?.account ?? '') ? alias?.account : 'REPLACE_account'
  const partition = /^[a-z-]+$/.test(alias?.partition ?? '') ? alias?.partition : partitionOf(place)
  const id = /^(?:mrk-)?[0-9a-f-]{32,36}$/.test(kms_key_id) ? kms_key_id : 'REPLACE_key_id'
  return {
    arn: `arn:${partition}:kms:${place}:${account}:key/${id}`,
    warnings: [warning('key-arn-placeholder', { key: 'kms_key_id' })],
  }
}

/** The partition that a region's name begins like; the usual one where the region is still to be filled in. */
function partitionOf(region: string): string {
  const known = [
    ['cn-', 'aws-cn'],
    ['us-gov-', 'aws-us-gov'],
    ['us-iso-', 'aws-iso'],
    ['us-isob-', 'aws-iso-b'],
    ['eu-isoe-', 'aws-iso-e'],
    ['us-isof-', 'aws-iso-f'],
    ['eusc-', 'aws-eusc'],
  ] as const
  return known.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'
}

const roleArn = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/

/** As whom the server asks: as was said, else in the role that its stanza names. */
export function serverPrincipal(
  { kms_key_id, region, role_arn = '' }: LooseSealParameters,
  { principalArn }: PolicyConditions,
): { principal: string; warnings: Problem[] } {
  if (principalArn !== undefined) return { principal: principalArn, warnings: [] }
  if (roleArn.test(role_arn)) return { principal: role_arn, warnings: [] }
  const { partition, account } = accountOf({ kms_key_id, region })
  return {
    principal: `arn:${partition}:iam::${account}:role/REPLACE_role_of_the_server`,
    warnings: [warning('principal-placeholder')],
  }
}

/** The account of the key, as far as its ARN or that of the server tells. */
function accountOf(
  { kms_key_id = '', region = '' }: LooseSealParameters,
  principal?: string,
): { partition: string; account: string } {
  const known = [kms_key_id, principal ?? ''].map(parseArn).find((arn) => /^\d{12}$/.test(arn?.account ?? ''))
  if (known && /^[a-z-]+$/.test(known.partition)) return { partition: known.partition, account: known.account }
  return { partition: partitionOf(region), account: 'REPLACE_account' }
}
