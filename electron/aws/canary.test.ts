import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import { createIdentities } from './identities.ts'
import { type AwsKmsAccess, createKmsAccess } from './kms-access.ts'
import { callerAnswer, refusedBySts, type StandIn, startStandIn } from './testing/stand-in.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

/** In every place where this machine could hold a secret. None may come out of this folder in any shape. */
const canary = 'CANARY-7f3a'

let aws: StandIn
let world: TestWorld
let access: AwsKmsAccess
let answers: 'accepting' | 'refusing' | 'talking'

const session = 'arn:aws:iam::111122223333:user/dev'
const files = {
  '.aws/credentials': `[keys]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = ${canary}\naws_session_token = ${canary}\n[half]\naws_secret_access_key = ${canary}\n`,
  '.aws/config': `[profile role]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = keys
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/d
[profile fails]
credential_process = sh -c 'echo ${canary}; echo ${canary} >&2; exit 4'
[profile talks]
credential_process = echo ${canary}
[profile nothing]
credential_process = /nowhere/${canary}
[profile corp]
sso_session = s
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session s]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
[profile login]
login_session = ${session}
broken line with ${canary}
`,
  [`.aws/sso/cache/${createHash('sha1').update('s').digest('hex')}.json`]: JSON.stringify({
    accessToken: canary,
    expiresAt: '2099-01-01T00:00:00Z',
    refreshToken: canary,
    clientId: 'c',
    clientSecret: canary,
  }),
  [`.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`]: JSON.stringify({
    accessToken: {
      accessKeyId: 'ASIA',
      secretAccessKey: canary,
      sessionToken: canary,
      expiresAt: '2020-01-01T00:00:00Z',
    },
    refreshToken: canary,
    dpopKey: canary,
  }),
  token: canary,
}

beforeAll(async () => {
  aws = await startStandIn(({ operation }) => {
    if (answers === 'accepting') return callerAnswer('arn:aws:iam::111122223333:user/dev')
    if (answers === 'refusing') return refusedBySts('InvalidClientTokenId', `refused ${operation}`)
    return { status: 200, body: '<html>a page</html>' }
  })
  world = await createTestWorld({
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAENV',
    AWS_SECRET_ACCESS_KEY: canary,
    AWS_SESSION_TOKEN: canary,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: canary,
  })
  for (const [path, text] of Object.entries(files)) await world.write(path, text)
  await world.write(
    '.aws/config',
    `${files['.aws/config']}[profile web]\nrole_arn = arn:aws:iam::1:role/r\nweb_identity_token_file = ${world.home}/token\n`,
  )
  vi.stubEnv('HOME', world.home)
  access = createKmsAccess(world)
})

afterAll(async () => {
  access.close()
  await aws.close()
  await world.remove()
})

const connections: Connection[] = [
  ...['keys', 'half', 'role', 'mfa', 'fails', 'talks', 'nothing', 'corp', 'login', 'web', 'gone'].map(
    (profile) => ({ kind: 'profile', profile }) as const,
  ),
  { kind: 'environment' },
]

/** Everything that a value shows to a log, a reply, a debugger or a spread, causes and hidden fields included. */
function everything(value: unknown): string {
  return [inspect(value, { depth: 20, showHidden: true, getters: true }), JSON.stringify(value) ?? ''].join('\n')
}

describe('secrets stay inside', () => {
  it.each(['accepting', 'refusing', 'talking'] as const)(
    'whatever becomes of a connection, with AWS %s',
    async (mode) => {
      answers = mode
      let failures = 0
      for (const connection of connections) {
        const outcome = await access.prove(connection, { mfaCode: '123456' }).catch((error: unknown) => {
          failures += 1
          expect(error).toBeInstanceOf(DiagnosedError)
          return error
        })
        expect(everything(outcome)).not.toContain(canary)
        expect(outcome instanceof Error ? `${outcome.message}${outcome.stack}` : '').not.toContain(canary)
      }
      expect(failures).toBeGreaterThan(mode === 'accepting' ? 5 : 10)
    },
  )

  it('when the profiles and the findings about the files are listed', async () => {
    const list = await createIdentities(world, access).list()
    expect(list.profiles).toHaveLength(10)
    expect(list.files.flatMap(({ problems }) => problems)).not.toEqual([])
    expect(everything(list)).not.toContain(canary)
  })

  it('when the files that were read are looked at', async () => {
    const read = await access.files()
    for (const section of read.profiles.values()) expect(everything(section)).not.toContain(canary)
  })

  it('when a session is looked at', async () => {
    expect(everything(await access.open({ kind: 'profile', profile: 'keys' }))).not.toContain(canary)
  })
})
