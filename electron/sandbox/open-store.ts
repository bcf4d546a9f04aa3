/**
 * Finds the store of a folder and opens it: as it is, or new with a seed. A store that cannot be read is moved aside
 * under a name with the date and never touched again.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemCode } from './failure.ts'
import { World } from './model/world.ts'
import { type Seed, seedChanges } from './seed/seed.ts'
import { type Disk, syncFolder } from './store/disk.ts'
import { linkExclusive } from './store/small-file.ts'
import { Store } from './store/store.ts'
import { readStore, type StoreContents, storeFormat } from './store/store-file.ts'
import { worldOfFirstFormat } from './store/upgrade.ts'

export interface OpenedStore {
  readonly world: World
  readonly store: Store
  readonly damagedStore?: string
}

const fileName = 'store.jsonl'

export async function openStore(folder: string, disk: Disk, seed: Seed, now: number): Promise<OpenedStore> {
  const path = join(folder, fileName)
  const bytes = await disk.read(path)
  if (!bytes) return createStore(path, disk, seed, now)
  const contents = readStore(bytes, path)
  if (!contents) {
    const damagedStore = setAside(folder, path, now)
    return { ...(await createStore(path, disk, seed, now)), damagedStore }
  }
  if (contents.format < storeFormat) return upgradeStore(path, disk, contents)
  const world = new World()
  for (const change of contents.changes) world.apply(change)
  return { world, store: await Store.open(disk, path, world, contents) }
}

/** An earlier store is rewritten as a whole at once: no file ever holds lines of two formats. */
async function upgradeStore(path: string, disk: Disk, contents: StoreContents): Promise<OpenedStore> {
  const world = worldOfFirstFormat(contents.changes)
  return { world, store: await Store.create(disk, path, world) }
}

async function createStore(path: string, disk: Disk, seed: Seed, now: number): Promise<OpenedStore> {
  const world = new World()
  for (const change of seedChanges(seed, now)) world.apply(change)
  return { world, store: await Store.create(disk, path, world) }
}

/** Links before it removes, because a link never replaces a file that already has the name. */
function setAside(folder: string, path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  for (let count = 1; ; count++) {
    const aside = join(folder, `store.damaged-${stamp}${count === 1 ? '' : `-${count}`}`)
    try {
      linkExclusive(path, aside)
      rmSync(path)
      syncFolder(folder)
      return aside
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
  }
}
