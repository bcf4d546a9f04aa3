import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { envelopeSchema } from '../../shared/contract/envelope.ts'
import { contract, type ProcedureName } from '../../shared/contract/index.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { Secret } from '../seal/secret.ts'
import type { Handlers } from './handler.ts'
import { createRouter, type Router } from './router.ts'
import { valuesOf } from './testing/arbitrary.ts'

type AnyHandler = (input: unknown, context: { signal: AbortSignal; progress(p: unknown): void }) => unknown
const names = Object.keys(contract) as ProcedureName[]
const bugs: { error: unknown; stage: string }[] = []
const log = { bug: (error: unknown, { stage }: { stage: string }) => void bugs.push({ error, stage }) }

/** A router whose every handler is `handler`, seen through structured clone as across IPC. */
function pair(handler: AnyHandler, progress: (sequence: number, value: unknown) => void = () => {}) {
  const handlers = Object.fromEntries(names.map((name) => [name, handler])) as unknown as Handlers
  const router: Router = createRouter(handlers, log)
  const call = async (request: unknown) =>
    structuredClone(
      await router.call('page', structuredClone(request), (n, value) => progress(n, structuredClone(value))),
    )
  return { router, call, ask: (procedure: string, input: unknown, callId = 'c1') => call({ callId, procedure, input }) }
}

const sample = (name: ProcedureName, side: 'input' | 'output') =>
  fc.sample(valuesOf(contract[name][side], side), { numRuns: 1, seed: 7 })[0]

afterEach(() => {
  bugs.length = 0
  vi.useRealTimers()
})

