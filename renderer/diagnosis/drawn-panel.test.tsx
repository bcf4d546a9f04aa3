import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { diagnosis } from '../../shared/diagnosis.ts'
import { DrawnPanel } from './drawn-panel.tsx'
import { type RemedyActs, RemedyActsProvider } from './remedy-acts.tsx'

afterEach(cleanup)

function open(acts: RemedyActs) {
  const onRetry = vi.fn()
  const { unmount } = render(
    <RemedyActsProvider acts={acts}>
      <DrawnPanel diagnosis={diagnosis('sandbox-stopped')} onRetry={onRetry} />
    </RemedyActsProvider>,
  )
  return { onRetry, unmount, press: (name: string) => userEvent.click(screen.getByRole('button', { name })) }
}

function promised() {
  let resolve = () => {}
  let reject = (_: Error) => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

describe('a remedy', () => {
  it('has what failed tried again as soon as it has mended the cause', async () => {
    const start = promised()
    const { onRetry, press } = open({ 'start-sandbox': () => start.promise })
    await press('Start the sandbox')
    expect(onRetry).not.toHaveBeenCalled()
    await act(async () => start.resolve())
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('has nothing tried again when it mended nothing', async () => {
    const start = promised()
    const { onRetry, press } = open({ 'start-sandbox': () => start.promise })
    await press('Start the sandbox')
    await act(async () => start.reject(new Error('refused')))
    expect(onRetry).not.toHaveBeenCalled()
  })

  it('has nothing tried again once its failure is gone from the page', async () => {
    const start = promised()
    const { onRetry, press, unmount } = open({ 'start-sandbox': () => start.promise })
    await press('Start the sandbox')
    unmount()
    await act(async () => start.resolve())
    expect(onRetry).not.toHaveBeenCalled()
  })

  it('that leads to a screen has nothing tried again', async () => {
    const openSettings = vi.fn()
    const { onRetry, press } = open({ 'open-settings': openSettings })
    await press('Open Settings')
    expect(openSettings).toHaveBeenCalledOnce()
    expect(onRetry).not.toHaveBeenCalled()
  })
})
