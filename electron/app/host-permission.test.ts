import { beforeEach, describe, expect, it } from 'vitest'
import { createHostPermission, hostQuestion } from './host-permission.ts'

let act: number
let asked: { origin: string; answer: (isAllowed: boolean) => void }[]
let mayAsk: ReturnType<typeof createHostPermission>

beforeEach(() => {
  act = 0
  asked = []
  mayAsk = createHostPermission(
    (origin) => new Promise((answer) => asked.push({ origin, answer })),
    () => act,
  )
})

/** Lets everything run that does not wait for the user. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function answers(isAllowed: boolean): Promise<void> {
  await settled()
  asked.at(-1)?.answer(isAllowed)
  await settled()
}

const origins = () => asked.map(({ origin }) => origin)

describe('permission for a host', () => {
  it('is asked once for calls that come together, and remembered', async () => {
    const both = Promise.all([mayAsk('https://a.test'), mayAsk('https://a.test')])
    await answers(true)
    expect(await both).toEqual([true, true])
    expect(await mayAsk('https://a.test')).toBe(true)
    expect(origins()).toEqual(['https://a.test'])
  })

  it('is for an origin: neither another scheme nor another port is allowed with it', async () => {
    const first = mayAsk('https://a.test')
    await answers(true)
    expect(await first).toBe(true)
    void mayAsk('http://a.test')
    await answers(true)
    void mayAsk('https://a.test:8443')
    await answers(true)
    expect(origins()).toEqual(['https://a.test', 'http://a.test', 'https://a.test:8443'])
  })

  it('is asked with one dialog at a time', async () => {
    const both = [mayAsk('https://a.test'), mayAsk('https://b.test')]
    await settled()
    expect(origins()).toEqual(['https://a.test'])
    await answers(true)
    await answers(true)
    expect(await Promise.all(both)).toEqual([true, true])
  })

  it('once refused is not asked for again before the user acts', async () => {
    const both = Promise.all([mayAsk('https://a.test'), mayAsk('https://b.test')])
    await answers(false)
    expect(await both).toEqual([false, false])
    expect(await mayAsk('https://a.test')).toBe(false)
    expect(origins()).toEqual(['https://a.test'])
    act += 1
    const again = mayAsk('https://a.test')
    await answers(true)
    expect(await again).toBe(true)
  })

  it('can be asked for again where the dialog failed', async () => {
    const failing = createHostPermission(
      () => Promise.reject(new Error('no window')),
      () => 0,
    )
    await expect(failing('https://a.test')).rejects.toThrow('no window')
    await expect(failing('https://a.test')).rejects.toThrow('no window')
  })
})

describe('the question', () => {
  it('names the origin with its scheme, and the tokens that go there', () => {
    const { message, detail } = hostQuestion('https://kms.corp.example')
    expect(message).toBe('Send requests signed as this server to https://kms.corp.example?')
    expect(detail).toContain('the session token and the web identity token')
    expect(detail).not.toContain('not encrypted')
  })

  it('says that plain HTTP is not encrypted', () => {
    expect(hostQuestion('http://kms.corp.example').detail).toContain('not encrypted')
  })
})
