/**
 * A KMS key as the sandbox keeps it: immutable values, replaced as a whole by each change. What its material may do is in
 * material.ts, what time does to it in key-time.ts.
 */
import { randomUUID } from 'node:crypto'
import { arnOf, partitionOf } from './arn.ts'
import type { KeySpec, KeyUsage } from './key-spec.ts'
import type { KeyMaterial } from './material.ts'

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'PendingReplicaDeletion'

export interface AutomaticRotation {
  readonly periodInDays: number
  /** The next rotation, in milliseconds. */
  readonly nextAt: number
}

export interface Tag {
  readonly TagKey: string
  readonly TagValue: string
}

export interface KeyRecord {
  readonly id: string
  readonly region: string
  readonly account: string
  readonly createdAt: number
  readonly description: string
  readonly spec: KeySpec
  readonly usage: KeyUsage
  readonly origin: 'AWS_KMS' | 'EXTERNAL'
  readonly multiRegion: boolean
  /** Where the primary of a replica is; absent for a primary and for a key of one region. */
  readonly primaryRegion?: string
  readonly state: KeyState
  /** No moment while a primary waits for its replicas: its window begins when the last one is gone. */
  readonly deletion?: { readonly at?: number; readonly windowInDays: number }
  readonly rotation?: AutomaticRotation
  /** Oldest first. Empty for an asymmetric key that was made here: it has no use here. */
  readonly materials: readonly KeyMaterial[]
  /** As JSON; absent: the policy that AWS gives to a key made without one. */
  readonly policy?: string
  readonly tags: readonly Tag[]
}

export interface AliasRecord {
  readonly name: string
  readonly region: string
  readonly account: string
  readonly targetKeyId: string
  readonly createdAt: number
  readonly updatedAt: number
}

export function keyArn(key: Pick<KeyRecord, 'id' | 'region' | 'account'>): string {
  return arnOf(key.region, key.account, `key/${key.id}`)
}

export function aliasArn(alias: Pick<AliasRecord, 'name' | 'region' | 'account'>): string {
  return arnOf(alias.region, alias.account, alias.name)
}

export function newKeyId(multiRegion: boolean): string {
  const id = randomUUID()
  return multiRegion ? `mrk-${id.replaceAll('-', '')}` : id
}

export function isSymmetric(key: Pick<KeyRecord, 'spec'>): boolean {
  return key.spec === 'SYMMETRIC_DEFAULT'
}

export function isReplica(key: Pick<KeyRecord, 'primaryRegion'>): boolean {
  return key.primaryRegion !== undefined
}

export function keyPolicy(key: Pick<KeyRecord, 'policy' | 'account' | 'region'>): string {
  return key.policy ?? defaultKeyPolicy(key.region, key.account)
}

const defaultPolicies = new Map<string, Map<string, string>>()

/** The account may do everything, which leaves the decision to its principals' own policies. */
function defaultKeyPolicy(region: string, account: string): string {
  const partition = partitionOf(region)
  const ofAccount = defaultPolicies.get(account) ?? new Map<string, string>()
  const text = ofAccount.get(partition) ?? keyPolicyText([], partition, account)
  defaultPolicies.set(account, ofAccount.set(partition, text))
  return text
}

/** The default policy with further statements behind it. */
export function keyPolicyText(statements: readonly object[], partition: string, account: string): string {
  const whole = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  }
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [whole, ...statements] }, null, 2)
}
