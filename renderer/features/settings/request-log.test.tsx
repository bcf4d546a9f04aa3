import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DiagnosedError } from '../../../shared/diagnosis.ts'
import type { SandboxRequest } from '../../../shared/domain/sandbox-kms.ts'
import type { InputOf, OutputOf } from '../../client/contract-types.ts'
import { RequestLog } from './request-log.tsx'
import { button, open } from './testing/render-settings.tsx'

/** The sandbox's side: what it remembers, newest first, answered as it does. */
let remembered: SandboxRequest[] = []
const asked: InputOf<'sandbox.requests'>[] = []

function answer(input: InputOf<'sandbox.requests'>): OutputOf<'sandbox.requests'> {
  asked.push(input)
  const known = remembered.findIndex(({ requestId }) => requestId === input.after)
  return { requests: known < 0 ? remembered : remembered.slice(0, known), continues: known >= 0 }
}

let count = 0
function arrive(change: Partial<SandboxRequest> = {}): void {
  count++
  remembered.unshift({
    at: new Date(Date.UTC(2026, 10, 25, 10, 0, 0, count)).toISOString(),
    operation: 'Encrypt',
    principal: 'owner',
    region: 'us-east-1',
    key: 'alias/vault-unseal',
    status: 200,
    result: 'ok',
    userAgent: 'openbao/2.6.2',
    requestId: `request-${count}`,
    durationMs: 0.4,
    ...change,
  })
}

const openLog = () => open(<RequestLog />, { 'sandbox.requests': answer })
const grid = () => screen.findByRole('grid', { name: 'Requests' })
const texts = async () => {
  const rows = within(await grid()).getAllByRole('row')
  return rows.slice(1).map((row) => row.textContent ?? '')
}

/** A second passes for the page. */
const pass = (milliseconds = 1000) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

beforeEach(() => {
  remembered = []
  asked.length = 0
  count = 0
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('the log of requests', () => {
  it('says that there are none, and shows one as soon as it came', async () => {
    openLog()
    await screen.findByText('No requests')
    arrive({ operation: 'DescribeKey', status: 400, result: 'NotFoundException', durationMs: 1.26 })
    await pass()
    expect(await texts()).toEqual(['10:00:00.001DescribeKeyowneralias/vault-unsealNotFoundException 4001.3 ms'])
  })

  it('asks only for what came after the newest it knows', async () => {
    arrive()
    openLog()
    await grid()
    arrive()
    await pass()
    await pass()
    expect(asked.slice(0, 3)).toEqual([
      { limit: 1000 },
      { limit: 1000, after: 'request-1' },
      { limit: 1000, after: 'request-2' },
    ])
    expect(await texts()).toHaveLength(2)
  })

  it('marks where requests are missing', async () => {
    arrive()
    openLog()
    await grid()
    remembered = []
    arrive()
    await pass()
    expect(await texts()).toEqual([
      expect.stringContaining('10:00:00.002'),
      expect.stringContaining('Some are missing here'),
      expect.stringContaining('10:00:00.001'),
    ])
  })

  it('stands still while it is paused, and catches up afterwards', async () => {
    arrive()
    openLog()
    fireEvent.click(await button('Pause'))
    const before = asked.length
    arrive()
    await pass(5000)
    expect(asked).toHaveLength(before)
    expect(screen.getByText(/Paused/)).toBeTruthy()
    fireEvent.click(await button('Resume'))
    await pass(0)
    await waitFor(async () => expect(await texts()).toHaveLength(2))
  })

  it('asks nothing while the window is out of sight', async () => {
    arrive()
    openLog()
    await grid()
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    const before = asked.length
    await pass(5000)
    expect(asked).toHaveLength(before)
    visibility.mockReturnValue('visible')
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    await waitFor(() => expect(asked.length).toBeGreaterThan(before))
  })

  it('asks nothing once it is folded away', async () => {
    const { unmount } = openLog()
    await screen.findByText('No requests')
    unmount()
    const before = asked.length
    await pass(5000)
    expect(asked).toHaveLength(before)
  })

  it('begins anew when the view is cleared', async () => {
    arrive()
    openLog()
    await grid()
    fireEvent.click(await button('Clear view'))
    await screen.findByText('No requests')
    arrive()
    await pass()
    expect(await texts()).toEqual([expect.stringContaining('10:00:00.002')])
  })

  it('shows only failures, or what has a text, and says of how many', async () => {
    arrive()
    arrive({ operation: 'Decrypt', status: 400, result: 'ThrottlingException' })
    openLog()
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Only failures' }))
    expect(await texts()).toEqual([expect.stringContaining('ThrottlingException 400')])
    expect(screen.getByText('1 of 2 lines')).toBeTruthy()
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter requests' }), {
      target: { value: 'nothing like it' },
    })
    fireEvent.click(await button('Show all requests'))
    expect(await texts()).toHaveLength(2)
  })

  it('tells why it cannot be read, and tries again when asked', async () => {
    const { client } = open(<RequestLog />, {
      'sandbox.requests': () => {
        throw new DiagnosedError('sandbox-stopped', {})
      },
    })
    await screen.findByText(/Sandbox is not running/)
    arrive()
    client.answer({ 'sandbox.requests': answer })
    fireEvent.click(await button('Try again'))
    expect(await texts()).toHaveLength(1)
  })
})

