import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectiveConfigurationSchema } from '../../shared/domain/effective-configuration.ts'
import { createKnownServers, type ServersInMemory } from './known-servers.ts'
import { noDesktop } from './no-desktop.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const environmentText = `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=${secret}\nAWS_REGION=eu-west-1\nHOME=/home/vault\n`
const stanza = 'seal "awskms" {\n  kms_key_id = "alias/unseal"\n}\n'
const question = { config: stanza, engine: { product: 'openbao', version: '2.6.2' } as const, files: {} }
const clock = { now: () => new Date(0), monotonicMs: () => 0 }

let clipboard = ''
let picked: string | undefined
const desktop = { ...noDesktop, paste: async () => clipboard, pickFile: async () => picked }
const make = (confined = true): ServersInMemory =>
  createKnownServers({
    desktop,
    environment: { AWS_REGION: 'local', ODD: undefined },
    home: '/nowhere',
    clock,
    confined,
  })

let servers: ServersInMemory
beforeEach(() => {
  servers = make()
  clipboard = environmentText
  picked = undefined
})

async function fileOf(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'servers-')), 'vault.env')
  await writeFile(path, text)
  return path
}

describe('loading an environment', () => {
  it('answers names and masked values, and no secret', async () => {
    const loaded = await servers.load({ from: 'clipboard' })
    expect(loaded.names.map(({ name, value }) => [name, value])).toEqual([
      ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
      ['AWS_REGION', 'eu-west-1'],
      ['AWS_SECRET_ACCESS_KEY', undefined],
      ['HOME', '/home/vault'],
    ])
    expect(JSON.stringify(loaded)).not.toContain(secret)
  })

  it('adds to what a handle holds, and takes single names out', async () => {
    const { handle } = await servers.load({ from: 'clipboard' })
    clipboard = 'AWS_REGION=us-west-2\nMORE=1\n'
    const more = await servers.load({ from: 'clipboard', handle })
    expect(more.handle).not.toBe(handle)
    await expect(servers.load({ from: 'clipboard', handle })).rejects.toMatchObject({
      diagnosis: { evidence: { reason: 'handle-unknown' } },
    })
    expect(more.names.find(({ name }) => name === 'AWS_REGION')?.value).toBe('us-west-2')
    expect(more.names).toHaveLength(5)
    expect((await servers.drop({ handle: more.handle, name: 'MORE' })).names).toHaveLength(4)
  })

  it('refuses a path that the page names, and takes the one that the user picks', async () => {
    const path = await fileOf(environmentText)
    await expect(servers.load({ from: 'file', path })).rejects.toMatchObject({
      diagnosis: { code: 'bad-request', evidence: { reason: 'file-not-chosen' } },
    })
    picked = path
    expect(await servers.load({ from: 'file' })).toMatchObject({ source: 'vault.env', form: 'env-file' })
    expect(await make(false).load({ from: 'file', path })).toMatchObject({ source: 'vault.env' })
  })

  it('says that a dialog was dismissed', async () => {
    await expect(servers.load({ from: 'file' })).rejects.toMatchObject({ diagnosis: { code: 'cancelled' } })
  })

  it('takes the environment of this machine', async () => {
    const { names, form } = await servers.load({ from: 'this-machine' })
    expect({ names: names.map(({ name }) => name), form }).toEqual({ names: ['AWS_REGION'], form: 'process' })
  })

  it('keeps a configuration that came along to itself, and answers about it', async () => {
    clipboard = `server:\n  standalone:\n    config: |\n      storage "consul" {\n        token = "${secret}"\n      }\n      seal "awskms" {\n        kms_key_id = "alias/carried"\n      }\n`
    const loaded = await servers.load({ from: 'clipboard' })
    expect(loaded).toMatchObject({ carriesConfig: true })
    expect(JSON.stringify(loaded)).not.toContain(secret)
    const keyOf = async (carried: boolean) => {
      const environment = { handle: loaded.handle }
      const { seals } = await servers.resolve({ ...question, environment, carried })
      return seals[0]?.settings.find(({ name }) => name === 'kms_key_id')?.value
    }
    expect(await keyOf(false)).toBe('alias/unseal')
    expect(await keyOf(true)).toBe('alias/carried')
  })
})

