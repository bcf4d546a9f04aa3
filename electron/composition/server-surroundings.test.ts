import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createKnownServers, type KnownServersOptions, type ServersInMemory } from './known-servers.ts'
import { noDesktop } from './no-desktop.ts'

const clock = { now: () => new Date(0), monotonicMs: () => 0 }
const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secretsecret\n'
const engine = { product: 'vault', version: '1.21.4' } as const
const config = 'seal "awskms" {\n  kms_key_id = "alias/unseal"\n}\n'

let clipboard: string
let picked: () => Promise<string | undefined>
let servers: ServersInMemory

const make = (parts: Partial<KnownServersOptions> = {}) =>
  createKnownServers({
    desktop: { ...noDesktop, paste: async () => clipboard, pickFile: () => picked() },
    environment: {},
    home: '/nowhere',
    clock,
    confined: true,
    ...parts,
  })

beforeEach(() => {
  servers = make()
})

function paste(text: string, more: Partial<Parameters<ServersInMemory['load']>[0]> = {}) {
  clipboard = text
  return servers.load({ from: 'clipboard', ...more })
}

const pasteFile = (text: string, handle?: string) => paste(text, { as: 'aws-file', ...(handle && { handle }) })
const codes = ({ problems }: { problems: { code: string; key?: string | undefined }[] }) =>
  problems.map(({ code, key }) => (key ? `${code} ${key}` : code))
const unknown = { diagnosis: { code: 'bad-request', evidence: { reason: 'handle-unknown' } } }

describe('changes that come together', () => {
  it('lose nothing: the second one of a handle is told so', async () => {
    const { handle } = await paste('A=1\nB=2\nC=3\n')
    const [first, second] = await Promise.allSettled([
      servers.drop({ handle, name: 'A' }),
      servers.drop({ handle, name: 'B' }),
    ])
    if (first.status === 'rejected') throw first.reason
    expect(first.value.names.map(({ name }) => name)).toEqual(['B', 'C'])
    expect(second).toMatchObject({ status: 'rejected', reason: unknown })
    expect((await servers.drop({ handle: first.value.handle, name: 'B' })).names).toHaveLength(1)
  })

  it('count both where a name goes while a dialog is open', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'servers-')), 'more.env')
    await writeFile(path, 'D=4\n')
    const { handle } = await paste('A=1\nB=2\n')
    let choose: (path: string) => void = () => undefined
    picked = () =>
      new Promise((resolve) => {
        choose = resolve
      })
    const loading = servers.load({ from: 'file', handle })
    await servers.drop({ handle, name: 'A' })
    choose(path)
    expect((await loading).names.map(({ name }) => name)).toEqual(['B', 'D'])
  })

  it('come to nothing where the server is given up while a dialog is open', async () => {
    const { handle } = await paste('A=1\n')
    picked = async () => {
      await servers.unload(handle)
      return import.meta.filename
    }
    await expect(servers.load({ from: 'file', handle })).rejects.toMatchObject(unknown)
  })
})

describe('what the texts left open', () => {
  const units = 'A=1\nsome text\n'

  it('stays with the server, and more is added', async () => {
    const first = await paste(units)
    expect(codes(first)).toEqual(['line-not-read'])
    const dropped = await servers.drop({ handle: first.handle, name: 'A' })
    expect(codes(dropped)).toEqual(['line-not-read'])
    const more = await paste('B=1\nB=2\n', { handle: dropped.handle })
    expect(codes(more)).toEqual(['line-not-read', 'name-repeated B'])
    expect(codes(await servers.drop({ handle: more.handle, name: 'B' }))).toEqual(['line-not-read'])
  })

  it('is settled by a text that gives the value', async () => {
    const pod = `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: vault
      env:
        - name: AWS_SECRET_ACCESS_KEY
          valueFrom:
            secretKeyRef: { name: keys, key: secret }
`
    const first = await paste(pod)
    expect(codes(first)).toEqual(['value-elsewhere AWS_SECRET_ACCESS_KEY'])
    expect(codes(await paste('AWS_SECRET_ACCESS_KEY=x\n', { handle: first.handle }))).toEqual([])
  })

  it('of one text alone is said with that text alone', async () => {
    const first = await paste('nothing that could be read')
    expect(codes(first)).not.toEqual([])
    const nothing = await paste('# a comment\n')
    expect(codes(nothing)).toEqual(['nothing-read'])
    expect(codes(await paste('A=1\n', { handle: nothing.handle }))).toEqual([])
  })

  it('is said once, however often the text is loaded', async () => {
    const { handle } = await paste(units)
    expect(codes(await paste(units, { handle }))).toEqual(['line-not-read'])
  })
})

