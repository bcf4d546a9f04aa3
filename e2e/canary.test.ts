/**
 * Canaries: a known string stands in every place where the app can see a secret; then everything the app says and
 * writes is searched for it. Replies, progress, standard error, every file under the data folder.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Connection } from '../shared/domain/connection.ts'
import { exportForms } from '../shared/domain/export-form.ts'
import { lines, type Place, withPlace } from './fixtures/call.ts'

const canary = 'CANARYsecretCANARYsecretCANARYsecretCANA'
const hidden = (kind: string) => `${canary}${kind}`

async function plant(place: Place): Promise<void> {
  await mkdir(join(place.home, '.aws', 'sso', 'cache'), { recursive: true })
  const credentials = `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${hidden('file')}\naws_session_token = ${hidden('token')}\n
[half]\naws_secret_access_key = ${hidden('half')}\n`
  const config = `[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = default\nregion = us-east-1\n
[profile process]\nregion = us-east-1\ncredential_process = echo '{"Version":1,"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"${hidden('process')}","SessionToken":"${hidden('process-token')}"}'\n
[profile broken]\nregion = us-east-1\ncredential_process = sh -c "echo ${hidden('broken')} >&2; echo ${hidden('broken')}; exit 3"\n
[profile sso]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = r\n
[profile endpoint]\nregion = us-east-1\nendpoint_url = http://u:${hidden('profile-endpoint')}@127.0.0.1:9\n
[profile query]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:9/?token=${hidden('profile-query')}\n
[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n`
  const token = JSON.stringify({
    accessToken: hidden('sso'),
    refreshToken: hidden('refresh'),
    clientSecret: hidden('client'),
    clientId: 'c',
    expiresAt: '2020-01-01T00:00:00Z',
  })
  await writeFile(join(place.home, '.aws', 'credentials'), credentials)
  await writeFile(join(place.home, '.aws', 'config'), config)
  await writeFile(join(place.home, '.aws', 'sso', 'cache', '5f98bbd5f9e2ac5a4fac4bb7ea8e2ae0e2d3a4d0.json'), token)
  place.environment = {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: hidden('environment'),
    AWS_SESSION_TOKEN: hidden('environment-token'),
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    VAULT_TOKEN: hidden('vault-token'),
  }
}

async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.map((file) => readFile(file, 'latin1')))
}

const leaks = (text: string) => [
  ...new Set([...text.matchAll(new RegExp(`${canary}[a-z-]*`, 'g'))].map(([found]) => found.slice(canary.length))),
]

it(
  'lets no secret that it can see into a reply, a log, a saved file or an export',
  () =>
    withPlace(async (place) => {
      await plant(place)
      const door = lines(place)
      const replies: unknown[] = []
      const ask: typeof door.ask = async (procedure, input) => {
        const reply = await door.ask(procedure, input)
        replies.push(reply)
        return reply
      }
      const profiles = ['default', 'half', 'role', 'process', 'broken', 'sso', 'endpoint', 'query', 'absent']
      const connections: Connection[] = [
        { kind: 'environment' },
        { kind: 'sandbox' },
        ...profiles.map((profile) => ({ kind: 'profile' as const, profile })),
      ]
      await ask('identity.list', {})
      for (const connection of connections) {
        await ask('identity.use', { connection })
        await ask('seal.check', { connection, kmsKeyId: 'alias/vault-unseal', region: 'us-east-1' })
        await ask('keys.list', { connection })
        await ask('bench.encrypt', {
          connection,
          kmsKeyId: 'alias/vault-unseal',
          region: 'us-east-1',
          plaintext: hidden('plaintext'),
        })
      }
      const made = await door.ask('bench.encrypt', {
        connection: { kind: 'sandbox' },
        kmsKeyId: 'alias/vault-unseal',
        plaintext: hidden('plaintext'),
      })
      if (!made.ok) throw new Error(made.diagnosis.code)
      replies.push(made)
      await ask('blob.decode', { bytes: made.value.blob })
      await ask('blob.verify', { connection: { kind: 'sandbox' }, bytes: made.value.blob })
      for (const form of exportForms) {
        const parameters = {
          kms_key_id: 'alias/x',
          access_key: 'AKIAIOSFODNN7EXAMPLE',
          secret_key: hidden('stanza'),
          session_token: hidden('stanza-token'),
        }
        await ask('config.export', { parameters, engine: { product: 'vault', version: '1.21.4' }, form })
      }
      for (const text of [
        `seal "awskms" {\n  secret_key = "${hidden('file-text')}"\n  session_token = " ${hidden('blanks')}"\n}\n`,
        `seal "awskms" {\n  secret_key "${hidden('broken')}"\n}\n`,
        `{"seal": {"awskms": {"secret_key": "${hidden('json')}"}}}`,
      ]) {
        await ask('config.parse', { text })
        await ask('config.lint', { text, engine: { product: 'vault', version: '1.21.4' } })
      }
      await asksAboutServers(ask, place)
      const seal = {
        name: 's',
        engine: { product: 'vault', version: '1.21.4' },
        connection: { kind: 'sandbox' },
      } as const
      await ask('seals.save', { ...seal, parameters: { secret_key: hidden('saved') } })
      await ask('seals.save', {
        ...seal,
        parameters: { kms_key_id: 'alias/x', endpoint: `http://user:${hidden('userinfo')}@127.0.0.1:9` },
      })
      await ask('seals.list', {})
      const { stdout, stderr } = await door.end()

      expect(replies.length).toBeGreaterThan(40)
      const said = JSON.stringify(replies) + stdout + stderr
      const written = (await everyFile(place.data)).join('\n')
      expect(written).not.toBe('')
      expect(leaks(said)).toEqual([])
      expect(leaks(written)).toEqual([])
    }),
  60_000,
)

/** Everything about loaded servers, with configurations that refer to what is secret there. */
async function asksAboutServers(ask: ReturnType<typeof lines>['ask'], place: Place): Promise<void> {
  const file = join(place.home, 'server.env')
  const token = join(place.home, 'token')
  await writeFile(
    file,
    `AWS_SECRET_ACCESS_KEY='${hidden('loaded')}'\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nHOME=/home/vault\n`,
  )
  await writeFile(token, hidden('loaded-token'))
  for (const input of [{ from: 'this-machine' }, { from: 'file', path: file }] as const) {
    const loaded = await ask('resolve.load', input)
    if (!loaded.ok) throw new Error(loaded.diagnosis.code)
    let { handle } = loaded.value
    const credentials = join(place.home, '.aws', 'credentials')
    for (const [path, serverPath] of [
      [credentials, '/c'],
      [token, '/t'],
    ] as const) {
      const more = await ask('resolve.load', { from: 'file', path, handle, as: 'aws-file', serverPath })
      if (!more.ok) throw new Error(more.diagnosis.code)
      handle = more.value.handle
    }
    await ask('seal.check', { connection: { kind: 'resolved', handle }, kmsKeyId: 'alias/x', region: 'us-east-1' })
    for (const reference of [
      'env://AWS_SECRET_ACCESS_KEY',
      'env://VAULT_TOKEN',
      'file:///c',
      'file:///t',
      'file:///absent',
    ]) {
      const config = `seal "awskms" {\n  kms_key_id = "k"\n  access_key = "${reference}"\n  secret_key = "${reference}"\n}\n`
      for (const engine of [
        { product: 'vault', version: '1.21.4' },
        { product: 'openbao', version: '2.6.2' },
        { product: 'openbao', version: '2.6.2', plugin: '2.5.0' },
      ] as const) {
        const question = { config, engine, environment: { handle }, files: {} }
        await ask('seal.resolve', question)
        const found = await ask('resolve.principal', question)
        if (!found.ok) throw new Error(found.diagnosis.code)
        const connection = { kind: 'resolved', handle: found.value.handle } as const
        await ask('seal.check', { connection, kmsKeyId: 'alias/x', endpoint: 'http://127.0.0.1:9' })
      }
    }
  }
}

