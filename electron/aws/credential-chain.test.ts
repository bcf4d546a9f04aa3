import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DiagnosedError, type Diagnosis } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import type { ChainLink, Identity } from '../../shared/domain/identity.ts'
import { createKmsAccess } from './kms-access.ts'
import { callerAnswer, json, refusedBySts, roleAnswer, type StandIn, startStandIn } from './testing/stand-in.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'
import type { Environment } from './world.ts'

const inAnHour = '2026-11-25T13:00:00Z'
const anHourAgo = '2026-11-25T11:00:00Z'
const arn = 'arn:aws:sts::111122223333:assumed-role/r/s'
const region = 'eu-west-1'

/** Answers every service that a chain may ask; the access key id tells which credentials reached STS in the end. */
function awsAnswer(operation: string) {
  if (operation === 'GetCallerIdentity') return callerAnswer(arn)
  if (operation.startsWith('AssumeRole')) return roleAnswer(operation, 'ASIAROLE', inAnHour)
  if (operation.startsWith('/federation/credentials'))
    return json({
      roleCredentials: {
        accessKeyId: 'ASIASSO',
        secretAccessKey: 'canary-sso-secret',
        sessionToken: 'canary-sso-token',
        expiration: Date.parse(inAnHour),
      },
    })
  return json({ AccessKeyId: 'ASIACONTAINER', SecretAccessKey: 'canary', Token: 'canary', Expiration: inAnHour })
}

let aws: StandIn
let answer = awsAnswer
const worlds: TestWorld[] = []

beforeEach(async () => {
  answer = awsAnswer
  aws = await startStandIn(({ operation }) => answer(operation))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await aws.close()
  await Promise.all(worlds.splice(0).map((world) => world.remove()))
})

interface Files {
  config?: string
  credentials?: string
  [path: string]: string | undefined
}

async function worldOf(files: Files, environment: Environment = {}): Promise<TestWorld> {
  const world = await createTestWorld({ AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: region, ...environment })
  worlds.push(world)
  for (const [path, text = ''] of Object.entries(files))
    await world.write(['config', 'credentials'].includes(path) ? `.aws/${path}` : path, text)
  // What the SDK's own sign-in providers read comes from the process; in the app both are the same.
  vi.stubEnv('HOME', world.home)
  return world
}

async function prove(world: TestWorld, connection: Connection, mfaCode?: string): Promise<Identity> {
  const access = createKmsAccess(world)
  try {
    return await access.prove(connection, mfaCode ? { mfaCode } : {})
  } finally {
    access.close()
  }
}

async function failure(world: TestWorld, connection: Connection): Promise<Diagnosis> {
  const error = await prove(world, connection).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof DiagnosedError) return error.diagnosis
  throw error ?? new Error('it did not fail')
}

const profile = (name: string): Connection => ({ kind: 'profile', profile: name })
const environment: Connection = { kind: 'environment' }
const links = (trace: ChainLink[] = []) => trace.map(({ link, outcome, reason }) => `${link} ${outcome} ${reason}`)
const callerKey = () => aws.requests.findLast(({ operation }) => operation === 'GetCallerIdentity')?.accessKeyId
const keys = 'aws_access_key_id = AKIAKEYS\naws_secret_access_key = canary-file-secret'

