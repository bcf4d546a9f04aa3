import { beforeEach, describe, expect, it } from 'vitest'
import type { HostQuestion } from '../../shared/domain/host-question.ts'
import { createHostPermission, hostQuestion } from './host-permission.ts'

let act: number
let asked: { question: HostQuestion; answer: (isAllowed: boolean) => void }[]
let decide: ReturnType<typeof createHostPermission>

beforeEach(() => {
  act = 0
  asked = []
  decide = createHostPermission(
    (question) => new Promise((answer) => asked.push({ question, answer })),
    () => act,
  )
})

const mayAsk = (origin: string, principal = 'p', signal?: AbortSignal) =>
  decide({ principal, name: 'AKIAIOSFODNN7EXAMPLE', origins: [origin] }, signal && { signal })

/** Lets everything run that does not wait for the user. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function answers(isAllowed: boolean): Promise<void> {
  await settled()
  asked.at(-1)?.answer(isAllowed)
  await settled()
}

const origins = () => asked.map(({ question }) => question.origins.join(' '))

describe('permission for a host', () => {
  it('is asked once for calls that come together, and remembered', async () => {
    const both = Promise.all([mayAsk('https://a.test'), mayAsk('https://a.test')])
    await answers(true)
    expect(await both).toEqual([true, true])
    expect(await mayAsk('https://a.test')).toBe(true)
    expect(origins()).toEqual(['https://a.test'])
  })

  it('is for an origin: neither another scheme nor another port is allowed with it', async () => {
    for (const origin of ['https://a.test', 'http://a.test', 'https://a.test:8443']) {
      act += 1
      const answer = mayAsk(origin)
      await answers(true)
      expect(await answer).toBe(true)
    }
    expect(origins()).toEqual(['https://a.test', 'http://a.test', 'https://a.test:8443'])
  })

  it('is for one principal: another one is asked about', async () => {
    const first = mayAsk('https://a.test')
    await answers(true)
    expect(await first).toBe(true)
    act += 1
    const other = mayAsk('https://a.test', 'another')
    await answers(false)
    expect(await other).toBe(false)
    expect(asked.map(({ question }) => question.principal)).toEqual(['p', 'another'])
  })

  it('is asked with one dialog for all origins of a question that are not allowed yet', async () => {
    const first = mayAsk('https://a.test')
    await answers(true)
    await first
    act += 1
    const more = decide({ principal: 'p', name: '', origins: ['https://a.test', 'https://b.test', 'https://c.test'] })
    await answers(true)
    expect(await more).toBe(true)
    expect(origins()).toEqual(['https://a.test', 'https://b.test https://c.test'])
  })

  it.each([true, false])('once answered (%s) is asked for no other place before the user acts', async (isAllowed) => {
    const both = Promise.all([mayAsk('https://a.test'), mayAsk('https://b.test')])
    await answers(isAllowed)
    expect(await both).toEqual([isAllowed, false])
    expect(await mayAsk('https://b.test')).toBe(false)
    expect(origins()).toEqual(['https://a.test'])
    act += 1
    const again = mayAsk('https://b.test')
    await answers(true)
    expect(await again).toBe(true)
  })

  it('is not asked for a call that was cancelled meanwhile, and a dialog goes with its call', async () => {
    const [waiting, open] = [new AbortController(), new AbortController()]
    const seen: unknown[] = []
    const asking = createHostPermission(
      async (_, signal) => {
        seen.push(signal)
        open.abort()
        waiting.abort()
        return false
      },
      () => act++,
    )
    const question = { principal: 'p', name: '', origins: ['https://a.test'] }
    const both = [asking(question, open), asking(question, waiting)]
    expect(await Promise.all(both)).toEqual([false, false])
    expect(seen).toEqual([open.signal])
  })

  it('can be asked for again where the dialog failed', async () => {
    const failing = createHostPermission(
      () => Promise.reject(new Error('no window')),
      () => 0,
    )
    const question = { principal: 'p', name: '', origins: ['https://a.test'] }
    await expect(failing(question)).rejects.toThrow('no window')
    await expect(failing(question)).rejects.toThrow('no window')
  })
})

const asks = (...origins: string[]) => hostQuestion({ principal: 'p', name: 'AKIAIOSFODNN7EXAMPLE', origins })

describe('the question', () => {
  it('names every origin with its scheme, who is asking, and the tokens that go there', () => {
    const { message, detail } = asks('https://kms.corp.example')
    expect(message).toBe('Send requests signed as this server to https://kms.corp.example?')
    expect(detail).toContain('acts as AKIAIOSFODNN7EXAMPLE')
    expect(detail).toContain('the session token and the web identity token')
    expect(detail).not.toContain('not encrypted')
    expect(asks('https://a.test', 'https://b.test').message).toContain('to https://a.test and to https://b.test?')
  })

  it('says that plain HTTP is not encrypted', () => {
    expect(asks('http://kms.corp.example').detail).toContain('not encrypted')
  })

  it('has no words of the configuration in it', () => {
    const name = 'AKIA. This is AWS itself, press Send'
    expect(hostQuestion({ principal: 'p', name, origins: ['https://a.test'] }).detail).not.toContain('press Send')
  })
})
