/**
 * Finds the store of a folder and opens it: as it is, or new with a seed. A damaged store is kept aside under a name with
 * the date and never touched again; where only its end is damaged, all before it goes on.
 */
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
  if (contents && !contents.damagedEnd) return openContents(path, disk, contents)
  const damagedStore = keepAside(folder, path, now)
  const opened = contents ? await rewriteStore(path, disk, contents) : await createStore(path, disk, seed, now)
  return { ...opened, damagedStore }
}

async function openContents(path: string, disk: Disk, contents: StoreContents): Promise<OpenedStore> {
  if (contents.format < storeFormat) return rewriteStore(path, disk, contents)
  const world = worldOf(contents)
  return { world, store: await Store.open(disk, path, world, contents) }
}

/** As a whole at once: no file ever holds lines of two formats, and the one kept aside is not written to. */
async function rewriteStore(path: string, disk: Disk, contents: StoreContents): Promise<OpenedStore> {
  const world = worldOf(contents)
  return { world, store: await Store.create(disk, path, world) }
}

function worldOf({ format, changes }: StoreContents): World {
  if (format < storeFormat) return worldOfFirstFormat(changes)
  const world = new World()
  for (const change of changes) world.apply(change)
  return world
}

async function createStore(path: string, disk: Disk, seed: Seed, now: number): Promise<OpenedStore> {
  const world = new World()
  for (const change of seedChanges(seed, now)) world.apply(change)
  return { world, store: await Store.create(disk, path, world) }
}

/** By a link, which never replaces a file that has the name; the new store is then moved over the old name. */
function keepAside(folder: string, path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  for (let count = 1; ; count++) {
    const aside = join(folder, `store.damaged-${stamp}${count === 1 ? '' : `-${count}`}`)
    try {
      linkExclusive(path, aside)
      syncFolder(folder)
      return aside
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
  }
}
