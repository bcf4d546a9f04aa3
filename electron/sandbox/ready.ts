/**
 * What a running sandbox tells: where it is and with which keys to sign. It is the ready line of the command, and a file
 * in the sandbox's own folder (for its owner alone) by which another process finds a sandbox that already runs.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { arnOf } from './model/arn.ts'
import type { World } from './model/world.ts'
import { homeRegion } from './seed/seed.ts'
import { readSmallFile, writeSmallFile } from './store/small-file.ts'

export interface ReadyInfo {
  readonly endpoint: string
  readonly region: string
  /** The owner's pair. */
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly keys: readonly { name: string; keyId: string; arn: string; alias: string }[]
  readonly principals: readonly { name: string; arn: string; accessKeyId: string; secretAccessKey: string }[]
  /** Where the store that could not be read was put, when this start found one. */
  readonly damagedStore?: string
}

export function readyInfo(world: World, port: number, damagedStore: string | undefined): ReadyInfo {
  const principals = [...world.principals.values()]
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
    ...(damagedStore === undefined ? {} : { damagedStore }),
  }
}

/** The seeded keys that still exist. One whose alias was taken away has an empty alias. */
function namedKeys(world: World): ReadyInfo['keys'] {
  return [...world.names].flatMap(([name, { region, id }]) => {
    const ring = world.ring(region)
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
  rmSync(join(folder, fileName), { force: true })
}

/** What the process with this id has published, or undefined while it has not. */
export function publishedReady(folder: string, pid: number): ReadyInfo | undefined {
  const value = readSmallFile(join(folder, fileName))
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('ready' in value)) return undefined
  return value.pid === pid ? (value.ready as ReadyInfo) : undefined
}
