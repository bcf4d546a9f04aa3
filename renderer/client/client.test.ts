import { describe, expect, it, vi } from 'vitest'
import type { Bridge, CallRequest, ProgressReport } from '../../shared/contract/bridge.ts'
import { diagnosis } from '../../shared/diagnosis.ts'
import { createClient } from './client.ts'
import { ClientFailure, isCancelled } from './failure.ts'

/** A bridge whose replies and reports the test sends itself. */
function openBridge() {
  const requests: (CallRequest & { reply: (value: unknown) => void; fail: (error: Error) => void })[] = []
  const cancelled: string[] = []
  let listener: (report: ProgressReport) => void = () => {}
  const bridge: Bridge = {
    invoke: (request) => new Promise((resolve, reject) => requests.push({ ...request, reply: resolve, fail: reject })),
    cancel: (callId) => void cancelled.push(callId),
    onProgress(given) {
      listener = given
      return () => {}
    },
  }
  const request = (index: number) => {
    const found = requests[index]
    if (!found) throw new Error(`There is no request ${index}`)
    return found
  }
  return { bridge, requests, request, cancelled, report: (report: ProgressReport) => listener(report) }
}

const failureOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ClientFailure)) throw new Error('The call did not fail as a call fails')
  return error.diagnosis
}

const step = { step: 'describe', outcome: 'passed', durationMs: 3 } as const
const target = { connection: { kind: 'sandbox' }, kmsKeyId: 'alias/a' } as const

describe('a call', () => {
  it('sends the parsed input and gives the parsed value', async () => {
    const { bridge, request } = openBridge()
    const answer = createClient(bridge).call('blob.decode', { bytes: 'AA==' })
    expect(request(0)).toMatchObject({ procedure: 'blob.decode', input: { bytes: 'AA==' } })
    const value = { layout: 'blob-info', length: 1, blobs: [] }
    request(0).reply({ ok: true, value })
    expect(await answer).toEqual(value)
  })

  it('refuses an input that the contract does not allow, without sending it', async () => {
    const { bridge, requests } = openBridge()
    const found = await failureOf(createClient(bridge).call('blob.decode', { bytes: '' }))
    expect(found).toMatchObject({
      code: 'bad-request',
      evidence: { fields: [{ path: 'bytes', rule: 'too_small', limit: 1 }] },
    })
    expect(requests).toHaveLength(0)
  })

  it('fails with the diagnosis that the other side found', async () => {
    const { bridge, request } = openBridge()
    const answer = createClient(bridge).call('seals.list', {})
    const found = diagnosis('store-in-use', { file: 'seals.json' })
    request(0).reply({ ok: false, diagnosis: found })
    expect(await failureOf(answer)).toEqual(found)
  })

  it.each([
    ['is no envelope', { value: 1 }],
    ['is missing', undefined],
    ['holds more than the contract names', { ok: true, value: { seals: [], keptAside: [], secret: 'x' } }],
  ])('is a fault of ours when the reply %s', async (_, reply) => {
    const { bridge, request } = openBridge()
    const answer = createClient(bridge).call('seals.list', {})
    request(0).reply(reply)
    expect(await failureOf(answer)).toMatchObject({ code: 'unexpected', evidence: { callId: request(0).callId } })
  })

  it('is a fault of ours when the other side throws', async () => {
    const { bridge, request } = openBridge()
    const answer = createClient(bridge).call('seals.list', {})
    request(0).fail(new Error('gone'))
    expect((await failureOf(answer)).code).toBe('unexpected')
  })

  it('names every call differently', () => {
    const { bridge, requests } = openBridge()
    const { call } = createClient(bridge)
    void call('seals.list', {})
    void call('seals.list', {})
    expect(new Set(requests.map(({ callId }) => callId)).size).toBe(2)
  })
})

describe('cancelling', () => {
  it('gives a query up at once and tells the other side', async () => {
    const { bridge, request, cancelled } = openBridge()
    const controller = new AbortController()
    const answer = createClient(bridge).call('seals.list', {}, { signal: controller.signal })
    controller.abort()
    await expect(answer).rejects.toSatisfy(isCancelled)
    expect(cancelled).toEqual([request(0).callId])
  })

  it('waits for what a command says of its outcome', async () => {
    const { bridge, request, cancelled } = openBridge()
    const controller = new AbortController()
    const answer = createClient(bridge).call('seals.remove', { id: 'a' }, { signal: controller.signal })
    controller.abort()
    expect(cancelled).toEqual([request(0).callId])
    request(0).reply({ ok: false, diagnosis: diagnosis('outcome-unknown') })
    expect((await failureOf(answer)).code).toBe('outcome-unknown')
  })

  it('sends nothing when it was cancelled before', async () => {
    const { bridge, requests } = openBridge()
    await expect(createClient(bridge).call('seals.list', {}, { signal: AbortSignal.abort() })).rejects.toSatisfy(
      isCancelled,
    )
    expect(requests).toHaveLength(0)
  })
})

describe('progress', () => {
  it('reaches its own call, in order, and drops what is late or malformed', async () => {
    const { bridge, request, report } = openBridge()
    const onProgress = vi.fn()
    const answer = createClient(bridge).call('seal.check', target, { onProgress })
    const { callId } = request(0)
    report({ callId, sequence: 1, progress: step })
    report({ callId, sequence: 3, progress: { ...step, step: 'encrypt' } })
    report({ callId, sequence: 2, progress: { ...step, step: 'fitness' } })
    report({ callId, sequence: 4, progress: { step: 'nonsense' } })
    report({ callId: 'another', sequence: 5, progress: step })
    request(0).reply({ ok: true, value: { verdict: 'pass', steps: [] } })
    await answer
    report({ callId, sequence: 9, progress: step })
    expect(onProgress.mock.calls.map(([progress]) => progress.step)).toEqual(['describe', 'encrypt'])
  })
})
