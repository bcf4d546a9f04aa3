import { cleanup, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../../../shared/diagnosis.ts'
import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
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

function show(handlers: FakeHandlers = {}, ownEngine: Engine = engine, text = config) {
  const at = { path: '/x', route: '/x', screen: <EffectiveSettings id={id} config={text} engine={ownEngine} /> }
  return renderScreen(at, { 'seal.resolve': () => starts, ...handlers })
}

async function addsName(user: UserEvent, name: string, value: string) {
  await user.click(await screen.findByRole('button', { name: /What the server gets/ }))
  await user.click(screen.getByRole('button', { name: 'Add a name' }))
  if (name !== '') await user.type(screen.getByRole('textbox', { name: 'Name' }), name)
  if (value !== '') await user.type(screen.getByRole('textbox', { name: 'Value' }), value)
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
    const error = 'Error configuring seal "awskms": no'
    const { user } = show({ 'seal.resolve': () => ({ seals: [{ ...seal, error }], error, problems: [] }) })
    expect(await screen.findByText('With an empty environment the seal would stop the start')).toBeDefined()
    expect(screen.getByText('Error configuring seal "awskms": no')).toBeDefined()
    await addsName(user, 'A', '1')
    expect(await screen.findByText('The seal would stop the start')).toBeDefined()
  })

  it('call a configuration that is refused as such by its name, whatever the environment', async () => {
    show({ 'seal.resolve': () => ({ ...starts, error: 'error loading configuration from x.hcl: no' }) })
    expect(await screen.findByText('The seal would stop the start')).toBeDefined()
  })

  it('hold only the findings of the latest answer, however many of them are alike', async () => {
    const slow = { code: 'metadata-slow', severity: 'warning', evidence: {} } as const
    let count = 5
    const { user } = show({
      'seal.resolve': () => ({ ...starts, problems: Array.from({ length: count }, () => slow) }),
    })
    const findings = async () =>
      within(await screen.findByRole('region', { name: 'Findings' })).queryAllByRole('listitem')
    await expect.poll(async () => (await findings()).length).toBe(5)
    count = 2
    await addsName(user, 'A', '1')
    await expect.poll(async () => (await findings()).length).toBe(2)
  })

  it('tell the gravest finding first', async () => {
    const finding = (severity: 'error' | 'info', line: number) =>
      ({ code: 'unknown-key', severity, line, key: 'x', evidence: {} }) as const
    show({ 'seal.resolve': () => ({ ...starts, problems: [finding('info', 1), finding('error', 2)] }) })
    const region = await screen.findByRole('region', { name: 'Findings' })
    expect(
      within(region)
        .getAllByText(/^line/)
        .map((place) => place.textContent),
    ).toEqual(['line 2', 'line 1'])
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

  it('compare with the other product than the one that is shown', async () => {
    const { user } = show()
    await user.click(await screen.findByRole('button', { name: 'HashiCorp Vault' }))
    await user.click(screen.getByRole('button', { name: 'Compare with another server' }))
    expect(await screen.findByRole('region', { name: /^Verdict for HashiCorp Vault/ })).toBeDefined()
    expect(screen.getByRole('region', { name: /^Verdict for OpenBao/ })).toBeDefined()
    expect(document.activeElement?.textContent).toBe('Stop comparing')
  })

  it('compare nothing with a server that has not answered, or does not', async () => {
    let isBroken = false
    let finish = () => {}
    const { user, client } = show({
      'seal.resolve': async ({ engine: { product } }) => {
        if (product === 'vault') await new Promise<void>((resolve) => (finish = resolve))
        if (product === 'vault' && isBroken) throw new DiagnosedError('bad-request', { reason: 'too-long' })
        return starts
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Compare with another server' }))
    expect(screen.getAllByRole('region', { name: /^Verdict/ })).toHaveLength(1)
    expect(screen.queryByText(/^Settings: /)).toBeNull()
    isBroken = true
    finish()
    await screen.findByRole('alert')
    expect(screen.getAllByRole('region', { name: /^Verdict/ })).toHaveLength(1)
    expect(client.calls.filter(({ name }) => name === 'seal.resolve').length).toBeGreaterThan(1)
  })

  it('go back to the seal’s own server, by name and with the saved seal', async () => {
    const { user } = show()
    const verdict = (server: string) => screen.findByRole('region', { name: `Verdict for ${server}` })
    await user.click(await screen.findByRole('button', { name: 'HashiCorp Vault' }))
    await user.click(await screen.findByRole('button', { name: 'Back to OpenBao 2.6.2' }))
    await verdict('OpenBao 2.6.2')
    await user.click(screen.getByRole('button', { name: 'HashiCorp Vault' }))
    cleanup()
    show({}, { product: 'openbao', version: '2.5.0' })
    await verdict('OpenBao 2.5.0')
    await user.click(screen.getByRole('button', { name: 'HashiCorp Vault' }))
    await user.click(screen.getByRole('button', { name: 'OpenBao' }))
    await verdict('OpenBao 2.5.0')
  })

  it.each(['openbao', 'vault'] as const)(
    'show what one server reads where the other (%s) refuses',
    async (refusing) => {
      const refused: EffectiveConfiguration = { seals: [], error: 'unknown wrapper: awskms', problems: [] }
      const { user } = show({
        'seal.resolve': ({ engine: { product } }) => (product === refusing ? refused : starts),
      })
      await user.click(await screen.findByRole('button', { name: 'Compare with another server' }))
      expect(await screen.findByText('Settings: one of the servers stops before it reads any')).toBeDefined()
      expect((await row('region')).textContent).toMatch(/eu-west-1.*not read|not read.*eu-west-1/)
      expect(screen.getByRole('region', { name: /^Credentials of/ }).textContent).toContain('AKIAEXAMPLE')
    },
  )

  it('part a pasted assignment, warn about a secret in it, and say which of two rows counts', async () => {
    const { user } = show()
    await addsName(user, '', '')
    await user.click(screen.getByRole('textbox', { name: 'Name' }))
    await user.paste('export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI')
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'AWS_SECRET_ACCESS_KEY')
    expect(screen.getByText(/This looks like a secret/)).toBeDefined()
    await user.clear(screen.getByRole('textbox', { name: 'Value' }))
    await user.type(screen.getByRole('textbox', { name: 'Name' }), '=x')
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'AWS_SECRET_ACCESS_KEY=x')
    await user.type(screen.getByRole('textbox', { name: 'Name' }), '{Backspace}{Backspace}')
    await user.type(screen.getByRole('textbox', { name: 'Value' }), 'wJalrXUtnFEMI')
    await user.click(screen.getByRole('button', { name: 'Take the name out' }))
    await user.click(screen.getByRole('button', { name: 'Set a value' }))
    expect(screen.getByRole('textbox', { name: 'Value' })).toHaveProperty('value', 'wJalrXUtnFEMI')
    await user.click(screen.getByRole('button', { name: 'Add a name' }))
    await user.keyboard('AWS_SECRET_ACCESS_KEY')
    expect(screen.getByText(/stands in a later row again/)).toBeDefined()
  })

  it('show a loaded name that the configuration refers to, whatever it is called', async () => {
    const names = ['MY_KEY', 'OTHER'].map((name) => ({ name, masked: '••••••••', looksSecret: false }))
    const { user } = show(
      { 'resolve.load': () => ({ handle: 'h1', names, files: [], carriesConfig: false, problems: [] }) },
      engine,
      'seal "awskms" {\n  access_key = "env://MY_KEY"\n}\n',
    )
    await user.click(await screen.findByRole('button', { name: 'Paste environment' }))
    await user.click(screen.getByRole('button', { name: /What the server gets/ }))
    expect(await screen.findByRole('row', { name: /MY_KEY/ })).toBeDefined()
    expect(screen.queryByRole('row', { name: /OTHER/ })).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: 'Show the other one, too' }))
    expect(screen.getByRole('row', { name: /OTHER/ })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Forget what was loaded' }))
    expect(document.activeElement?.textContent).toBe('Paste environment')
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

  const principal = {
    handle: 'p1',
    outcome: 'environment',
    availability: 'here',
    region: 'eu-west-1',
    kmsKeyId: 'alias/Vault-Prod-Cluster1',
  } as const

  it('checks the key of the principal that main holds, as that principal', async () => {
    const { user, client } = show({
      'resolve.principal': () => principal,
      'seal.check': () => ({ verdict: 'pass', steps: [], callerArn: 'arn:aws:iam::111122223333:user/seal-server' }),
    })
    await user.click(await screen.findByRole('button', { name: 'Check as this principal' }))
    expect(await screen.findByText('This principal can use the key as a seal key')).toBeDefined()
    const check = client.calls.find(({ name }) => name === 'seal.check')
    expect(check?.input).toEqual({
      connection: { kind: 'resolved', handle: 'p1' },
      kmsKeyId: 'alias/Vault-Prod-Cluster1',
      region: 'eu-west-1',
    })
  })

  it.each([
    ['instance', /only where it runs/],
    ['sso', /only where it runs/],
  ] as const)('says before it is asked that those of %s are not to be had here', async (outcome, words) => {
    const elsewhere = { ...seal, credential: { outcome, sessionToken: false, trace: [] } }
    show({ 'seal.resolve': () => ({ seals: [elsewhere], problems: [] }) })
    expect(await screen.findByText(words)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Check as this principal' }).hasAttribute('disabled')).toBe(true)
  })

  it('is not there for a seal without KMS', async () => {
    show({ 'seal.resolve': () => ({ seals: [{ ...seal, type: 'shamir', settings: [] }], problems: [] }) })
    await screen.findByRole('region', { name: /^Verdict/ })
    expect(screen.queryByRole('region', { name: 'Proof' })).toBeNull()
  })

  it('ends with the screen: a principal that is found afterwards is given up unchecked', async () => {
    let found = (_: typeof principal) => {}
    const { user, client } = show({
      'resolve.principal': () => new Promise<typeof principal>((resolve) => (found = resolve)),
      'resolve.unload': () => ({}),
    })
    await user.click(await screen.findByRole('button', { name: 'Check as this principal' }))
    cleanup()
    found(principal)
    await expect.poll(() => client.calls.at(-1)).toMatchObject({ name: 'resolve.unload', input: { handle: 'p1' } })
    expect(client.calls.some(({ name }) => name === 'seal.check')).toBe(false)
  })

  it('keeps a failure to the question that it belongs to', async () => {
    const { user } = show({
      'resolve.principal': () => {
        throw new DiagnosedError('bad-request', { reason: 'handle-unknown' })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Check as this principal' }))
    expect(await screen.findByRole('alert')).toBeDefined()
    await addsName(user, 'A', '1')
    await expect.poll(() => screen.queryByRole('alert')).toBeNull()
  })

  it('says why the credentials are not to be had here', async () => {
    const { user } = show({
      'resolve.principal': () => ({
        handle: 'p1',
        outcome: 'environment',
        availability: 'not-here',
        reason: 'not-a-key',
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Check as this principal' }))
    expect(await screen.findByText(/These credentials are not to be had here/)).toBeDefined()
    expect(screen.queryByText(/can use the key/)).toBeNull()
  })
})
