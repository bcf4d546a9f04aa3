/**
 * Makes changes durable. A request's changes are one line, appended and synced before the request is answered;
 * requests that come in meanwhile share the next sync. When the disk refuses, what memory had already taken is undone,
 * newest first, and every waiting request is told. From time to time the file is rewritten with only what still counts.
 *
 * The order of acknowledgement is the order of the file; `settled` lets an answer wait for everything it could have seen.
 */
import type { Change, World } from '../model/world.ts'
import type { Disk, StoreFile } from './disk.ts'
import { encodeLine } from './line.ts'
import { headerLine, type StoreContents, storeFormat } from './store-file.ts'

interface Entry {
  readonly bytes: Buffer
  readonly undo: () => void
  readonly done: () => void
  readonly failed: (reason: unknown) => void
}

/** The file is rewritten when it has this many lines more than twice what counts. */
const slack = 20_000

export class Store {
  readonly #disk: Disk
  readonly #path: string
  readonly #world: World
  /** Absent when the file could not be opened again after a rewrite; the next write tries anew. */
  #file: StoreFile | undefined
  #length: number
  #lines: number
  #rewriteAt: number
  #dirtyEnd = false
  #moved = false
  #queue: Entry[] = []
  #last: Promise<void> = Promise.resolve()
  #waiting = 0
  #draining: Promise<void> | undefined

  private constructor(disk: Disk, path: string, world: World, file: StoreFile, contents: StoreContents) {
    this.#disk = disk
    this.#path = path
    this.#world = world
    this.#file = file
    this.#length = contents.length
    this.#lines = contents.lines
    this.#rewriteAt = 2 * contents.lines + slack
  }

  /** Opens the file that `contents` were read from and drops its cut end. */
  static async open(disk: Disk, path: string, world: World, contents: StoreContents): Promise<Store> {
    const file = await disk.open(path, false)
    await file.truncate(contents.length)
    return new Store(disk, path, world, file, contents)
  }

  /** Writes the world as a new file, whole or not at all, and opens it. */
  static async create(disk: Disk, path: string, world: World): Promise<Store> {
    const contents = await writeSnapshot(disk, path, [...world.snapshot()])
    return Store.open(disk, path, world, contents)
  }

  /** Takes changes that are in memory already. Answers through `settled`. */
  append(changes: readonly Change[], undo: () => void): void {
    const bytes = encodeLine(changes)
    this.#waiting++
    this.#last = new Promise<void>((done, failed) => this.#queue.push({ bytes, undo, done, failed })).finally(
      () => this.#waiting--,
    )
    // Whoever asked for the change waits on it; nobody else has to.
    this.#last.catch(() => {})
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined
    })
  }

  /** Resolves when all changes taken so far are on the disk, rejects when the disk refused the last of them. */
  settled(): Promise<void> | undefined {
    return this.#waiting === 0 ? undefined : this.#last
  }

  async close(): Promise<void> {
    await this.#draining
    try {
      // A line whose sync failed may lie whole behind what was acknowledged, and would count at the next start.
      if (this.#dirtyEnd) await this.#file?.truncate(this.#length)
    } finally {
      await this.#file?.close()
    }
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0)
      try {
        await this.#write(batch)
        for (const { done } of batch) done()
      } catch (reason) {
        this.#takeBack([...batch, ...this.#queue.splice(0)], reason)
      }
      if (this.#lines > this.#rewriteAt && this.#queue.length === 0) await this.#rewrite()
    }
  }

  async #write(batch: readonly Entry[]): Promise<void> {
    const bytes = Buffer.concat(batch.map((entry) => entry.bytes))
    await this.#keepName()
    this.#file ??= await this.#disk.open(this.#path, false)
    if (this.#dirtyEnd) await this.#file.truncate(this.#length)
    this.#dirtyEnd = true
    await this.#file.write(bytes, this.#length)
    await this.#file.sync()
    this.#dirtyEnd = false
    this.#length += bytes.length
    this.#lines += batch.length
  }

  /** After a move the old file can come back with the name until the folder is synced, so nothing is acknowledged before. */
  async #keepName(): Promise<void> {
    if (!this.#moved) return
    await this.#disk.syncFolderOf(this.#path)
    this.#moved = false
  }

  /** Later changes may stand on earlier ones, so all that wait go, newest first. */
  #takeBack(entries: readonly Entry[], reason: unknown): void {
    for (const { undo } of entries.toReversed()) undo()
    for (const { failed } of entries) failed(reason)
  }

  /** Runs between two writes with nothing waiting: the world is then exactly what the file says. */
  async #rewrite(): Promise<void> {
    this.#rewriteAt = 2 * this.#lines
    const changes = [...this.#world.snapshot()]
    try {
      const contents = await writeBeside(this.#disk, this.#path, changes)
      const old = this.#file
      this.#file = undefined
      // Windows does not move a file over one that is open.
      await old?.close()
      await this.#disk.replace(beside(this.#path), this.#path)
      this.#takeLengths(contents)
    } catch {
      // Until the move the old file holds everything, after it the new one does; the lengths are those of the one in place.
      await this.#disk.remove(beside(this.#path)).catch(() => {})
    }
  }

  #takeLengths({ length, lines }: StoreContents): void {
    this.#length = length
    this.#lines = lines
    this.#rewriteAt = 2 * lines + slack
    this.#dirtyEnd = false
    this.#moved = true
  }
}

function beside(path: string): string {
  return `${path}.new`
}

async function writeSnapshot(disk: Disk, path: string, changes: readonly Change[]): Promise<StoreContents> {
  const contents = await writeBeside(disk, path, changes)
  await disk.replace(beside(path), path)
  await disk.syncFolderOf(path)
  return contents
}

/** Writes in pieces, so that a large world does not hold up those who only read. */
async function writeBeside(disk: Disk, path: string, changes: readonly Change[]): Promise<StoreContents> {
  const file = await disk.open(beside(path), true)
  try {
    const header = headerLine()
    await file.write(header, 0)
    let length = header.length
    for (let start = 0; start < changes.length; start += 500) {
      const piece = Buffer.concat(changes.slice(start, start + 500).map((change) => encodeLine([change])))
      await file.write(piece, length)
      length += piece.length
    }
    await file.sync()
    return { format: storeFormat, changes, lines: changes.length + 1, length, damagedEnd: false }
  } finally {
    await file.close()
  }
}
