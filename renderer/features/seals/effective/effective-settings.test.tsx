import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../../../shared/diagnosis.ts'
import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
import type { FakeHandlers } from '../../../client/fake-client.ts'
import { renderScreen } from '../testing/render-screen.tsx'
import { EffectiveSettings } from './effective-settings.tsx'
import { surroundingsOf } from './kept-surroundings.ts'

const engine = { product: 'openbao', version: '2.6.2' } as const
const id = 'a-file'
const config = 'seal "awskms" {}\n'

const seal: EffectiveSeal = {
  type: 'awskms',
  disabled: false,
  active: true,
  activation: 'only-enabled',
  line: 1,
  settings: [
    {
      name: 'kms_key_id',
      origin: { kind: 'stanza', key: 'kms_key_id', line: 2 },
      value: 'alias/unseal',
      overridden: [],
      rule: 'stanza',
    },
    {
      name: 'region',
      origin: { kind: 'environment', name: 'AWS_REGION' },
      value: 'eu-west-1',
      overridden: [{ origin: { kind: 'stanza', key: 'region', line: 3 }, value: 'us-east-1' }],
      rule: 'merge',
    },
    {
      name: 'secret_key',
      origin: { kind: 'environment', name: 'AWS_SECRET_ACCESS_KEY' },
      overridden: [],
      rule: 'environment-pair',
    },
  ],
  credential: {
    outcome: 'environment',
    accessKeyId: 'AKIAEXAMPLE',
    sessionToken: false,
    trace: [
      { link: 'static', outcome: 'skipped', reason: 'not-set' },
      {
        link: 'environment',
        outcome: 'used',
        reason: 'found',
        origin: { kind: 'environment', name: 'AWS_ACCESS_KEY_ID' },
      },
    ],
  },
}
const starts: EffectiveConfiguration = { seals: [seal], problems: [] }

function show(handlers: FakeHandlers = {}) {
  const at = { path: '/x', route: '/x', screen: <EffectiveSettings id={id} config={config} engine={engine} /> }
  return renderScreen(at, { 'seal.resolve': () => starts, ...handlers })
}

beforeEach(() => surroundingsOf.set(id, undefined))
afterEach(cleanup)

const row = async (name: string) =>
  within(await screen.findByRole('table', { name: /^Settings/ })).getByRole('row', { name: new RegExp(`^${name}`) })