describe('the grid of requests', () => {
  const key = async (name: string, more = {}) => fireEvent.keyDown(await grid(), { key: name, ...more })
  const chosen = async () => within(await grid()).queryByRole('row', { selected: true })?.textContent

  it('is browsed by arrow keys and shows everything about the chosen request', async () => {
    for (let index = 0; index < 3; index++) arrive()
    openLog()
    await key('ArrowDown')
    expect(await chosen()).toContain('10:00:00.003')
    await key('End')
    expect(await chosen()).toContain('10:00:00.001')
    await key('ArrowDown')
    await key('ArrowUp')
    expect(await chosen()).toContain('10:00:00.002')
    const detail = screen.getByRole('region', { name: 'Selected request' })
    expect(detail.textContent).toContain('request-2')
    expect(detail.textContent).toContain('openbao/2.6.2')
    await key('Escape')
    expect(screen.queryByRole('region', { name: 'Selected request' })).toBeNull()
  })

  it('keeps the choice while lines come on top of it', async () => {
    arrive()
    openLog()
    await key('ArrowDown')
    arrive()
    await pass()
    expect(await texts()).toHaveLength(2)
    expect(await chosen()).toContain('10:00:00.001')
  })

  it('keeps the chosen line where it is while more come', async () => {
    for (let index = 0; index < 100; index++) arrive()
    openLog()
    await key('ArrowDown')
    const place = (await grid()).parentElement as HTMLElement
    expect(place.scrollTop).toBe(0)
    arrive()
    await pass()
    expect(place.scrollTop).toBe(28)
    await key('Escape')
    place.scrollTop = 0
    arrive()
    await pass()
    expect(place.scrollTop).toBe(0)
  })

  it('copies the chosen line by key', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    arrive()
    openLog()
    await key('ArrowDown')
    await key('c', { ctrlKey: true })
    await key('Enter')
    expect(writeText.mock.calls.flat()).toEqual(
      Array(2).fill(
        '2026-11-25T10:00:00.001Z  Encrypt  owner  us-east-1  alias/vault-unseal  OK 200  0.4 ms  request-1  openbao/2.6.2',
      ),
    )
    await screen.findByText('The line of Encrypt is on the clipboard')
  })

  it('draws a few of a thousand lines, and keeps what is read in place when more come', async () => {
    for (let index = 0; index < 1000; index++) arrive()
    openLog()
    expect((await texts()).length).toBeLessThan(60)
    expect((await grid()).getAttribute('aria-rowcount')).toBe('1001')
    const place = (await grid()).parentElement as HTMLElement
    place.scrollTop = 14_000
    fireEvent.scroll(place)
    const read = (await texts())[20]
    arrive()
    arrive()
    await pass()
    expect(place.scrollTop).toBe(14_056)
    fireEvent.scroll(place)
    expect(await texts()).toContain(read)
  })
})
