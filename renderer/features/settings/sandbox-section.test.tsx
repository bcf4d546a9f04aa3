import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { SandboxFault } from '../../../shared/domain/sandbox-kms.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import type { FakeHandlers } from '../../client/fake-client.ts'
import { SandboxSection } from './sandbox-section.tsx'
import { button, open as openPart, running, unfold } from './testing/render-settings.tsx'

afterEach(cleanup)

const open = (handlers: FakeHandlers = {}) => openPart(<SandboxSection />, handlers)
const showing = (change: Partial<SandboxStatus>) => open({ 'sandbox.status': () => ({ ...running, ...change }) })

describe('the parts of the sandbox section', () => {
  it('ask for nothing while they are folded', async () => {
    const { client } = open()
    await button('Requests')
    await screen.findByText('None active')
    const names = client.calls.map(({ name }) => name)
    expect(names).not.toContain('sandbox.requests')
    expect(names).not.toContain('sandbox.faults')
  })

  it('stay as they were left when the screen comes back', async () => {
    const { unmount } = open()
    await unfold('Principals')
    await screen.findByRole('table', { name: 'Principals of the sandbox' })
    unmount()
    open()
    await screen.findByRole('table', { name: 'Principals of the sandbox' })
  })

  it('leave out what only the process can tell that runs the sandbox', async () => {
    showing({ attached: true })
    await screen.findByText(/Another process runs this sandbox/)
    expect(screen.queryByRole('button', { name: 'Faults' })).toBeNull()
  })
})