/** URLs that carry a password or a token, each in the place where a user may have put it. */
const environments: [string, Record<string, string>][] = [
  ['an endpoint', { AWS_ENDPOINT_URL: `http://u:${hidden('url')}@127.0.0.1:9` }],
  ['the query of an endpoint', { AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:9/?token=${hidden('query')}` }],
  ['a text that is no endpoint', { AWS_ENDPOINT_URL: `ftp://u:${hidden('ftp')}@127.0.0.1:9` }],
  ['a proxy of another scheme', { HTTPS_PROXY: `ftp://u:${hidden('proxy')}@127.0.0.1:9` }],
  ['a proxy that is not there', { HTTPS_PROXY: `http://u:${hidden('proxy')}@127.0.0.1:9` }],
  ['a proxy over SOCKS', { HTTPS_PROXY: `socks5h://u:${hidden('socks')}@127.0.0.1:9` }],
  ['a proxy that is no URL', { HTTPS_PROXY: `u:${hidden('text')}@127.0.0.1:port` }],
]

it.each(environments)(
  'lets no password of %s in the environment out',
  (_, environment) =>
    withPlace(async (place) => {
      place.environment = {
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: hidden('environment'),
        AWS_REGION: 'us-east-1',
        ...environment,
      }
      const door = lines(place)
      const connection = { kind: 'environment' } as const
      const replies: unknown[] = []
      for (const place of [{}, { endpoint: `ftp://u:${hidden('input')}@127.0.0.1:9` }]) {
        const seal = { connection, kmsKeyId: 'alias/a', ...place }
        replies.push(await door.ask('seal.check', seal))
        replies.push(await door.ask('bench.encrypt', { ...seal, plaintext: 'x' }))
      }
      replies.push(await door.ask('identity.use', { connection }), await door.ask('keys.list', { connection }))
      const { stdout, stderr } = await door.end()
      expect(replies).toHaveLength(6)
      expect(leaks(JSON.stringify(replies) + stdout + stderr)).toEqual([])
      expect(leaks((await everyFile(place.data)).join('\n'))).toEqual([])
    }),
  60_000,
)
