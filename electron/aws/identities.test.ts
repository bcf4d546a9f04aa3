import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { Secret } from '../seal/secret.ts'
import { createIdentities } from './identities.ts'
import { createKmsAccess } from './kms-access.ts'
import { callerAnswer, json, refusedBySts, type StandIn, type StandInAnswer, startStandIn } from './testing/stand-in.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

const userOf = (key: string | undefined) => `arn:aws:iam::111122223333:user/${key}`
const profile = (name: string) => ({ kind: 'profile', profile: name }) as const
const section = (name: string, key = `AKIA${name.toUpperCase()}`) =>
  `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = canary\n`

let world: TestWorld
let aws: StandIn
let held: Map<string, Promise<void>>
let refused: Set<string>
const closers: (() => void)[] = []

beforeEach(async () => {
  held = new Map()
  refused = new Set()
  aws = await startStandIn(({ operation, accessKeyId = '' }): StandInAnswer => {
    if (refused.has(accessKeyId)) return refusedBySts('InvalidClientTokenId', 'The security token is invalid.')
    const answer =
      operation === 'GetCallerIdentity'
        ? callerAnswer(userOf(accessKeyId))
        : json({
            KeyMetadata: { KeyId: '1', Arn: `arn:aws:kms:eu-west-1:111122223333:key/1`, Description: accessKeyId },
          })
    const after = held.get(accessKeyId)
    return after ? { ...answer, after } : answer
  })
  world = await createTestWorld({ AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: 'eu-west-1' })
  await world.write('.aws/credentials', section('a') + section('b'))
})

afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await aws.close()
  await world.remove()
})

function open() {
  const access = createKmsAccess(world)
  closers.push(access.close)
  return { access, identities: createIdentities(world, access) }
}

describe('identities', () => {
  it('lists what the files hold', async () => {
    const { identities } = open()
    const { profiles, files } = await identities.list()
    expect(profiles.map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'static'],
      ['b', 'static'],
    ])
    expect(files).toMatchObject([
      { path: `${world.home}/.aws/config`, exists: false, readable: false },
      { path: `${world.home}/.aws/credentials`, exists: true, readable: true },
    ])
  })

  it('has none in use until STS has confirmed one', async () => {
    const { identities } = open()
    expect(await identities.current()).toBeUndefined()
    const identity = await identities.use(profile('a'))
    expect(identity.callerArn).toBe(userOf('AKIAA'))
    expect(await identities.current()).toEqual(identity)
  })

  it('says that a profile is missing before it asks for a region', async () => {
    world.environment = { HOME: world.home }
    const { access, identities } = open()
    const expected = {
      code: 'profile-not-found',
      evidence: {
        profile: 'nowhere',
        file: `${world.home}/.aws/config`,
        trace: [{ link: 'profile', outcome: 'failed', reason: 'profile-not-found' }],
      },
    }
    for (const call of [() => identities.use(profile('nowhere')), () => access.open(profile('nowhere'))])
      await expect(call()).rejects.toMatchObject({ diagnosis: expected })
  })

  it('says that AWS_PROFILE hides good keys behind a profile that is missing', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'canary' }
    world.environment = { HOME: world.home, AWS_PROFILE: 'nowhere', ...keys }
    const { identities } = open()
    await expect(identities.use({ kind: 'environment' })).rejects.toMatchObject({
      diagnosis: {
        code: 'profile-not-found',
        evidence: {
          profile: 'nowhere',
          source: 'environment',
          trace: [
            { link: 'environment', outcome: 'skipped', reason: 'shadowed-by-profile', origin: { name: 'AWS_PROFILE' } },
            { link: 'profile', outcome: 'failed', reason: 'profile-not-found' },
          ],
        },
      },
    })
  })

  it('names the caller in a failure of every session of the same credentials', async () => {
    const { access, identities } = open()
    await identities.use(profile('a'))
    refused.add('AKIAA')
    const session = await access.open(profile('a'), { region: 'us-west-2' })
    await expect(session.describeKey('1')).rejects.toMatchObject({
      diagnosis: { evidence: { region: 'us-west-2', callerArn: userOf('AKIAA') } },
    })
  })

  it('keeps the former one when the next cannot be proven', async () => {
    const { identities } = open()
    await identities.use(profile('a'))
    refused.add('AKIAB')
    await expect(identities.use(profile('b'))).rejects.toMatchObject({
      diagnosis: {
        code: 'credentials-rejected',
        evidence: { profile: 'b', source: 'static', awsError: 'InvalidClientTokenId' },
      },
    })
    await expect(identities.use(profile('nowhere'))).rejects.toBeInstanceOf(DiagnosedError)
    expect((await identities.current())?.callerArn).toBe(userOf('AKIAA'))
  })

  it('lets the one asked last win, whichever answers last', async () => {
    const { identities } = open()
    let release = () => {}
    held.set('AKIAA', new Promise((resolve) => (release = resolve)))
    const slow = identities.use(profile('a'))
    await identities.use(profile('b'))
    release()
    expect((await slow).callerArn).toBe(userOf('AKIAA'))
    expect((await identities.current())?.callerArn).toBe(userOf('AKIAB'))
  })

  it('takes a slower earlier one when the later failed', async () => {
    const { identities } = open()
    let release = () => {}
    held.set('AKIAA', new Promise((resolve) => (release = resolve)))
    const slow = identities.use(profile('a'))
    await expect(identities.use(profile('nowhere'))).rejects.toBeInstanceOf(DiagnosedError)
    release()
    await slow
    expect((await identities.current())?.callerArn).toBe(userOf('AKIAA'))
  })

  it('ends with AbortError when its signal is aborted, and keeps the former', async () => {
    const { identities } = open()
    await identities.use(profile('a'))
    held.set('AKIAB', new Promise(() => {}))
    const controller = new AbortController()
    const use = identities.use(profile('b'), { signal: controller.signal })
    controller.abort()
    await expect(use).rejects.toMatchObject({ name: 'AbortError' })
    expect((await identities.current())?.callerArn).toBe(userOf('AKIAA'))
  })
})