describe('an AWS file of a server whose home folder is not known', () => {
  it('is put into a home that is seen, said to be assumed, and counts', async () => {
    const loaded = await pasteFile(`[default]\n${keys}`)
    expect(loaded).toMatchObject({
      names: [{ name: 'HOME', value: '/root' }],
      files: [{ path: '/root/.aws/credentials' }],
      problems: [{ code: 'home-assumed', key: 'HOME', evidence: { home: '/root', file: '/root/.aws/credentials' } }],
    })
    const asked = { config, engine, environment: { handle: loaded.handle }, files: {} }
    expect(await servers.principal(asked)).toMatchObject({ outcome: 'shared-credentials-file' })
  })

  it('goes to the real home as soon as that is loaded', async () => {
    const first = await pasteFile(`[default]\n${keys}`)
    const second = await pasteFile('[profile p]\nregion = eu-west-1\n', first.handle)
    expect(codes(second)).toEqual(['home-assumed HOME', 'home-assumed HOME'])
    const whole = await paste('HOME=/home/vault\n', { handle: second.handle })
    expect(whole.files.map(({ path }) => path)).toEqual(['/home/vault/.aws/credentials', '/home/vault/.aws/config'])
    expect(codes(whole)).toEqual([])
    const asked = { config, engine, environment: { handle: whole.handle }, files: {} }
    expect(await servers.principal(asked)).toMatchObject({ outcome: 'shared-credentials-file' })
  })

  it('is no longer said to be assumed when the name or the file goes', async () => {
    const { handle } = await pasteFile(`[default]\n${keys}`)
    expect(codes(await servers.drop({ handle, name: 'HOME' }))).toEqual([])
    const again = await pasteFile(`[default]\n${keys}`)
    const dropped = await servers.drop({ handle: again.handle, serverPath: '/root/.aws/credentials' })
    expect(codes(dropped)).toEqual([])
  })

  it('goes where the names lead that the question lays over it, or those that were loaded', async () => {
    const typed = await paste(`[default]\n${keys}`, { as: 'aws-file', set: { HOME: '/srv/bao' } })
    expect(typed).toMatchObject({ names: [], problems: [], files: [{ path: '/srv/bao/.aws/credentials' }] })
    const { handle } = await paste('HOME=/home/vault\nAWS_SHARED_CREDENTIALS_FILE=/etc/aws/keys\n')
    const named = await pasteFile(`[default]\n${keys}`, handle)
    expect(named.files).toMatchObject([{ path: '/etc/aws/keys' }])
    const asked = { config, engine, environment: { handle: named.handle }, files: {} }
    expect(await servers.principal(asked)).toMatchObject({ outcome: 'shared-credentials-file' })
    const taken = await paste('[profile p]\nregion = eu-west-1\n', {
      as: 'aws-file',
      handle: named.handle,
      set: { HOME: null },
    })
    expect(codes(taken)).toEqual(['home-assumed HOME'])
  })

  const outcomeOf = async (handle: string, set = {}) =>
    (await servers.principal({ config, engine, environment: { handle, set }, files: {} })).outcome
  const placesOf = ({ files }: { files: { path: string }[] }) => files.map(({ path }) => path)

  it('goes to the home that is loaded after HOME was taken out', async () => {
    const { handle } = await pasteFile(`[default]\n${keys}`)
    const without = await servers.drop({ handle, name: 'HOME' })
    expect(await outcomeOf(without.handle)).toBe('none')
    const whole = await paste('HOME=/home/vault\n', { handle: without.handle })
    expect(placesOf(whole)).toEqual(['/home/vault/.aws/credentials'])
    expect(await outcomeOf(whole.handle)).toBe('shared-credentials-file')
  })

  it('is assumed to be in a home again where HOME is loaded without a value, and is read there', async () => {
    const { handle } = await pasteFile(`[default]\n${keys}`)
    const loaded = await paste('HOME=\n', { handle })
    expect(placesOf(loaded)).toEqual(['/root/.aws/credentials'])
    expect(codes(loaded)).toEqual(['home-assumed HOME'])
    expect(await outcomeOf(loaded.handle)).toBe('shared-credentials-file')
  })

  it('takes the assumed home along when it goes, unless another file is there', async () => {
    const { handle } = await pasteFile(`[default]\n${keys}`)
    const both = await pasteFile('[profile p]\nregion = eu-west-1\n', handle)
    const one = await servers.drop({ handle: both.handle, serverPath: '/root/.aws/config' })
    expect([one.names.map(({ name }) => name), codes(one)]).toEqual([['HOME'], ['home-assumed HOME']])
    const none = await servers.drop({ handle: one.handle, serverPath: '/root/.aws/credentials' })
    expect([none.names, none.files, codes(none)]).toEqual([[], [], []])
  })

  it('stays where it was placed, whatever HOME is loaded', async () => {
    const path = '/root/.aws/credentials'
    const { handle } = await paste(`[default]\n${keys}`, { as: 'aws-file', serverPath: path })
    expect(placesOf(await paste('HOME=/home/vault\n', { handle }))).toEqual([path])
  })

  it('follows the names of each question, relative ones too', async () => {
    const { handle } = await pasteFile(`[default]\n${keys}`)
    expect(await outcomeOf(handle, { HOME: '/srv/bao' })).toBe('shared-credentials-file')
    expect(await outcomeOf(handle, { AWS_SHARED_CREDENTIALS_FILE: '/etc/keys' })).toBe('shared-credentials-file')
    expect(await outcomeOf(handle, { AWS_SHARED_CREDENTIALS_FILE: 'keys' })).toBe('shared-credentials-file')
    expect(await outcomeOf(handle, { HOME: null })).toBe('none')
  })

  it('takes the place of one that was placed there, and gives it up to one', async () => {
    const path = '/root/.aws/credentials'
    const { handle } = await paste(`[placed]\n${keys}`, { as: 'aws-file', serverPath: path })
    const usual = await pasteFile(`[usual]\n${keys}`, handle)
    expect(usual.files).toEqual([{ path, profiles: ['usual'] }])
    const again = await paste(`[again]\n${keys}`, { as: 'aws-file', serverPath: path, handle: usual.handle })
    expect(again.files).toEqual([{ path, profiles: ['again'] }])
    expect((await servers.drop({ handle: again.handle, serverPath: path })).files).toEqual([])
  })

  it('of this machine is read where the machine’s names lead, with and without HOME', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'servers-'))
    await mkdir(join(folder, '.aws'))
    await writeFile(join(folder, '.aws/credentials'), `[default]\n${keys}`)
    servers = make({ environment: {}, home: folder })
    const bare = await servers.load({ from: 'this-machine' })
    expect(bare.problems).toMatchObject([{ code: 'home-assumed', evidence: { home: folder } }])
    expect(await outcomeOf(bare.handle)).toBe('shared-credentials-file')
    const file = relative(process.cwd(), join(folder, '.aws/credentials'))
    servers = make({ environment: { HOME: folder, AWS_SHARED_CREDENTIALS_FILE: file }, home: folder })
    const named = await servers.load({ from: 'this-machine' })
    expect(await outcomeOf(named.handle)).toBe('shared-credentials-file')
    expect((await servers.known(named.handle))?.principal).toMatchObject({ outcome: expect.any(String) })
  })

  it('assumes nothing where the path or the home is given', async () => {
    const placed = await paste(`[default]\n${keys}`, { as: 'aws-file', serverPath: '/etc/vault/aws' })
    expect(placed).toMatchObject({ names: [], problems: [] })
    const { handle } = await paste('HOME=/home/vault\n')
    expect(await pasteFile(`[default]\n${keys}`, handle)).toMatchObject({
      files: [{ path: '/home/vault/.aws/credentials' }],
      problems: [],
    })
  })
})

describe('what cannot be taken', () => {
  it.each([
    ['an environment', {}],
    ['an AWS file', { as: 'aws-file' } as const],
  ])('from a clipboard without text is refused as %s', async (_, as) => {
    for (const text of ['', ' \n']) {
      await expect(paste(text, as)).rejects.toMatchObject({
        diagnosis: { code: 'bad-request', evidence: { reason: 'clipboard-without-text' } },
      })
    }
  })

  it('of this machine is left out with a word, and holds nothing up', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'servers-'))
    const pipe = join(folder, 'config')
    execFileSync('mkfifo', [pipe])
    servers = make({ environment: { AWS_CONFIG_FILE: pipe }, home: folder })
    expect(await servers.load({ from: 'this-machine' })).toMatchObject({
      files: [],
      problems: [{ code: 'file-not-read', evidence: { file: pipe } }],
    })
  })
})