describe('asking about a known server', () => {
  it('resolves with its environment and files, with what is typed laid over them', async () => {
    const { handle } = await servers.load({ from: 'clipboard' })
    const regionOf = async (set?: Record<string, string | null>) => {
      const environment = { handle, ...(set && { set }) }
      const { seals } = await servers.resolve({ ...question, environment })
      return seals[0]?.settings.find(({ name }) => name === 'region')?.value
    }
    expect(await regionOf()).toBe('eu-west-1')
    expect(await regionOf({ AWS_REGION: 'eu-north-1' })).toBe('eu-north-1')
    expect(await regionOf({ AWS_REGION: null })).toBe('us-east-1')
  })

  it('spells out no secret that a configuration refers to', async () => {
    const { handle } = await servers.load({ from: 'clipboard' })
    const config =
      'seal "awskms" {\n  kms_key_id = "k"\n  access_key = "env://AWS_SECRET_ACCESS_KEY"\n  secret_key = "x"\n}\n'
    const asked = { ...question, config, environment: { handle } }
    expect(JSON.stringify(await servers.resolve(asked))).not.toContain(secret)
    expect(JSON.stringify(await servers.principal(asked))).not.toContain(secret)
  })

  it('answers from one moment, whatever is taken out meanwhile', async () => {
    const { handle } = await servers.load({ from: 'clipboard' })
    const config =
      'seal "awskms" {\n  kms_key_id = "k"\n  access_key = "env://AWS_SECRET_ACCESS_KEY"\n  secret_key = "x"\n}\n'
    const answer = servers.principal({ ...question, config, environment: { handle } })
    const dropped = servers.drop({ handle, name: 'AWS_SECRET_ACCESS_KEY' })
    const [told] = await Promise.allSettled([answer, dropped])
    expect(JSON.stringify(told)).not.toContain(secret)
  })

  it('refuses more than it would keep', async () => {
    clipboard = Array.from({ length: 10_001 }, (_, at) => `N${at}=1\n`).join('')
    await expect(servers.load({ from: 'clipboard' })).rejects.toMatchObject({
      diagnosis: { code: 'bad-request', evidence: { reason: 'too-long' } },
    })
  })

  it('masks nothing that is public under another name or stands in the question', async () => {
    clipboard = `${environmentText}CLUSTER_REGION=eu-west-1\nPWD=/home/vault\nMY_KEY=alias/unseal\n`
    const { handle } = await servers.load({ from: 'clipboard' })
    const answer = JSON.stringify(await servers.resolve({ ...question, environment: { handle } }))
    expect(answer).toContain('"eu-west-1"')
    expect(answer).toContain('alias/unseal')
    expect(answer).not.toContain('••')
  })

  it.each(['disabled', 'container', 'instance', 'web-identity', 'outranked', 'access_key'])(
    'answers in the contract’s own words, whatever a variable holds: %s',
    async (word) => {
      clipboard = `${environmentText}TRACING=${word}\nMODE_TOKEN=${word}\n`
      const { handle } = await servers.load({ from: 'clipboard' })
      const asked = { ...question, environment: { handle } }
      const answer = await servers.resolve(asked)
      expect(effectiveConfigurationSchema.safeParse(answer).error).toBeUndefined()
      expect(JSON.stringify(answer)).not.toContain('••')
      expect(await servers.principal(asked)).toMatchObject({ outcome: 'environment' })
    },
  )

  it('leaves the region of a profile, a key and a path as they are where another variable holds the same or a part', async () => {
    clipboard =
      'HOME=/opt/vault\nPWD=/opt/vault\nCLUSTER_REGION=eu-central-1\nHOSTNAME=vault-prod\n' +
      'AWSKMS_WRAPPER_KEY_ID=alias/vault-prod\nAWS_SHARED_CREDENTIALS_FILE=/opt/vault/aws.conf\n'
    const { handle: first } = await servers.load({ from: 'clipboard' })
    clipboard = `[default]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`
    const { handle } = await servers.load({
      from: 'clipboard',
      handle: first,
      as: 'aws-file',
      serverPath: '/opt/vault/aws.conf',
    })
    const asked = { ...question, engine: { product: 'vault', version: '1.21.4' } as const, environment: { handle } }
    expect(await servers.principal(asked)).toMatchObject({ region: 'eu-central-1', kmsKeyId: 'alias/vault-prod' })
    const answer = JSON.stringify(await servers.resolve(asked))
    expect(answer).toContain('/opt/vault/aws.conf')
    expect(answer).not.toContain('••')
  })

  it('takes a variable called handle for a variable beside others', async () => {
    const environment = { handle: 'x', AWS_REGION: 'eu-north-1' }
    const { seals } = await servers.resolve({ ...question, environment })
    expect(seals[0]?.settings.find(({ name }) => name === 'region')?.value).toBe('eu-north-1')
  })

  it('refuses a handle that it does not know', async () => {
    await expect(servers.resolve({ ...question, environment: { handle: 'gone' } })).rejects.toMatchObject({
      diagnosis: { code: 'bad-request', evidence: { reason: 'handle-unknown' } },
    })
    const { handle } = await servers.load({ from: 'clipboard' })
    await servers.unload(handle)
    expect(await servers.known(handle)).toBeUndefined()
  })
})