describe('sessions', () => {
  it('never mix identities, however many are asked at once', async () => {
    const { access } = open()
    const calls = Array.from({ length: 40 }, async (_, index) => {
      const name = index % 2 === 0 ? 'a' : 'b'
      const session = await access.open(profile(name))
      const { value } = await session.describeKey('1')
      expect(value.description).toBe(`AKIA${name.toUpperCase()}`)
      expect((await session.callerIdentity()).value.callerArn).toBe(userOf(value.description))
    })
    await Promise.all(calls)
  })

  it('ask STS once for the same credentials', async () => {
    const { access } = open()
    await (await access.open(profile('a'))).callerIdentity()
    await (await access.open(profile('a'))).callerIdentity()
    expect(aws.requests).toHaveLength(1)
  })

  it('follow a change of the files at the next opening', async () => {
    const { access } = open()
    const before = await access.open(profile('a'))
    await before.describeKey('1')
    await world.write('.aws/credentials', section('a', 'AKIANEW'))
    const after = await access.open(profile('a'))
    expect((await after.describeKey('1')).value.description).toBe('AKIANEW')
    // A session that is already open keeps the identity that it was opened with.
    expect((await before.describeKey('1')).value.description).toBe('AKIAA')
  })

  it('move KMS alone when a seal names its own endpoint, and sign for its region', async () => {
    const { access } = open()
    const other = await startStandIn(() =>
      json({ KeyMetadata: { KeyId: '1', Arn: 'arn:aws:kms:us-east-2:111122223333:key/1' } }),
    )
    const session = await access.open(profile('a'), { region: 'us-east-2', endpoint: other.endpoint })
    await session.describeKey('1')
    await session.callerIdentity()
    await other.close()
    expect(session).toMatchObject({ region: 'us-east-2', endpoint: other.endpoint })
    expect(other.requests[0]?.headers.authorization).toContain('/us-east-2/kms/')
    expect(aws.requests.map(({ operation }) => operation)).toEqual(['GetCallerIdentity'])
  })

  it('name themselves in the user agent', async () => {
    const { access } = open()
    await (await access.open(profile('a'))).describeKey('1')
    expect(aws.requests[0]?.headers['user-agent']).toContain('app/sealwright')
  })

  it('call a sandbox that is gone stopped, and another endpoint unreachable', async () => {
    const gone = await startStandIn(() => json({}))
    await gone.close()
    const sandboxWorld = {
      ...world,
      sandbox: async () => ({
        endpoint: gone.endpoint,
        region: 'us-east-1',
        accessKeyId: 'AKIASANDBOX',
        secretAccessKey: new Secret('canary'),
      }),
    }
    const access = createKmsAccess(sandboxWorld)
    closers.push(access.close)
    const session = await access.open({ kind: 'sandbox' })
    await expect(session.describeKey('1')).rejects.toMatchObject({ diagnosis: { code: 'sandbox-stopped' } })
    const elsewhere = await access.open({ kind: 'sandbox' }, { endpoint: 'http://localhost:1' })
    await expect(elsewhere.describeKey('1')).rejects.toMatchObject({ diagnosis: { code: 'endpoint-unreachable' } })
  })
})