describe('the effective settings', () => {
  it('show each value with its origin, and of a secret the origin only', async () => {
    show()
    expect((await row('region')).textContent).toContain('eu-west-1')
    expect((await row('region')).textContent).toContain('AWS_REGION')
    expect((await row('secret_key')).textContent).toContain('set, never shown')
    expect(screen.getByRole('region', { name: 'Credentials' }).textContent).toContain('AKIAEXAMPLE')
  })

  it('open a row to its candidates by keyboard, the winner on top', async () => {
    const { user } = show()
    const opener = within(await row('region')).getByRole('button', { name: /region/, expanded: false })
    opener.focus()
    await user.keyboard('{Enter}')
    const rungs = within(screen.getByRole('list', { name: 'Candidates for region' })).getAllByRole('listitem')
    expect(rungs.map((each) => each.textContent)).toEqual(['winsAWS_REGIONeu-west-1', 'losesStanza, line 3us-east-1'])
    await user.keyboard('{ArrowUp}')
    expect(document.activeElement?.textContent).toContain('kms_key_id')
  })

  it('give the server’s own words where it would not start', async () => {
    show({ 'seal.resolve': () => ({ ...starts, error: 'Error configuring seal "awskms": no' }) })
    expect(await screen.findByText('The seal would stop the start')).toBeDefined()
    expect(screen.getByText('Error configuring seal "awskms": no')).toBeDefined()
  })

  it('say that the server picks at random, with every candidate', async () => {
    const candidates = ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => ({
      origin: { kind: 'environment' as const, name },
      value: name.toLowerCase(),
    }))
    const random = {
      ...seal,
      settings: [
        {
          name: 'region' as const,
          origin: { kind: 'ambiguous' as const, candidates },
          overridden: [],
          rule: 'random-merge' as const,
        },
      ],
    }
    const { user } = show({ 'seal.resolve': () => ({ seals: [random], problems: [] }) })
    expect(await screen.findByText('It differs from start to start')).toBeDefined()
    expect((await row('region')).textContent).toContain('one of aws_region, aws_default_region')
    await user.click(within(await row('region')).getByRole('button', { expanded: false }))
    expect(screen.getAllByText('may win')).toHaveLength(2)
  })

  it('compare two servers and keep only what differs', async () => {
    const other = {
      ...seal,
      settings: seal.settings.map((each) => (each.name === 'region' ? { ...each, value: 'us-east-1' } : each)),
    }
    const { user } = show({
      'seal.resolve': ({ engine: { product } }) => (product === 'vault' ? { seals: [other], problems: [] } : starts),
    })
    await user.click(await screen.findByRole('button', { name: 'Compare with another server' }))
    expect(await screen.findByText('Settings: 1 differs')).toBeDefined()
    await user.click(screen.getByRole('checkbox', { name: 'Only differences' }))
    expect((await row('region')).textContent).toContain('differs')
    expect(screen.queryByRole('row', { name: /^kms_key_id/ })).toBeNull()
  })

  it('ask with the loaded handle, and show its names without a secret', async () => {
    const asked: unknown[] = []
    const { user } = show({
      'seal.resolve': (input) => {
        asked.push(input.environment)
        return starts
      },
      'resolve.load': ({ from }) => ({
        handle: 'h1',
        form: 'env-file',
        names: [{ name: 'AWS_SECRET_ACCESS_KEY', masked: '••••••••', looksSecret: true }],
        files: [],
        carriesConfig: false,
        problems: [{ code: 'file-elsewhere', severity: 'warning', line: 1, evidence: { file: `/etc/${from}` } }],
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Paste environment' }))
    expect(await screen.findByText('More of the environment is in /etc/clipboard')).toBeDefined()
    await user.click(screen.getByRole('button', { name: /What the server gets/ }))
    expect(screen.getByRole('row', { name: /AWS_SECRET_ACCESS_KEY .*kept in the main process/ })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Add a name' }))
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'A')
    await user.type(screen.getByRole('textbox', { name: 'Value' }), '1')
    expect(asked.at(-1)).toEqual({ handle: 'h1', set: { A: '1' } })
  })

  it('ask about the configuration that Helm values carry, once that is wanted', async () => {
    const asked: unknown[] = []
    const { user } = show({
      'seal.resolve': (input) => {
        asked.push(input.carried)
        return starts
      },
      'resolve.load': () => ({ handle: 'h1', form: 'helm', names: [], files: [], problems: [], carriesConfig: true }),
    })
    await user.click(await screen.findByRole('button', { name: 'Open environment file' }))
    await user.click(await screen.findByRole('checkbox', { name: /Use the configuration that was loaded/ }))
    await expect.poll(() => asked.at(-1)).toBe(true)
  })

  it('say why an environment was not read, and forget a dismissed dialog', async () => {
    let code: 'file-unreadable' | 'cancelled' = 'file-unreadable'
    const { user } = show({
      'resolve.load': () => {
        throw new DiagnosedError(code, code === 'cancelled' ? {} : { file: '/etc/vault.env', reason: 'not-utf-8' })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Open environment file' }))
    expect((await screen.findByRole('alert')).textContent).toContain('/etc/vault.env')
    code = 'cancelled'
    await user.click(screen.getByRole('button', { name: 'Open environment file' }))
    await expect.poll(() => screen.queryByRole('alert')).toBeNull()
  })
})

describe('the proof', () => {
  it('has nothing to check with where the server finds no credentials', async () => {
    const poor = { ...seal, credential: { outcome: 'none' as const, sessionToken: false, trace: [] } }
    show({ 'seal.resolve': () => ({ seals: [poor], problems: [] }) })
    expect(await screen.findByText(/nothing to check with/)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Check as this principal' }).hasAttribute('disabled')).toBe(true)
    expect(screen.getByText(/an empty environment/)).toBeDefined()
  })

  const principal = { handle: 'p1', outcome: 'environment', availability: 'here', region: 'eu-west-1' } as const

  it('checks as the principal that main holds', async () => {
    const { user, client } = show({
      'resolve.principal': () => principal,
      'seal.check': () => ({ verdict: 'pass', steps: [], callerArn: 'arn:aws:iam::111122223333:user/seal-server' }),
    })
    await user.click(await screen.findByRole('button', { name: 'Check as this principal' }))
    expect(await screen.findByText('This principal can use the key as a seal key')).toBeDefined()
    const check = client.calls.find(({ name }) => name === 'seal.check')
    expect(check?.input).toEqual({
      connection: { kind: 'resolved', handle: 'p1' },
      kmsKeyId: 'alias/unseal',
      region: 'eu-west-1',
    })
  })

  it('says why the credentials are not to be had here', async () => {
    const { user } = show({
      'resolve.principal': () => ({ handle: 'p1', outcome: 'instance', availability: 'not-here', reason: 'instance' }),
    })
    await user.click(await screen.findByRole('button', { name: 'Check as this principal' }))
    expect(await screen.findByText(/metadata service of the server’s instance/)).toBeDefined()
    expect(screen.queryByText(/can use the key/)).toBeNull()
  })
})