describe('the principal of a server', () => {
  it('is complete where the surroundings hold its keys', async () => {
    const { handle } = await servers.load({ from: 'clipboard' })
    const answer = await servers.principal({ ...question, environment: { handle } })
    expect(answer).toMatchObject({ outcome: 'environment', availability: 'here', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })
    expect(JSON.stringify(answer)).not.toContain(secret)
    const known = await servers.known(answer.handle)
    expect(known?.principal).toMatchObject({ keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } })
  })

  it('reads the credentials file as AWS’s programs do where no stanza is given', async () => {
    clipboard = 'HOME=/home/vault\nAWS_PROFILE=ops\n'
    const { handle } = await servers.load({ from: 'clipboard' })
    clipboard = `[ops]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`
    const { files, handle: whole } = await servers.load({ from: 'clipboard', handle, as: 'aws-file' })
    expect(files).toEqual([{ path: '/home/vault/.aws/credentials', profiles: ['ops'] }])
    expect((await servers.known(whole))?.principal).toMatchObject({ keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } })
  })

  it.each([
    [{}, { imds: { role: 'vault' } }, 'instance', 'instance'],
    [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' }, {}, 'container', 'container'],
    [{}, { imds: 'unreachable' as const }, 'none', 'no-credentials'],
  ])('says what only the server can get', async (environment, world, outcome, reason) => {
    const asked = { ...question, engine: { product: 'vault', version: '1.21.4' } as const, environment, world }
    expect(await servers.principal(asked)).toMatchObject({ outcome, availability: 'not-here', reason })
  })

  it('does not run a command that a file of the server names', async () => {
    const config = '[profile ops]\ncredential_process = touch /tmp/ran\n'
    const asked = {
      ...question,
      engine: { product: 'openbao', version: '2.6.2', plugin: '2.5.0' } as const,
      environment: { HOME: '/home/vault', AWS_PROFILE: 'ops' },
      files: { '/home/vault/.aws/config': config },
    }
    expect(await servers.principal(asked)).toMatchObject({ outcome: 'process', reason: 'command' })
  })

  it('is told whole where its key, region, endpoint and role have their forms, whatever else holds the same', async () => {
    const vault = { product: 'vault', version: '1.21.4' } as const
    const asking = async (text: string, more = {}) => {
      clipboard = `${environmentText}${text}`
      const { handle } = await servers.load({ from: 'clipboard' })
      return servers.principal({ ...question, engine: vault, environment: { handle }, ...more })
    }
    const named = 'VAULT_AWSKMS_SEAL_KEY_ID=alias/Vault-Prod-Cluster1\nVAULT_CLUSTER_NAME=Vault-Prod-Cluster1\n'
    expect(await asking(named)).toMatchObject({ availability: 'here', kmsKeyId: 'alias/Vault-Prod-Cluster1' })
    const dense = 'alias/aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1'
    const carried = `server:\n  standalone:\n    config: |\n      seal "awskms" {\n        kms_key_id = "${dense}"\n      }\n`
    expect(await asking(`VAULT_AWSKMS_SEAL_KEY_ID=${dense}\n`)).toMatchObject({ kmsKeyId: dense })
    clipboard = environmentText
    const { handle: first } = await servers.load({ from: 'clipboard' })
    clipboard = carried
    const { handle } = await servers.load({ from: 'clipboard', handle: first })
    expect(await servers.principal({ ...question, environment: { handle }, carried: true })).toMatchObject({
      kmsKeyId: dense,
    })
    const arn = 'arn:aws:iam::111122223333:role/Vault-Prod-Cluster1'
    const role = `AWS_ROLE_ARN=${arn}\nVAULT_ROLE=${arn}\nCLUSTER_TOKEN=Vault-Prod-Cluster1\nAWS_WEB_IDENTITY_TOKEN_FILE=/token\n`
    clipboard = `HOME=/h\nAWS_REGION=eu-west-1\n${role}`
    const { handle: withRole } = await servers.load({ from: 'clipboard' })
    const asked = { ...question, engine: vault, environment: { handle: withRole }, files: { '/token': 'a.b.c' } }
    expect(await servers.principal(asked)).toMatchObject({ role: 'Vault-Prod-Cluster1', availability: 'here' })
  })

  it('is not checked with a key that is no key reference, unless the question itself says it', async () => {
    const set = { VAULT_AWSKMS_SEAL_KEY_ID: 'stand-in' }
    clipboard = `${environmentText}VAULT_AWSKMS_SEAL_KEY_ID=${secret}\nAWS_ENDPOINT_URL=https://kms.corp/aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1\n`
    const { handle } = await servers.load({ from: 'clipboard' })
    const engine = { product: 'openbao', version: '2.6.2', plugin: '2.5.0' } as const
    const answer = await servers.principal({ ...question, engine, environment: { handle } })
    expect(answer).toMatchObject({ availability: 'not-here', reason: 'not-a-key-id' })
    expect(answer).not.toHaveProperty('kmsKeyId')
    expect(answer).not.toHaveProperty('endpoint')
    const typed = await servers.principal({ ...question, engine, environment: { handle, set } })
    expect(typed).toMatchObject({ availability: 'here', kmsKeyId: 'stand-in' })
  })

  it('is told to be refused where the server does not start', async () => {
    const asked = { ...question, config: 'seal "awskms" {\n  access_key = "AKIAX"\n}\n', environment: {} }
    expect(await servers.principal(asked)).toMatchObject({ availability: 'not-here' })
  })
})
