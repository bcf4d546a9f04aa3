/**
 * The check: what a server does between its start and its first stored key, done beforehand. A failed init spoils a store
 * for good, and it fails only after Encrypt or Decrypt were refused; so every permission is tried, each on its own line.
 *
 * A failed description does not hide the others: where DescribeKey alone was denied, Encrypt and Decrypt are still tried,
 * and an unfit key is still asked to encrypt, because its refusal is what the server would meet.
 */
import { timingSafeEqual } from 'node:crypto'
import { DiagnosedError, type Diagnosis } from '../../shared/diagnosis.ts'
import type { KeyReference } from '../../shared/domain/key-reference.ts'
import type { KeyDescription } from '../../shared/domain/kms-key.ts'
import { type CheckStep, type CheckStepName, checkStepNames, type SealCheck } from '../../shared/seal-check.ts'
import { type RandomBytes, systemRandom } from './envelope.ts'
import { keyFitness } from './key-fitness.ts'
import type { CallOptions, Clock, KmsSession } from './ports.ts'
import { type Decrypted, decrypt, type Encrypted, encrypt } from './wrapper.ts'

export interface CheckOptions extends CallOptions {
  clock: Clock
  random?: RandomBytes
  /** Told each step when it is over, in order, skipped ones too. */
  onStep?: (step: CheckStep) => void
}

const probeLength = 32

/** Proves that a key can serve a seal for this identity. Throws only when aborted; every failure is a step of the answer. */
export async function checkSeal(
  open: () => Promise<KmsSession>,
  key: KeyReference,
  options: CheckOptions,
): Promise<SealCheck> {
  const { clock, random = systemRandom, onStep, ...call } = options
  const log = new StepLog(clock, onStep, call.signal)
  const probe = random(probeLength)

  const entered = await log.run('credentials', () => enter(open, call))
  if (!entered) return log.outcome()
  const { session, value: caller } = entered
  const described = await log.run('describe', () => session.describeKey(key, call))
  if (described) await log.run('fitness', async () => requireFit(described.value))

  const isWorthTrying = described !== undefined || log.failedWith('describe', 'permission-denied')
  const encrypted = isWorthTrying
    ? await log.run('encrypt', () => encrypt(session, key, probe, { ...call, random }))
    : undefined
  const decrypted = encrypted && (await log.run('decrypt', () => decrypt(session, encrypted.blob, call)))
  if (encrypted && decrypted) await log.run('compare', async () => requireSame(probe, encrypted, decrypted))

  return { ...log.outcome(), ...proof(caller.callerArn, described?.value, encrypted, decrypted) }
}

/** Opening fails where the connection itself is wrong (no region, a profile that is not there), which is news of this step. */
async function enter(open: () => Promise<KmsSession>, call: CallOptions) {
  const session = await open()
  return { session, ...(await session.callerIdentity(call)) }
}

function requireFit(key: KeyDescription): void {
  const { verdict, findings } = keyFitness(key)
  if (verdict !== 'unfit') return
  const { keyArn, state: keyState, deletionAt } = key
  throw new DiagnosedError('key-unfit', { keyArn, keyState, findings, ...(deletionAt ? { deletionAt } : {}) })
}

function requireSame(probe: Uint8Array, encrypted: Encrypted, { plaintext, keyArn }: Decrypted): void {
  const sameText = plaintext.length === probe.length && timingSafeEqual(plaintext, probe)
  plaintext.fill(0)
  if (sameText && keyArn === encrypted.keyArn) return
  throw new DiagnosedError('round-trip-differs', { keyArn, reason: sameText ? 'key' : 'plaintext' })
}

function proof(
  callerArn: string,
  described: KeyDescription | undefined,
  encrypted: Encrypted | undefined,
  decrypted: Decrypted | undefined,
): Omit<SealCheck, 'verdict' | 'steps'> {
  const keyArn = encrypted?.keyArn ?? described?.keyArn
  const keyMaterialId = decrypted?.keyMaterialId
  return {
    callerArn,
    ...(keyArn === undefined ? {} : { keyArn }),
    ...(keyMaterialId === undefined ? {} : { keyMaterialId }),
  }
}

/** Runs and times steps, turns their failures into diagnoses, and fills in those that never ran. */
class StepLog {
  readonly #steps: CheckStep[] = []
  readonly #clock: Clock
  readonly #onStep: ((step: CheckStep) => void) | undefined
  readonly #signal: AbortSignal | undefined

  constructor(clock: Clock, onStep: ((step: CheckStep) => void) | undefined, signal: AbortSignal | undefined) {
    this.#clock = clock
    this.#onStep = onStep
    this.#signal = signal
  }

  /** The step's value, or undefined when it failed. An abort and a bug of ours are thrown on. */
  async run<T>(step: CheckStepName, work: () => Promise<T>): Promise<T | undefined> {
    this.#signal?.throwIfAborted()
    this.#skipUntil(step)
    const start = this.#clock.monotonicMs()
    const durationMs = () => Math.max(0, this.#clock.monotonicMs() - start)
    try {
      const value = await work()
      this.#add({ step, outcome: 'passed', durationMs: durationMs(), ...requestIdOf(value) })
      return value
    } catch (error) {
      if (this.#signal?.aborted || !(error instanceof DiagnosedError)) throw error
      const cause = error.diagnosis
      const { requestId } = cause.evidence
      this.#add({ step, outcome: 'failed', durationMs: durationMs(), ...requestIdOf({ requestId }), diagnosis: cause })
      return undefined
    }
  }

  failedWith(step: CheckStepName, code: Diagnosis['code']): boolean {
    return this.#steps.some((entry) => entry.step === step && entry.diagnosis?.code === code)
  }

  outcome(): Pick<SealCheck, 'verdict' | 'steps'> {
    this.#skipUntil(undefined)
    const passed = this.#steps.every(({ outcome }) => outcome === 'passed')
    return { verdict: passed ? 'pass' : 'fail', steps: this.#steps }
  }

  /** Every step is told, in order: those passed over are told as skipped. */
  #skipUntil(next: CheckStepName | undefined): void {
    for (const step of checkStepNames.slice(this.#steps.length)) {
      if (step === next) return
      this.#add({ step, outcome: 'skipped', durationMs: 0 })
    }
  }

  #add(step: CheckStep): void {
    this.#steps.push(step)
    this.#onStep?.(step)
  }
}

function requestIdOf(answer: unknown): { requestId?: string } {
  if (typeof answer !== 'object' || answer === null || !('requestId' in answer)) return {}
  return typeof answer.requestId === 'string' ? { requestId: answer.requestId } : {}
}