describe('a profile', () => {
  it('with keys serves as it is', async () => {
    const world = await worldOf({ credentials: `[a]\n${keys}`, config: '[profile a]\nregion = us-east-2' })
    const identity = await prove(world, profile('a'))
    expect(identity).toMatchObject({
      callerArn: arn,
      account: '111122223333',
      partition: 'aws',
      region: 'us-east-2',
      source: 'static',
    })
    expect(identity.trace).toEqual([
      {
        link: 'static',
        outcome: 'used',
        reason: 'found',
        origin: { kind: 'profile', profile: 'a', file: `${world.home}/.aws/credentials`, line: 2 },
      },
    ])
    expect(callerKey()).toBe('AKIAKEYS')
  })

  it('with a role assumes it with the keys of its source', async () => {
    const role =
      'role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = a\nexternal_id = ext\nduration_seconds = 900'
    const world = await worldOf({ credentials: `[a]\n${keys}`, config: `[profile r]\n${role}` })
    const identity = await prove(world, profile('r'))
    expect(identity).toMatchObject({ source: 'assume-role', expiresAt: '2026-11-25T13:00:00.000Z' })
    expect(links(identity.trace)).toEqual(['static used found', 'assume-role used found'])
    const assume = aws.requests.find(({ operation }) => operation === 'AssumeRole')
    expect(assume?.accessKeyId).toBe('AKIAKEYS')
    expect(assume?.body).toContain('ExternalId=ext')
    expect(assume?.body).toContain('DurationSeconds=900')
    expect(callerKey()).toBe('ASIAROLE')
  })

  it('with a role behind a code asks for it before anything is sent, and uses it when given', async () => {
    const role =
      'role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = a\nmfa_serial = arn:aws:iam::111122223333:mfa/d'
    const world = await worldOf({ credentials: `[a]\n${keys}`, config: `[profile r]\n${role}` })
    const found = await failure(world, profile('r'))
    expect(found).toMatchObject({
      code: 'mfa-required',
      evidence: { profile: 'r', roleArn: 'arn:aws:iam::111122223333:role/r' },
    })
    expect(aws.requests).toEqual([])
    await prove(world, profile('r'), '123456')
    expect(aws.requests[0]?.body).toContain('TokenCode=123456')
  })

  it('with a role that is refused says which one', async () => {
    answer = (operation) =>
      operation === 'AssumeRole' ? refusedBySts('AccessDenied', 'not authorized') : awsAnswer(operation)
    const role = 'role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = a'
    const world = await worldOf({ credentials: `[a]\n${keys}`, config: `[profile r]\n${role}` })
    const found = await failure(world, profile('r'))
    expect(found).toMatchObject({
      code: 'role-not-assumable',
      evidence: {
        operation: 'AssumeRole',
        roleArn: 'arn:aws:iam::111122223333:role/r',
        profile: 'r',
        awsError: 'AccessDenied',
        httpStatus: 403,
      },
    })
    expect(links(found.evidence.trace)).toEqual(['static used found', 'assume-role failed refused'])
  })

  it('with a web identity token sends the token of the file, and names a file that is not there', async () => {
    const role = 'role_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = '
    const world = await worldOf({ token: 'the-token\n' })
    await world.write('.aws/config', `[profile w]\n${role}${world.home}/token\n[profile x]\n${role}/nowhere/token`)
    expect(await prove(world, profile('w'))).toMatchObject({ source: 'web-identity' })
    expect(aws.requests[0]?.body).toContain('WebIdentityToken=the-token')
    expect(await failure(world, profile('x'))).toMatchObject({
      code: 'file-unreadable',
      evidence: { file: '/nowhere/token', systemCode: 'ENOENT', reason: 'web-identity-token' },
    })
  })

  it('with a process takes what it prints', async () => {
    const output = JSON.stringify({
      Version: 1,
      AccessKeyId: 'ASIAPROCESS',
      SecretAccessKey: 'canary',
      Expiration: inAnHour,
    })
    const world = await worldOf({ output })
    await world.write('.aws/config', `[profile p]\ncredential_process = cat ${world.home}/output`)
    expect(await prove(world, profile('p'))).toMatchObject({ source: 'process', expiresAt: '2026-11-25T13:00:00.000Z' })
    expect(callerKey()).toBe('ASIAPROCESS')
  })

  it('with single sign-on takes role credentials for a token that still holds', async () => {
    const world = await worldOf({ config: ssoConfig, ...ssoToken('my-sso', inAnHour) })
    vi.setSystemTime(new Date('2026-11-25T12:00:00Z'))
    expect(await prove(world, profile('corp'))).toMatchObject({ source: 'sso' })
    expect(callerKey()).toBe('ASIASSO')
    vi.useRealTimers()
  })

  it('with single sign-on tells never signed in from signed in too long ago', async () => {
    const absent = await failure(await worldOf({ config: ssoConfig }), profile('corp'))
    expect(absent).toMatchObject({
      code: 'sso-session-expired',
      evidence: { reason: 'sso-token-absent', ssoSession: 'my-sso', profile: 'corp', region: 'eu-central-1' },
    })
    const expired = await failure(
      await worldOf({ config: ssoConfig, ...ssoToken('my-sso', anHourAgo) }),
      profile('corp'),
    )
    expect(expired).toMatchObject({ code: 'sso-session-expired', evidence: { reason: 'sso-token-expired' } })
    expect(links(expired.evidence.trace)).toEqual(['sso failed sso-token-expired'])
    expect(aws.requests).toEqual([])
  })

  it.each([
    [401, 'UnauthorizedException', 'sso-session-expired', 'sso-token-expired'],
    [403, 'ForbiddenException', 'role-not-assumable', 'sso-role-refused'],
    [404, 'ResourceNotFoundException', 'role-not-assumable', 'sso-role-refused'],
    [429, 'TooManyRequestsException', 'throttled', 'refused'],
  ])('with single sign-on and an answer %i means what the status says', async (status, type, code, reason) => {
    answer = () => ({ status, headers: { 'x-amzn-errortype': type }, body: '{"message":"No access"}' })
    const world = await worldOf({ config: ssoConfig, ...ssoToken('my-sso', inAnHour) })
    vi.setSystemTime(new Date('2026-11-25T12:00:00Z'))
    const found = await failure(world, profile('corp'))
    expect(found).toMatchObject({ code, evidence: { operation: 'GetRoleCredentials', httpStatus: status } })
    expect(links(found.evidence.trace)).toEqual([`sso failed ${reason}`])
    vi.useRealTimers()
  })

  it('with a login that has no token on this machine says so', async () => {
    const world = await worldOf({ config: '[profile l]\nlogin_session = arn:aws:iam::111122223333:user/dev' })
    expect(await failure(world, profile('l'))).toMatchObject({
      code: 'credentials-expired',
      evidence: { reason: 'login-token-absent', profile: 'l', source: 'login' },
    })
  })

  it('with a login takes the cached credentials while they hold', async () => {
    const session = 'arn:aws:iam::111122223333:user/dev'
    const accessToken = {
      accessKeyId: 'ASIALOGIN',
      secretAccessKey: 'canary',
      sessionToken: 'canary',
      accountId: '111122223333',
      expiresAt: inAnHour,
    }
    const cached = JSON.stringify({ accessToken, clientId: 'c', refreshToken: 'canary', dpopKey: 'canary' })
    const file = `.aws/login/cache/${createHash('sha256').update(session).digest('hex')}.json`
    const world = await worldOf({ config: `[profile l]\nlogin_session = ${session}`, [file]: cached })
    vi.setSystemTime(new Date('2026-11-25T12:00:00Z'))
    expect(await prove(world, profile('l'))).toMatchObject({ source: 'login' })
    expect(callerKey()).toBe('ASIALOGIN')
    vi.useRealTimers()
  })

  it.each([
    ['gone', 'profile-not-found', undefined],
    ['empty', 'no-credentials', 'no-credentials-in-profile'],
    ['half', 'profile-invalid', 'half-pair'],
    ['lost', 'profile-invalid', 'source-profile-not-found'],
    ['loop', 'profile-invalid', 'source-profile-loop'],
  ])('called %s is told by its file: %s', async (name, code, reason) => {
    const role = 'role_arn = arn:aws:iam::111122223333:role/r\nsource_profile ='
    const config = `[profile empty]\nregion=x\n[profile half]\naws_access_key_id = AKIA\n[profile lost]\n${role} nowhere\n[profile loop]\n${role} loop`
    const world = await worldOf({ config })
    const found = await failure(world, profile(name))
    expect(found).toMatchObject({ code, evidence: { profile: name, file: `${world.home}/.aws/config` } })
    expect(found.evidence.reason).toBe(reason)
    expect(aws.requests).toEqual([])
  })
})

