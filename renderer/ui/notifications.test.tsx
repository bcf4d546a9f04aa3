import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Notice, NotificationProvider, useNotices, useNotify } from './notifications.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function open() {
  let notify = (_: Notice) => {}
  let shown: readonly Notice[] = []
  function Page() {
    notify = useNotify()
    shown = useNotices().notices
    return null
  }
  render(
    <NotificationProvider>
      <Page />
    </NotificationProvider>,
  )
  return {
    notify: (notice: Partial<Notice> & { id: string }) =>
      act(() => notify({ type: 'info', text: notice.id, ...notice })),
    pass: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    shown: () => shown.map(({ id }) => id),
  }
}

describe('a notice', () => {
  it('goes after its own time, whatever comes after it', () => {
    const { notify, pass, shown } = open()
    notify({ id: 'first' })
    pass(4000)
    notify({ id: 'second' })
    pass(2000)
    expect(shown()).toEqual(['second'])
    pass(4000)
    expect(shown()).toEqual([])
  })

  it('that is told again begins anew', () => {
    const { notify, pass, shown } = open()
    notify({ id: 'same' })
    pass(4000)
    notify({ id: 'same' })
    pass(4000)
    expect(shown()).toEqual(['same'])
    pass(2000)
    expect(shown()).toEqual([])
  })

  it('says when it goes, by itself or for another of its name', () => {
    const { notify, pass } = open()
    const gone: string[] = []
    notify({ id: 'same', onGone: () => gone.push('first') })
    expect(gone).toEqual([])
    notify({ id: 'same', onGone: () => gone.push('second') })
    expect(gone).toEqual(['first'])
    pass(6000)
    expect(gone).toEqual(['first', 'second'])
  })

  it('with a way back stays longer, and a warning until it is put away', () => {
    const { notify, pass, shown } = open()
    notify({ id: 'warning', type: 'warning' })
    notify({ id: 'removed', action: { label: 'Undo', act: () => {} } })
    pass(19_000)
    expect(shown()).toEqual(['removed', 'warning'])
    pass(1_000_000)
    expect(shown()).toEqual(['warning'])
  })
})
