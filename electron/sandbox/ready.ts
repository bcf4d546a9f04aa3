/**
 * What a running sandbox tells: where it is and with which keys to sign. It is the ready line of the command, and a file
 * in the sandbox's own folder (for its owner alone) by which another process finds a sandbox that already runs.
 */
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { arnOf } from './model/arn.ts'
import type { World } from './model/world.ts'
import { homeRegion } from './seed/people.ts'
import { readSmallFile, writeSmallFile } from './store/small-file.ts'
import { newWebIdentityToken } from './sts/web-identity.ts'

export interface ReadyInfo {
  readonly endpoint: string
  readonly region: string
  /** The owner's pair. */
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly keys: readonly { name: string; keyId: string; arn: string; alias: string }[]
  /** A role has no access key of its own: it is assumed, and both its fields are empty. */
  readonly principals: readonly { name: string; arn: string; accessKeyId: string; secretAccessKey: string }[]
  /** What a server finds where its platform gives it an identity: `AWS_WEB_IDENTITY_TOKEN_FILE`. */
  readonly webIdentityTokenFile: string
  /** Where the store that could not be read was put, when this start found one. */
  readonly damagedStore?: string
}

export function readyInfo(world: World, folder: string, port: number, damagedStore: string | undefined): ReadyInfo {
  const users = [...world.principals.values()]
  const roles = Array.from(world.roles.values(), ({ name, arn }) => ({
    name,
    arn,
    accessKeyId: '',
    secretAccessKey: '',
  }))
  const principals = [...users, ...roles]
  const owner = principals.find(({ name }) => name === 'owner')
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: homeRegion,
    accessKeyId: owner?.accessKeyId ?? '',
    secretAccessKey: owner?.secretAccessKey ?? '',
    keys: namedKeys(world),
    principals: principals.map(({ name, arn, accessKeyId, secretAccessKey }) => ({
      name,
      arn,
      accessKeyId,
      secretAccessKey,
    })),
    webIdentityTokenFile: resolve(folder, tokenFile),
    ...(damagedStore === undefined ? {} : { damagedStore }),
  }
}

const tokenFile = 'web-identity-token'

/** A token for the role that trusts the sandbox's own provider. It holds for a month from this start on. */
export function publishWebIdentity(folder: string, world: World, now: number): void {
  writeSmallFile(join(folder, tokenFile), newWebIdentityToken(world.secret, now))
}

/** The seeded keys that still exist. One whose alias was taken away has an empty alias. */
function namedKeys(world: World): ReadyInfo['keys'] {
  return [...world.names].flatMap(([name, { account, region, id }]) => {
    const ring = world.ring({ account, region })
    const key = ring.keys.get(id)
    const alias = ring.aliasesOf(id).page(undefined, 1).items[0]
    return key ? [{ name, keyId: id, arn: arnOf(region, key.account, `key/${id}`), alias: alias?.name ?? '' }] : []
  })
}

const fileName = 'ready.json'

export function publishReady(folder: string, ready: ReadyInfo): void {
  writeSmallFile(join(folder, fileName), JSON.stringify({ pid: process.pid, ready }))
}

export function withdrawReady(folder: string): void {
  for (const name of [fileName, tokenFile]) rmSync(join(folder, name), { force: true })
}

/** What the process with this id has published, or undefined while it has not. */
export function publishedReady(folder: string, pid: number): ReadyInfo | undefined {
  const value = readSmallFile(join(folder, fileName))
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('ready' in value)) return undefined
  return value.pid === pid ? (value.ready as ReadyInfo) : undefined
}