describe('the environment', () => {
  const pair = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'canary' }

  it('prefers its own pair', async () => {
    const identity = await prove(await worldOf({ credentials: `[default]\n${keys}` }, pair), environment)
    expect(identity.source).toBe('environment')
    expect(callerKey()).toBe('AKIAENV')
  })

  it('follows AWS_PROFILE over its own pair and says so', async () => {
    const identity = await prove(
      await worldOf({ credentials: `[a]\n${keys}` }, { ...pair, AWS_PROFILE: 'a' }),
      environment,
    )
    expect(links(identity.trace)).toEqual(['environment skipped shadowed-by-profile', 'static used found'])
    expect(callerKey()).toBe('AKIAKEYS')
  })

  it('says that good keys are hidden by a missing AWS_PROFILE', async () => {
    const found = await failure(await worldOf({}, { ...pair, AWS_PROFILE: 'prod' }), environment)
    expect(found).toMatchObject({ code: 'profile-not-found', evidence: { profile: 'prod' } })
    expect(links(found.evidence.trace)).toEqual([
      'environment skipped shadowed-by-profile',
      'profile failed profile-not-found',
    ])
  })

  it('takes the default profile, passing over one without credentials', async () => {
    const identity = await prove(await worldOf({ credentials: `[default]\n${keys}` }), environment)
    expect(links(identity.trace)).toEqual(['environment skipped not-set', 'static used found'])
    const none = await failure(await worldOf({ config: '[default]\nregion=x' }), environment)
    expect(none.code).toBe('no-credentials')
    expect(links(none.evidence.trace)).toEqual([
      'environment skipped not-set',
      'profile skipped no-credentials-in-profile',
      'web-identity skipped not-set',
      'container skipped not-set',
      'instance skipped disabled',
    ])
  })

  it('treats a half or blank pair as none and says which half is missing', async () => {
    const found = await failure(
      await worldOf({}, { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: ' ' }),
      environment,
    )
    expect(found.evidence.trace?.[0]).toEqual({
      link: 'environment',
      outcome: 'skipped',
      reason: 'half-pair',
      origin: { kind: 'environment', name: 'AWS_SECRET_ACCESS_KEY' },
    })
  })

  it('assumes the role of AWS_ROLE_ARN with a token file', async () => {
    const world = await worldOf({ token: 'the-token' })
    world.environment.AWS_WEB_IDENTITY_TOKEN_FILE = `${world.home}/token`
    world.environment.AWS_ROLE_ARN = 'arn:aws:iam::111122223333:role/r'
    expect(await prove(world, environment)).toMatchObject({ source: 'web-identity' })
  })

  it('asks the endpoint of a container', async () => {
    const uri = `http://127.0.0.1:${aws.port}/credentials`
    const world = await worldOf(
      {},
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'canary' },
    )
    expect(await prove(world, environment)).toMatchObject({ source: 'container' })
    expect(aws.requests[0]?.headers.authorization).toBe('canary')
    expect(callerKey()).toBe('ASIACONTAINER')
  })

  it('does not send a container token to a foreign host', async () => {
    const world = await worldOf({}, { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://kms.example.test/x' })
    const found = await failure(world, environment)
    expect(found.code).toBe('no-credentials')
    expect(links(found.evidence.trace)).toContain('container failed address-refused')
  })

  it('names the region as missing before it looks for credentials', async () => {
    expect(await failure(await worldOf({}, { AWS_REGION: '' }), environment)).toMatchObject({ code: 'region-missing' })
  })
})

const ssoConfig = `[profile corp]
sso_session = my-sso
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session my-sso]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-central-1
`

function ssoToken(session: string, expiresAt: string): Files {
  const name = createHash('sha1').update(session).digest('hex')
  return { [`.aws/sso/cache/${name}.json`]: JSON.stringify({ accessToken: 'canary-access-token', expiresAt }) }
}