describe.each(names)('%s', (name) => {
  const { input, output, kind } = contract[name]

  it('carries every valid input and output over structured clone', async () => {
    await fc.assert(
      fc.asyncProperty(valuesOf(input, 'input'), valuesOf(output, 'output'), async (given, answer) => {
        let received: unknown
        const { ask } = pair((arrived) => {
          received = arrived
          return answer
        })
        const reply = await ask(name, given)
        expect(envelopeSchema.safeParse(reply).success).toBe(true)
        expect(reply).toEqual({ ok: true, value: output.parse(answer) })
        expect(received).toEqual(input.parse(given))
      }),
      { numRuns: 25 },
    )
  })

  it('refuses a field that its input does not name, and does not run', async () => {
    const handler = vi.fn()
    const reply = await pair(handler).ask(name, { ...(sample(name, 'input') as object), surplus: 'SENTINEL-VALUE' })
    const fields = [{ path: 'surplus', rule: 'unrecognized_keys' }]
    expect(reply).toMatchObject({
      ok: false,
      diagnosis: { code: 'bad-request', evidence: { procedure: name, fields } },
    })
    expect(JSON.stringify(reply)).not.toContain('SENTINEL-VALUE')
    expect(handler).not.toHaveBeenCalled()
  })

  it.each([undefined, null, 7, 'text', []])('refuses %j as its input', async (wrong) => {
    const handler = vi.fn()
    expect(await pair(handler).ask(name, wrong)).toMatchObject({ ok: false, diagnosis: { code: 'bad-request' } })
    expect(handler).not.toHaveBeenCalled()
  })

  it('lets no field out that its output does not name', async () => {
    const leaky = { ...((sample(name, 'output') as object | null) ?? {}), secretAccessKey: 'CANARY' }
    const reply = await pair(() => leaky).ask(name, sample(name, 'input'))
    expect(reply).toMatchObject({ ok: false, diagnosis: { code: 'unexpected', evidence: { callId: 'c1' } } })
    expect(JSON.stringify(reply)).not.toContain('CANARY')
    expect(bugs).toMatchObject([{ stage: 'output' }])
  })

  it('lets no Secret out, whole or in a field', async () => {
    const answer = sample(name, 'output') as object | null
    const leaks = [
      new Secret('CANARY'),
      ...Object.keys(answer ?? {}).map((key) => ({ ...answer, [key]: new Secret('CANARY') })),
    ]
    for (const leak of leaks) {
      const reply = await pair(() => leak).ask(name, sample(name, 'input'))
      expect(inspect(reply, { depth: 9, showHidden: true })).not.toContain('CANARY')
    }
  })

  it(`answers ${kind === 'query' ? 'cancelled' : 'outcome-unknown'} when it is cancelled`, async () => {
    const { ask, router } = pair(
      (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    const reply = ask(name, sample(name, 'input'))
    router.cancel('page', 'c1')
    expect(await reply).toMatchObject({
      ok: false,
      diagnosis: { code: kind === 'query' ? 'cancelled' : 'outcome-unknown' },
    })
    expect(bugs).toEqual([])
  })

  it('passes a diagnosis on and hides a bug behind the id of the call', async () => {
    const diagnosed = pair(() => {
      throw new DiagnosedError('key-disabled', { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k' })
    })
    expect(await diagnosed.ask(name, sample(name, 'input'))).toEqual({
      ok: false,
      diagnosis: {
        code: 'key-disabled',
        retry: 'after-fix',
        evidence: { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
      },
    })
    const buggy = pair(() => {
      throw new TypeError('CANARY in the message of a bug')
    })
    const reply = await buggy.ask(name, sample(name, 'input'), 'c9')
    expect(reply).toEqual({
      ok: false,
      diagnosis: { code: 'unexpected', retry: 'now', evidence: { callId: 'c9', procedure: name } },
    })
    expect(bugs).toMatchObject([{ stage: 'handler' }])
  })
})

const reporting = names.filter((name) => contract[name].progress)

describe.each(reporting)('progress of %s', (name) => {
  const reports = contract[name].progress ? valuesOf(contract[name].progress, 'output') : fc.constant(undefined)

  it('is numbered, in order, and complete before the answer', async () => {
    const values = fc.sample(reports, { numRuns: 5, seed: 3 })
    const seen: [number, unknown][] = []
    const { ask } = pair(
      (_, { progress }) => {
        for (const value of values) progress(value)
        return sample(name, 'output')
      },
      (sequence, value) => seen.push([sequence, value]),
    )
    await ask(name, sample(name, 'input'))
    expect(seen).toEqual(values.map((value, index) => [index + 1, value]))
  })

  it('is dropped and told as a bug where the contract does not name it', async () => {
    const seen = vi.fn()
    const { ask } = pair((_, { progress }) => {
      progress({ secretAccessKey: 'CANARY' })
      return sample(name, 'output')
    }, seen)
    expect(await ask(name, sample(name, 'input'))).toMatchObject({ ok: true })
    expect(seen).not.toHaveBeenCalled()
    expect(bugs).toMatchObject([{ stage: 'progress' }])
  })
})

describe('the door', () => {
  it.each(['nothing.here', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'refuses the procedure %j',
    async (procedure) => {
      const handler = vi.fn()
      expect(await pair(handler).ask(procedure, {})).toMatchObject({
        ok: false,
        diagnosis: { code: 'bad-request', evidence: { reason: 'unknown-procedure' } },
      })
      expect(handler).not.toHaveBeenCalled()
    },
  )

  it.each([
    null,
    'text',
    {},
    { callId: 'c', procedure: 'seals.list' },
    { callId: '', procedure: 'seals.list', input: {} },
  ])('refuses the request %j', async (request) => {
    const handler = vi.fn()
    expect(await pair(handler).call(request)).toMatchObject({ ok: false, diagnosis: { code: 'bad-request' } })
    expect(handler).not.toHaveBeenCalled()
  })

  it('refuses a call id that is still in use and takes it again afterwards', async () => {
    let finish = (_: unknown) => {}
    const { ask } = pair(() => new Promise((resolve) => (finish = resolve)))
    const first = ask('seals.list', {})
    expect(await ask('seals.list', {})).toMatchObject({
      ok: false,
      diagnosis: { evidence: { reason: 'call-id-in-use' } },
    })
    finish({ seals: [], keptAside: [] })
    expect(await first).toMatchObject({ ok: true })
    const again = ask('seals.list', {})
    finish({ seals: [], keptAside: [] })
    expect(await again).toMatchObject({ ok: true })
  })

  it('cancels the calls of one caller only', async () => {
    const wait: AnyHandler = (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const { router } = pair(wait)
    const request = { callId: 'same', procedure: 'seals.list', input: {} }
    const [one, other] = [router.call('one', request), router.call('other', request)]
    router.cancelAll('one')
    expect(await one).toMatchObject({ ok: false, diagnosis: { code: 'cancelled' } })
    router.cancel('other', 'same')
    expect(await other).toMatchObject({ ok: false, diagnosis: { code: 'cancelled' } })
  })
})
