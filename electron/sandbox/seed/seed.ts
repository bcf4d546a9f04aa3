/**
 * What a new sandbox holds. `empty` has its owner and nothing else; `demo` has one key of every kind that a seal's owner
 * meets, with a past, so that states and a rotation history can be looked at without waiting for them.
 */
import { randomBytes } from 'node:crypto'
import { day } from '../clock.ts'
import { type KeyRecord, keyPolicyText, newKeyId } from '../model/key.ts'
import { importedMaterialId, type KeyMaterial, newMaterial } from '../model/material.ts'
import type { Change } from '../model/world.ts'
import { homeAccount, homeRegion, peopleChanges, userArn } from './people.ts'

export type Seed = 'demo' | 'empty'

export function seedChanges(seed: Seed, now: number): Change[] {
  const keys = seed === 'empty' ? [] : Object.entries(demoKeys(now))
  return [
    { do: 'set-secret', secret: randomBytes(32).toString('base64') },
    ...peopleChanges(),
    ...keys.flatMap(([name, key]) => namedKey(name, key)),
  ]
}

/** The key, its alias, and its name in the ready line. */
function namedKey(name: string, key: KeyRecord): Change[] {
  const { region, account, createdAt } = key
  const alias = name === 'fit' ? 'alias/vault-unseal' : `alias/${name}`
  return [
    { do: 'put-key', key },
    { do: 'put-alias', alias: { name: alias, region, account, targetKeyId: key.id, createdAt, updatedAt: createdAt } },
    { do: 'name-key', name, account, region, id: key.id },
  ]
}

function demoKeys(now: number): Record<string, KeyRecord> {
  const plain = (description: string, age: number) => demoKey(description, now - age * day)
  const soon = now + 7 * day
  return {
    fit: plain('Seal key of the sandbox', 0),
    disabled: { ...plain('Disabled by its owner', 120), state: 'Disabled' },
    'pending-deletion': {
      ...plain('On its way to deletion', 400),
      state: 'PendingDeletion',
      deletion: { at: now + 28 * day, windowInDays: 30 },
    },
    rsa: { ...plain('Asymmetric, so unfit for a seal', 60), spec: 'RSA_2048', materials: [] },
    hmac: {
      ...plain('Makes MACs, so unfit for a seal', 60),
      spec: 'HMAC_256',
      usage: 'GENERATE_VERIFY_MAC',
      materials: [],
    },
    'multi-region': { ...plain('Primary of a multi-Region key', 200), id: newKeyId(true), multiRegion: true },
    imported: importedKey(plain('Imported material that expires', 20), soon),
    rotated: rotatedKey(now),
    denied: { ...plain('Refuses its owner cryptography', 90), policy: cryptographyDenied() },
  }
}

/** The key can be looked at and managed, but not used: what a server without permission meets. */
function cryptographyDenied(): string {
  const statement = {
    Sid: 'Nobody may use this key',
    Effect: 'Deny',
    Principal: { AWS: [userArn('owner'), userArn('seal-server')] },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
    Resource: '*',
  }
  return keyPolicyText([statement], 'aws', homeAccount)
}

function importedKey(key: KeyRecord, validTo: number): KeyRecord {
  const secret = randomBytes(32)
  const id = importedMaterialId(key.id, secret)
  const material = { id, secret: secret.toString('base64'), createdAt: key.createdAt, imported: { validTo } }
  return { ...key, origin: 'EXTERNAL', materials: [material] }
}

function demoKey(description: string, createdAt: number): KeyRecord {
  return {
    id: newKeyId(false),
    region: homeRegion,
    account: homeAccount,
    createdAt,
    description,
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    multiRegion: false,
    state: 'Enabled',
    materials: [newMaterial(createdAt)],
    tags: [],
  }
}

/** Two yearly rotations and one on demand; the next automatic one is half a year away. */
function rotatedKey(now: number): KeyRecord {
  const createdAt = now - 912 * day
  const turn = (at: number, type: 'AUTOMATIC' | 'ON_DEMAND'): KeyMaterial => ({
    ...newMaterial(at),
    rotation: { at, type },
  })
  const history = [
    turn(createdAt + 365 * day, 'AUTOMATIC'),
    turn(createdAt + 730 * day, 'AUTOMATIC'),
    turn(now - 45 * day, 'ON_DEMAND'),
  ]
  return {
    ...demoKey('Rotated three times', createdAt),
    materials: [newMaterial(createdAt), ...history],
    rotation: { periodInDays: 365, nextAt: createdAt + 3 * 365 * day },
  }
}