describe('a server on this machine', () => {
  it('gets the sandbox in three lines, with what to copy in each', async () => {
    const { client, user } = open()
    const list = await screen.findByRole('list', { name: 'Open the sandbox to a server on this machine' })
    const lines = within(list).getAllByRole('listitem')
    expect(lines).toHaveLength(3)
    await within(list).findByRole('button', { name: 'Copy stanza' })
    expect(lines[2]?.textContent).toContain('bao server -config=server.hcl')
    await user.click(within(list).getByRole('button', { name: 'Copy environment of seal-server' }))
    await waitFor(() =>
      expect(client.calls).toContainEqual({ name: 'sandbox.copyEnvironment', input: { principal: 'seal-server' } }),
    )
    await user.click(await button('HashiCorp Vault'))
    await waitFor(() => expect(lines[2]?.textContent).toContain('vault operator init'))
    await screen.findByText(/# vault/)
  })

  it('is told how a key is made where there is none', async () => {
    showing({ keyCount: 0, keys: [] })
    await button('Copy command that makes a key')
  })
})

describe('the principals', () => {
  it('are told apart by what they may do, each with an environment to copy', async () => {
    const { client, user } = open()
    await unfold('Principals')
    const row = await screen.findByRole('row', { name: /^seal-server/ })
    expect(row.textContent).toContain('Encrypt, Decrypt and DescribeKey')
    expect(row.textContent).toContain('AKIASEAL-SERVER')
    expect(within(row).getByRole('button', { name: 'Copy ARN of seal-server' })).toBeTruthy()
    const role = screen.getByRole('row', { name: /^seal-role/ })
    expect(role.textContent).toContain('it is assumed')
    await user.click(within(role).getByRole('button', { name: 'Copy environment of seal-role' }))
    await waitFor(() =>
      expect(client.calls).toContainEqual({ name: 'sandbox.copyEnvironment', input: { principal: 'seal-role' } }),
    )
    await screen.findByText('The environment of seal-role is on the clipboard')
  })
})

describe('the time', () => {
  const passed: FakeHandlers = {
    'sandbox.advance': ({ days }) => ({
      ...running,
      aheadDays: days,
      furtherKeys: 3,
      passed: [
        { keyArn: 'arn:aws:kms:us-east-1:1:key/k-1', alias: 'alias/rotated', what: 'rotated', times: 2 },
        { keyArn: 'arn:aws:kms:us-east-1:1:key/k-2', what: 'deleted', times: 1 },
      ],
    }),
  }

  it('leaps by a button and tells what became of keys', async () => {
    const { client, user } = open(passed)
    await unfold('Time')
    await screen.findByText('2026-11-25 10:00:00 UTC', { selector: 'dl > :first-child dd' })
    await user.click(await button('Advance 365 days'))
    const outcome = await screen.findByRole('status', { name: 'What the days brought' })
    await within(outcome).findByText(/What 365 days brought/)
    expect(outcome.textContent).toContain('alias/rotated was rotated 2 times')
    expect(outcome.textContent).toContain('k-2 was deleted for good')
    expect(outcome.textContent).toContain('and 3 more keys')
    expect(within(outcome).getAllByRole('link')).toHaveLength(1)
    expect(client.calls).toContainEqual({ name: 'sandbox.advance', input: { days: 365 } })
  })

  it('asks before a leap behind which keys are gone for good, and names them', async () => {
    const deletions = [
      { keyArn: 'arn:aws:kms:us-east-1:1:key/k-2', alias: 'alias/old', at: '2026-12-01T00:00:00.000Z' },
      { keyArn: 'arn:aws:kms:us-east-1:1:key/k-3', at: '2026-12-20T00:00:00.000Z' },
    ]
    const { client, user } = open({ ...passed, 'sandbox.status': () => ({ ...running, deletions }) })
    const leaps = () => client.calls.filter(({ name }) => name === 'sandbox.advance').map(({ input }) => input)
    await unfold('Time')
    await user.click(await button('Advance 1 day'))
    await waitFor(() => expect(leaps()).toEqual([{ days: 1 }]))
    await user.click(await button('Advance 30 days'))
    const dialog = await screen.findByRole('dialog', { name: 'Advance 30 days and lose 2 keys' })
    expect(dialog.textContent).toContain('alias/old, on 2026-12-01 00:00:00 UTC')
    expect(dialog.textContent).toContain('arn:aws:kms:us-east-1:1:key/k-3')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(leaps()).toEqual([{ days: 1 }])
    await user.click(await button('Advance 30 days'))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Advance 30 days' }))
    await waitFor(() => expect(leaps()).toEqual([{ days: 1 }, { days: 30 }]))
  })

  it('takes whole days only', async () => {
    const { client, user } = open(passed)
    await unfold('Time')
    const field = await screen.findByRole('textbox', { name: 'Days' })
    await user.type(field, '1.5')
    await user.click(await button('Advance'))
    await screen.findByText('Write a whole number from 1 to 3,650.')
    expect(client.calls.some(({ name }) => name === 'sandbox.advance')).toBe(false)
    await user.clear(field)
    await user.type(field, '45{Enter}')
    await waitFor(() => expect(client.calls).toContainEqual({ name: 'sandbox.advance', input: { days: 45 } }))
  })

  it('shows how far it is ahead without being unfolded', async () => {
    showing({ aheadDays: 30 })
    await screen.findAllByText('30 days ahead of this machine')
  })
})

describe('the faults', () => {
  const withFaults = () => {
    let faults: SandboxFault[] = [{ id: 'f1', effect: { kind: 'throttle' }, operations: ['Encrypt'], times: 2 }]
    return open({
      'sandbox.status': () => ({ ...running, activeFaults: faults.length }),
      'sandbox.faults': () => ({ faults }),
      'sandbox.addFault': (fault) => {
        faults = [...faults, { ...fault, id: `f${faults.length + 1}` }]
        return { faults }
      },
      'sandbox.clearFaults': ({ id }) => {
        faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id)
        return { faults }
      },
    })
  }

  it('are named with the calls that they still wait for, and removed one by one', async () => {
    const { user } = withFaults()
    await screen.findByText('1 fault is active')
    await unfold('Faults')
    const row = await screen.findByRole('row', { name: /Throttling: Encrypt, everyone/ })
    expect(row.textContent).toContain('2 more calls')
    await user.click(within(row).getByRole('button', { name: 'Remove Throttling: Encrypt, everyone' }))
    await screen.findByText('No fault is active.')
    await waitFor(() => expect(screen.queryByText('1 fault is active')).toBeNull())
  })

  it('are removed all at once from the notice', async () => {
    const { client, user } = withFaults()
    await user.click(await button('Remove all faults'))
    await waitFor(() => expect(screen.queryByText('1 fault is active')).toBeNull())
    expect(client.calls).toContainEqual({ name: 'sandbox.clearFaults', input: {} })
  })

  it('are added from the form, once it holds no mistake', async () => {
    const { client, user } = withFaults()
    await unfold('Faults')
    const times = await screen.findByRole('textbox', { name: 'Number of calls' })
    await user.type(times, 'many')
    await user.click(await button('Add fault'))
    await screen.findByText(/^Write a whole number from 1 to 1,000,000/)
    expect(client.calls.some(({ name }) => name === 'sandbox.addFault')).toBe(false)
    await user.clear(times)
    await user.type(times, '4')
    await user.click(await button('Add fault'))
    await screen.findByText('2 faults are active')
    expect(client.calls).toContainEqual({
      name: 'sandbox.addFault',
      input: { effect: { kind: 'throttle' }, times: 4 },
    })
  })
})

describe('the slowness', () => {
  it('is shown, set and put back', async () => {
    let slownessMs = 0
    const { client, user } = open({
      'sandbox.status': () => ({ ...running, slownessMs }),
      'sandbox.slowDown': ({ milliseconds }) => {
        slownessMs = milliseconds
        return {}
      },
    })
    await unfold('Slowness')
    const field = await screen.findByRole('textbox', { name: 'Delay in milliseconds' })
    await user.clear(field)
    await user.type(field, '0{Enter}')
    await screen.findByText('Write a whole number from 1 to 60,000.')
    await user.clear(field)
    await user.type(field, '1500{Enter}')
    await screen.findByText('Changes are seen after 1,500 ms.')
    await user.click(await button('Put back to 0'))
    await screen.findByText('Changes are seen at once.')
    expect(client.calls.filter(({ name }) => name === 'sandbox.slowDown').map(({ input }) => input)).toEqual([
      { milliseconds: 1500 },
      { milliseconds: 0 },
    ])
  })
})
