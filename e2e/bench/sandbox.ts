/** The sandbox itself: pairs of Encrypt and Decrypt over one connection, 100 000 aliases by pages, a start with 10 000 keys. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Spread, spread, timed } from './measure.ts'
import type { Row } from './report.ts'
import { startSandboxProcess } from './sandbox-process.ts'
import { type Call, signedCalls } from './signed-call.ts'

const pairsPerRound = 1500
const rounds = 7
const starts = 9
const [keys, aliasesPerKey] = [10_000, 10]

export async function benchSandbox(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sandbox-'))
  try {
    const pairs = await measurePairs()
    const keyIds = await onFolder(folder, createKeys)
    const start = await measureStart(folder)
    await onFolder(folder, (call) => createAliases(call, keyIds))
    return [...pairs, ...start, ...(await measureAliases(folder))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measurePairs(): Promise<Row[]> {
  const sandbox = await startSandboxProcess()
  const { call, close } = signedCalls(sandbox, 1)
  const each: number[] = []
  const perRound: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const took: number[] = []
    for (let count = 0; count < pairsPerRound; count++) took.push(await timed(() => pair(call)))
    if (round === 0) continue
    each.push(...took)
    perRound.push((took.reduce((sum, one) => sum + one, 0) / pairsPerRound) * 1000)
  }
  close()
  await sandbox.stop()
  const measured = spread(perRound)
  const slowest = tail(each, 0.99)
  return [
    row('Encrypt + Decrypt, one connection', 'µs', measured, '≤ 667 (1 500 pairs/s)', measured.median <= 1e6 / 1500),
    row('Encrypt + Decrypt, p99', 'ms', slowest, '≤ 5', slowest.median <= 5),
  ]
}

async function pair(call: Call): Promise<void> {
  const Plaintext = randomBytes(32).toString('base64')
  const { CiphertextBlob } = await call('Encrypt', { KeyId: 'alias/vault-unseal', Plaintext })
  const opened = await call('Decrypt', { CiphertextBlob })
  if (opened.Plaintext !== Plaintext) throw new Error('Decrypt answered another plaintext')
}

/** Fills a store over many connections, so that many changes share one write to the disk. */
async function onFolder<Result>(folder: string, act: (call: Call) => Promise<Result>): Promise<Result> {
  const sandbox = await startSandboxProcess(folder)
  const { call, close } = signedCalls(sandbox, 64)
  const result = await act(call)
  close()
  await sandbox.stop()
  return result
}

function createKeys(call: Call): Promise<string[]> {
  return inParallel(keys, async () => {
    const { KeyMetadata } = await call('CreateKey', {})
    return (KeyMetadata as { KeyId: string }).KeyId
  })
}

function createAliases(call: Call, keyIds: readonly string[]): Promise<unknown> {
  return inParallel(keys, async (index) => {
    for (let count = 0; count < aliasesPerKey; count++)
      await call('CreateAlias', { AliasName: `alias/service-${index}-${count}`, TargetKeyId: keyIds[index] })
  })
}

async function inParallel<Result>(total: number, act: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < total; index = next++) results[index] = await act(index)
  }
  await Promise.all(Array.from({ length: 64 }, worker))
  return results
}

async function measureAliases(folder: string): Promise<Row[]> {
  const sandbox = await startSandboxProcess(folder)
  const { call, close } = signedCalls(sandbox, 1)
  const samples: number[] = []
  for (let round = 0; round < 5; round++) samples.push(await timed(() => listAll(call)))
  close()
  await sandbox.stop()
  const measured = spread(samples)
  return [row('100 000 aliases by pages', 'ms', measured, '≤ 3 000', measured.median <= 3000)]
}

async function listAll(call: Call): Promise<void> {
  let count = 0
  for (let Marker: unknown, more: unknown = true; more; ) {
    const page = await call('ListAliases', { Limit: 100, ...(Marker ? { Marker } : {}) })
    count += (page.Aliases as unknown[]).length
    Marker = page.NextMarker
    more = page.Truncated
  }
  if (count < keys * aliasesPerKey) throw new Error(`only ${count} aliases`)
}

/** From the start of the process to its ready line. */
async function measureStart(folder: string): Promise<Row[]> {
  const samples: number[] = []
  for (let count = 0; count <= starts; count++) {
    const from = performance.now()
    const sandbox = await startSandboxProcess(folder)
    if (count > 0) samples.push(performance.now() - from)
    await sandbox.stop()
  }
  const measured = spread(samples)
  return [row('start with 10 000 keys', 'ms', measured, '≤ 300', measured.median <= 300)]
}

/** The quantile of each seventh of the samples, as a spread. */
function tail(samples: readonly number[], quantile: number): Spread {
  const size = samples.length / rounds
  const quantiles = Array.from({ length: rounds }, (_, index) => {
    const sorted = samples.slice(index * size, (index + 1) * size).sort((a, b) => a - b)
    return sorted[Math.floor(quantile * sorted.length)] ?? Number.NaN
  })
  return spread(quantiles)
}

function row(figure: string, unit: Row['unit'], measured: Spread, text: string, met: boolean): Row {
  return { section: 'sandbox', figure, unit, measured, goal: { text, met } }
}
