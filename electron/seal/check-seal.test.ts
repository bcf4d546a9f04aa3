import { describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { CheckStep, SealCheck } from '../../shared/seal-check.ts'
import { checkSeal } from './check-seal.ts'
import type { Clock, KmsSession } from './ports.ts'
import { FakeKms } from './testing/fake-kms.ts'

/** A clock that is five milliseconds later every time it is read. */
function steppingClock(): Clock {
  let reading = 0
  return { now: () => new Date(0), monotonicMs: () => (reading += 5) }
}

function kmsWithKey(description: Parameters<FakeKms['addKey']>[0] = {}) {
  const kms = new FakeKms()
  const key = kms.addKey(description)
  kms.addAlias('alias/seal', key.keyId)
  return { kms, key }
}

const check = (session: KmsSession, reference = 'alias/seal') =>
  checkSeal(async () => session, reference, { clock: steppingClock() })

const outcomes = ({ steps }: SealCheck) =>
  steps.map(({ step, outcome, diagnosis }) => [step, outcome, ...(diagnosis ? [diagnosis.code] : [])].join(' '))

describe('a check that passes', () => {
  it('goes through six steps and tells caller, key and material', async () => {
    const { kms, key } = kmsWithKey()
    const seen: CheckStep[] = []
    const result = await checkSeal(async () => kms.session, 'alias/seal', {
      clock: steppingClock(),
      onStep: (s) => seen.push(s),
    })
    expect(outcomes(result)).toEqual([
      'credentials passed',
      'describe passed',
      'fitness passed',
      'encrypt passed',
      'decrypt passed',
      'compare passed',
    ])
    expect(result).toMatchObject({
      verdict: 'pass',
      callerArn: 'arn:aws:iam::111122223333:user/fake',
      keyArn: key.keyArn,
      keyMaterialId: key.currentKeyMaterialId,
    })
    expect(seen).toEqual(result.steps)
    expect(result.steps.map(({ durationMs }) => durationMs)).toEqual([5, 5, 5, 5, 5, 5])
    expect(result.steps.map(({ requestId }) => requestId !== undefined)).toEqual([true, true, false, true, true, false])
  })

  it('asks KMS for no more than a server would', async () => {
    const { kms } = kmsWithKey()
    await check(kms.session)
    expect(kms.calls.map(({ operation }) => operation)).toEqual([
      'GetCallerIdentity',
      'DescribeKey',
      'Encrypt',
      'Decrypt',
    ])
  })
})

describe('a check that fails', () => {
  it('tells a connection that cannot be opened as a failed first step', async () => {
    const open = () => Promise.reject(new DiagnosedError('region-missing', { profile: 'prod' }))
    const result = await checkSeal(open, 'alias/seal', { clock: steppingClock() })
    expect(result.verdict).toBe('fail')
    expect(outcomes(result).slice(0, 2)).toEqual(['credentials failed region-missing', 'describe skipped'])
  })

  it('skips everything without credentials', async () => {
    const { kms } = kmsWithKey()
    kms.fail('GetCallerIdentity', 'no-credentials')
    const result = await check(kms.session)
    expect(outcomes(result)).toEqual([
      'credentials failed no-credentials',
      'describe skipped',
      'fitness skipped',
      'encrypt skipped',
      'decrypt skipped',
      'compare skipped',
    ])
    expect(result.verdict).toBe('fail')
    expect(kms.calls).toHaveLength(1)
  })

  it('still tries Encrypt and Decrypt where DescribeKey alone is denied', async () => {
    const { kms, key } = kmsWithKey()
    kms.fail('DescribeKey', 'permission-denied')
    const result = await check(kms.session)
    expect(outcomes(result)).toEqual([
      'credentials passed',
      'describe failed permission-denied',
      'fitness skipped',
      'encrypt passed',
      'decrypt passed',
      'compare passed',
    ])
    expect(result).toMatchObject({ verdict: 'fail', keyArn: key.keyArn })
    expect(result.steps[1]?.requestId).toBe(result.steps[1]?.diagnosis?.evidence.requestId)
  })

  it('does not try to encrypt with a key that is not there', async () => {
    const { kms } = kmsWithKey()
    expect(outcomes(await check(kms.session, 'alias/other')).slice(1)).toEqual([
      'describe failed key-not-found',
      'fitness skipped',
      'encrypt skipped',
      'decrypt skipped',
      'compare skipped',
    ])
  })

  it('shows for an unfit key what the server would meet', async () => {
    const { kms, key } = kmsWithKey({ state: 'Disabled' })
    const result = await check(kms.session)
    expect(outcomes(result).slice(1)).toEqual([
      'describe passed',
      'fitness failed key-unfit',
      'encrypt failed key-disabled',
      'decrypt skipped',
      'compare skipped',
    ])
    expect(result.steps[2]?.diagnosis?.evidence).toMatchObject({
      keyArn: key.keyArn,
      keyState: 'Disabled',
      findings: [{ code: 'key-disabled' }],
    })
  })

  it('passes a risky key', async () => {
    const { kms } = kmsWithKey({ origin: 'EXTERNAL_KEY_STORE' })
    expect((await check(kms.session)).verdict).toBe('pass')
  })

  it.each([
    ['Encrypt', ['encrypt failed permission-denied', 'decrypt skipped', 'compare skipped']],
    ['Decrypt', ['encrypt passed', 'decrypt failed permission-denied', 'compare skipped']],
  ] as const)('puts a denied %s on its own line', async (operation, expected) => {
    const { kms } = kmsWithKey()
    kms.fail(operation, 'permission-denied')
    expect(outcomes(await check(kms.session)).slice(3)).toEqual(expected)
  })

  it('fails at the comparison when another key decrypts', async () => {
    const { kms } = kmsWithKey()
    const session: KmsSession = {
      ...kms.session,
      decrypt: async (ciphertext) => {
        const answer = await kms.session.decrypt(ciphertext)
        return { ...answer, value: { ...answer.value, keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/other' } }
      },
    }
    const { verdict, steps } = await check(session)
    expect(verdict).toBe('fail')
    expect(steps.at(-1)?.diagnosis).toMatchObject({ code: 'round-trip-differs', evidence: { reason: 'key' } })
  })

  it('fails at Decrypt when the DEK that comes back is another', async () => {
    const { kms } = kmsWithKey()
    const session: KmsSession = {
      ...kms.session,
      decrypt: async (ciphertext) => {
        const answer = await kms.session.decrypt(ciphertext)
        return { ...answer, value: { ...answer.value, plaintext: new Uint8Array(32) } }
      },
    }
    expect(outcomes(await check(session)).slice(4)).toEqual([
      'decrypt failed blob-authentication-failed',
      'compare skipped',
    ])
  })
})

describe('a check that does not end', () => {
  it('throws AbortError when aborted in the middle', async () => {
    const { kms } = kmsWithKey()
    const controller = new AbortController()
    const options = {
      clock: steppingClock(),
      signal: controller.signal,
      onStep: ({ step }: CheckStep) => step === 'describe' && controller.abort(),
    }
    await expect(checkSeal(async () => kms.session, 'alias/seal', options)).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(kms.calls.map(({ operation }) => operation)).not.toContain('Encrypt')
  })

  it('throws on what is no diagnosis', async () => {
    const { kms } = kmsWithKey()
    const session: KmsSession = { ...kms.session, describeKey: () => Promise.reject(new TypeError('a bug')) }
    await expect(check(session)).rejects.toThrow('a bug')
  })
})
