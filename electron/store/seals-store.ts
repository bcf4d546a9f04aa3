/**
 * The saved seals, in `seals.json` of the app's data folder. Several processes may use one folder: every change reads,
 * changes and replaces the file under a lock, so none is lost. A file that cannot be understood is kept aside whole, and
 * one bad entry costs only itself; the file of a newer release is refused with `store-too-new` and left as it is.
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts'
import { DiagnosedError, type Diagnosis, diagnosis } from '../../shared/diagnosis.ts'
import { type LastCheck, type SavedSeal, savedSealSchema } from '../../shared/domain/saved-seal.ts'
import { absent, readText, sweepLeftovers, writeText } from './atomic-file.ts'
import { type HeldLock, withLock } from './file-lock.ts'
import { keepAside, keptAsideFiles } from './kept-aside.ts'

export interface SealsStore {
  /** The saved seals in the order of their creation, the damaged files kept aside, and damage that could not be. */
  list(): Promise<OutputOf<'seals.list'>>
  /** Adds a seal, or replaces (or puts back) the one with this id. */
  save(input: ParsedInputOf<'seals.save'>): Promise<SavedSeal>
  /** Throws `not-found` for an unknown id. */
  remove(id: string): Promise<void>
  /** Keeps the verdict of a check that ended now. Throws `not-found` for an unknown id. */
  recordCheck(id: string, check: Omit<LastCheck, 'at'>): Promise<SavedSeal>
}

export interface SealsStoreOptions {
  directory: string
  clock: { now(): Date }
  newId?: () => string
}

/** Opens the store of a data folder. Nothing is read or created before the first call. */
export function createSealsStore({ directory, clock, newId = randomUUID }: SealsStoreOptions): SealsStore {
  const file = join(directory, 'seals.json')
  const locked = <T>(act: (lock: HeldLock) => Promise<T>) => withLock(file, act)

  /** The seals as they are; a damaged file is first kept aside, then reduced to what is sound in it. */
  async function readSound(lock: HeldLock): Promise<{ seals: SavedSeal[]; version: string }> {
    const stored = await readText(file)
    if (stored === undefined) return { seals: [], version: absent }
    const { seals, damaged } = parse(stored.text)
    if (!damaged) return { seals, version: stored.version }
    await keepAside(directory, 'seals', clock.now())
    return { seals, version: await write(seals, stored.version, lock) }
  }

  function parse(text: string): ReturnType<typeof parseSeals> {
    const value = parseJSON(text)
    if (newerFileSchema.safeParse(value).success) throw new DiagnosedError('store-too-new', { file })
    return parseSeals(value)
  }

  /** A disk that takes nothing does not hide the sound seals: the damage stays in its place and is told of. */
  async function mend(): Promise<Diagnosis | undefined> {
    try {
      await locked(readSound)
      return undefined
    } catch (error) {
      if (!(error instanceof DiagnosedError)) throw error
      const { systemCode } = error.diagnosis.evidence
      return diagnosis('store-damaged', { file, reason: 'not-kept-aside', ...(systemCode && { systemCode }) })
    }
  }

  function write(seals: SavedSeal[], expect: string, lock: HeldLock): Promise<string> {
    const text = `${JSON.stringify({ format, seals }, null, 2)}\n`
    return writeText(file, text, { expect, beforeCommit: () => lock.assertHeld() })
  }

  function change<T>(edit: (seals: SavedSeal[]) => { seals: SavedSeal[]; result: T }): Promise<T> {
    return locked(async (lock) => {
      const { seals, version } = await readSound(lock)
      await sweepLeftovers(file)
      const edited = edit(seals)
      await write(edited.seals, version, lock)
      return edited.result
    })
  }

  return {
    async list() {
      const stored = await readText(file)
      const { seals, damaged } = stored === undefined ? { seals: [], damaged: false } : parse(stored.text)
      const damage = damaged ? await mend() : undefined
      return { seals, keptAside: await keptAsideFiles(directory, 'seals'), ...(damage && { damage }) }
    },

    save: (input) =>
      change((seals) => {
        const now = clock.now().toISOString()
        const former = seals.find(({ id }) => id === input.id)
        const saved = merge(input, former, input.id ?? newId(), now)
        return { seals: replaceOrAdd(seals, saved), result: saved }
      }),

    remove: (id) =>
      change((seals) => {
        find(seals, id)
        return { seals: seals.filter((seal) => seal.id !== id), result: undefined }
      }),

    recordCheck: (id, check) =>
      change((seals) => {
        const saved: SavedSeal = { ...find(seals, id), lastCheck: { ...check, at: clock.now().toISOString() } }
        return { seals: replaceOrAdd(seals, saved), result: saved }
      }),
  }
}

const format = 1
const fileSchema = z.object({ format: z.literal(format), seals: z.array(z.unknown()) })
const newerFileSchema = z.object({ format: z.number().gt(format) })

function parseSeals(value: unknown): { seals: SavedSeal[]; damaged: boolean } {
  const file = fileSchema.safeParse(value)
  if (!file.success) return { seals: [], damaged: true }
  const entries = file.data.seals.map((entry) => savedSealSchema.safeParse(entry))
  const sound = entries.flatMap((entry) => (entry.success ? [entry.data] : []))
  const seals = [...new Map(sound.map((seal) => [seal.id, seal])).values()]
  return { seals, damaged: seals.length !== entries.length }
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function merge(input: ParsedInputOf<'seals.save'>, former: SavedSeal | undefined, id: string, now: string): SavedSeal {
  const { name, engine, connection, parameters } = input
  const lastCheck = input.lastCheck ?? former?.lastCheck
  const createdAt = former?.createdAt ?? now
  return { id, name, engine, connection, parameters, createdAt, updatedAt: now, ...(lastCheck && { lastCheck }) }
}

function replaceOrAdd(seals: SavedSeal[], saved: SavedSeal): SavedSeal[] {
  const known = seals.some(({ id }) => id === saved.id)
  return known ? seals.map((seal) => (seal.id === saved.id ? saved : seal)) : [...seals, saved]
}

function find(seals: SavedSeal[], id: string): SavedSeal {
  const seal = seals.find((candidate) => candidate.id === id)
  if (!seal) throw new DiagnosedError('not-found', { reason: 'seal' })
  return seal
}
