/** The saved seals under processes that write at the same time and are killed in the middle of it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Lines, lines, type Place, run, withPlace } from './fixtures/call.ts'

const lanes = 4
const killsPerLane = 52

const seal = (name: string) =>
  ({
    name,
    engine: { product: 'openbao', version: '2.6.2' },
    connection: { kind: 'sandbox' },
    parameters: { kms_key_id: 'alias/vault-unseal', region: 'us-east-1' },
  }) as const

/** What the processes were told: these seals are saved, and those are removed. */
interface Acknowledged {
  saved: Map<string, string>
  removed: Set<string>
}

/** Saves without pause, and removes every second seal again, until the process is gone. */
async function write(process: Lines, name: string, noted: Acknowledged, acknowledge: () => void): Promise<void> {
  try {
    for (let count = 0; ; count += 1) {
      const saved = await process.ask('seals.save', seal(`${name}-${count}`))
      if (!saved.ok) throw new Error(saved.diagnosis.code)
      noted.saved.set(saved.value.id, saved.value.name)
      acknowledge()
      if (count % 2 === 1) continue
      noted.saved.delete(saved.value.id)
      const removed = await process.ask('seals.remove', { id: saved.value.id })
      if (!removed.ok) throw new Error(removed.diagnosis.code)
      noted.removed.add(saved.value.id)
      acknowledge()
    }
  } catch (error) {
    // A request that a kill cut off was not acknowledged; every other failure is one of ours.
    if (!String(error).includes('the process ended')) throw error
  }
}

async function killAgainAndAgain(place: Place, lane: number, noted: Acknowledged): Promise<void> {
  for (let life = 0; life < killsPerLane; life += 1) {
    const process = lines(place)
    let left = 1 + ((life * 5 + lane) % 7)
    let killed: Promise<void> | undefined
    const acknowledge = () => {
      left -= 1
      if (left <= 0) killed ??= process.kill()
    }
    await Promise.all([0, 1].map((writer) => write(process, `l${lane}-${life}-${writer}`, noted, acknowledge)))
    await killed
  }
}

test(
  'loses no acknowledged save or removal in 208 kills of four processes on one folder',
  () =>
    withPlace(async (place) => {
      const noted: Acknowledged = { saved: new Map(), removed: new Set() }
      await Promise.all(Array.from({ length: lanes }, (_, lane) => killAgainAndAgain(place, lane, noted)))

      const { code, stdout } = await run(place, ['seals.list'])
      expect(code).toBe(0)
      const { seals, keptAside } = JSON.parse(stdout).value as {
        seals: { id: string; name: string }[]
        keptAside: string[]
      }
      expect(keptAside).toEqual([])
      const present = new Map(seals.map(({ id, name }) => [id, name]))
      expect([...noted.saved].filter(([id, name]) => present.get(id) !== name)).toEqual([])
      expect([...noted.removed].filter((id) => present.has(id))).toEqual([])
      expect(noted.saved.size + noted.removed.size).toBeGreaterThan(lanes * killsPerLane)

      // One more change also clears away what the killed left behind.
      expect((await run(place, ['seals.save'], JSON.stringify(seal('last')))).code).toBe(0)
      expect((await readdir(place.data)).filter((name) => name.startsWith('seals.json'))).toEqual(['seals.json'])
      expect(JSON.parse(await readFile(join(place.data, 'seals.json'), 'utf8')).seals).toHaveLength(seals.length + 1)
    }),
  180_000,
)
