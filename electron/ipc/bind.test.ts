import { EventEmitter } from 'node:events'
import type { IpcMainInvokeEvent } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { channels } from '../../shared/contract/bridge.ts'
import { bindRouter } from './bind.ts'
import type { Handlers } from './handler.ts'
import { createRouter, type Router } from './router.ts'
import { createSenderCheck } from './sender.ts'

const page = { protocol: 'app:', host: 'ui' }
type Listener = (event: unknown, value: unknown) => unknown

/** Web contents and frames as far as the binding looks at them. */
class FakeContents extends EventEmitter {
  readonly sent: unknown[] = []
  readonly mainFrame: { url: string; parent: null }
  destroyed = false
  readonly id: number
  constructor(id: number, url: string) {
    super()
    this.id = id
    this.mainFrame = { url, parent: null }
  }
  isDestroyed = () => this.destroyed
  send = (_channel: string, report: unknown) => this.sent.push(report)
}

const listeners = new Map<string, Listener>()
const ipcMain = {
  handle: (channel: string, listener: Listener) => void listeners.set(channel, listener),
  on: (channel: string, listener: Listener) => listeners.set(channel, listener),
}
const own = new FakeContents(1, 'app://ui/index.html')
const refused = vi.fn()
const event = (contents: FakeContents, senderFrame: object | null = contents.mainFrame) =>
  ({ sender: contents, senderFrame }) as unknown as IpcMainInvokeEvent
const invoke = (from: IpcMainInvokeEvent, request: unknown) => listeners.get(channels.invoke)?.(from, request)
const cancel = (from: IpcMainInvokeEvent, callId: unknown) => listeners.get(channels.cancel)?.(from, callId)

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

const handlers = {
  'seals.list': () => ({ seals: [], keptAside: [] }),
  'keys.list': (_: unknown, { signal, progress }: { signal: AbortSignal; progress(p: unknown): void }) => {
    progress({ loaded: 1 })
    return untilAborted(signal)
  },
} as unknown as Handlers

const bind = (router: () => Promise<Router>) =>
  bindRouter({
    ipcMain: ipcMain as never,
    router,
    isTrustedSender: createSenderCheck({ ...page, isOwnWindow: (id) => id === 1 }),
    onRefused: refused,
  })

beforeEach(() => {
  refused.mockClear()
  own.removeAllListeners()
  own.sent.length = 0
  const router = createRouter(handlers, { bug: vi.fn() })
  bind(async () => router)
})

const list = { callId: 'l', procedure: 'seals.list', input: {} }
const keys = { callId: 'k', procedure: 'keys.list', input: { connection: { kind: 'sandbox' } } }

describe('the door for windows', () => {
  it('answers the main frame of the own window', async () => {
    expect(await invoke(event(own), list)).toMatchObject({ ok: true })
  })

  it.each<[string, IpcMainInvokeEvent]>([
    ['a sub frame', event(own, { url: 'app://ui/index.html', parent: own.mainFrame })],
    ['a frame that is gone', event(own, null)],
    ['another window', event(new FakeContents(2, 'app://ui/index.html'))],
    ['another host', event(new FakeContents(1, 'app://elsewhere/index.html'))],
    ['another protocol', event(new FakeContents(1, 'https://ui/index.html'))],
    ['a file', event(new FakeContents(1, 'file:///ui/index.html'))],
    ['an address that is none', event(new FakeContents(1, ''))],
  ])('refuses %s', async (_, from) => {
    expect(await invoke(from, list)).toMatchObject({
      ok: false,
      diagnosis: { code: 'bad-request', evidence: { reason: 'sender-not-trusted' } },
    })
    expect(refused).toHaveBeenCalledTimes(1)
  })

  it('asks for the router with a call that is let in, and with no other', async () => {
    const router = createRouter(handlers, { bug: vi.fn() })
    const asked = vi.fn(async () => router)
    bind(asked)
    await invoke(event(new FakeContents(2, 'app://ui/index.html')), list)
    expect(asked).not.toHaveBeenCalled()
    await invoke(event(own), list)
    expect(asked).toHaveBeenCalled()
  })

  it('sends progress to the window that asked', async () => {
    const reply = invoke(event(own), keys)
    await vi.waitFor(() => expect(own.sent).toEqual([{ callId: 'k', sequence: 1, progress: { loaded: 1 } }]))
    await cancel(event(own), 'k')
    expect(await reply).toMatchObject({ ok: false, diagnosis: { code: 'cancelled' } })
  })

  it.each<[string, () => void]>([
    ['closes', () => own.emit('destroyed')],
    ['crashes', () => own.emit('render-process-gone')],
    ['navigates', () => own.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })],
  ])('cancels the calls of a window that %s', async (_, happen) => {
    const reply = invoke(event(own), keys)
    await vi.waitFor(() => expect(own.sent).toHaveLength(1))
    happen()
    expect(await reply).toMatchObject({ ok: false, diagnosis: { code: 'cancelled' } })
  })

  it('keeps calls running when only the place within the page changes', async () => {
    const reply = invoke(event(own), keys)
    await vi.waitFor(() => expect(own.sent).toHaveLength(1))
    own.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    const first = await Promise.race([reply, Promise.resolve('still running')])
    expect(first).toBe('still running')
    await cancel(event(own), 'k')
    await reply
  })

  it('takes a cancel from a trusted sender only', async () => {
    const reply = invoke(event(own), keys)
    await vi.waitFor(() => expect(own.sent).toHaveLength(1))
    await cancel(event(own, { url: 'app://ui/', parent: own.mainFrame }), 'k')
    expect(refused).toHaveBeenCalledTimes(1)
    expect(await Promise.race([reply, Promise.resolve('still running')])).toBe('still running')
    await cancel(event(own), 'k')
    await reply
  })
})
