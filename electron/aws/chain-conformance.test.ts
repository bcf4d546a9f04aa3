import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, expect, it, vi } from 'vitest'
import { conformanceFile, describeConformance } from '../../e2e/fixtures/conformance.ts'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { ChainTrace } from './chain-trace.ts'
import { profileNameOf } from './connection-settings.ts'
import { resolveEnvironment, resolveProfile } from './credential-chain.ts'
import type { ResolutionContext, ResolvedCredentials } from './resolution.ts'
import { readAwsFiles } from './shared-files.ts'
import type { Environment } from './world.ts'

/** Scenarios of whole chains with recorded answers, replayed under our chain. */
const folder = conformanceFile('aws-config/chain')

/** Where this app answers differently, and why that is meant. */
const different = new Map([
  ['invalid_config', 'a broken line is reported with its number, and the rest of the file still serves'],
  ['region_override', 'a role is assumed in the region of its profile, as the JavaScript SDK does'],
])

/** Container and instance metadata are asked by the SDK itself and cannot be replayed; their own tests have a server. */
const metadata = /^(ecs|eks|imds)_/

interface Recorded {
  method: string
  url: URL
  status: number
  headers: Record<string, string>
  body: string
}

interface Outcome {
  Ok?: { access_key_id: string; secret_access_key: string; session_token?: string; expiry?: number }
  ErrorContains?: string
}

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const scenarios = folder
  ? (await Promise.all(['default-credential-provider-chain', 'profile-provider'].map(scenariosOf))).flat()
  : []

async function scenariosOf(kind: string) {
  const names = await readdir(join(folder ?? '', kind))
  const replayable = names.filter((name) => !metadata.test(name) || name === 'imds_disabled')
  return replayable.filter((name) => !different.has(name)).map((name) => ({ kind, name }))
}

describeConformance('the credential chain on AWS conformance data', folder, () => {
  it.each(scenarios)('$kind: $name', async ({ kind, name }) => {
    const source = join(folder ?? '', kind, name)
    const { result } = await readJSON<{ result: Outcome }>(join(source, 'test-case.json'))
    vi.useFakeTimers({ now: new Date('2009-02-13T00:00:00Z'), toFake: ['Date'] })
    const outcome = await resolveScenario(kind, source).catch((error: unknown) => error)
    if (!result.Ok) {
      expect(outcome).toBeInstanceOf(DiagnosedError)
      return
    }
    expect(outcome).toMatchObject({
      identity: {
        accessKeyId: result.Ok.access_key_id,
        secretAccessKey: result.Ok.secret_access_key,
        ...(result.Ok.session_token && { sessionToken: result.Ok.session_token }),
        ...(result.Ok.expiry && { expiration: new Date(result.Ok.expiry * 1000) }),
      },
    })
  })
})

async function resolveScenario(kind: string, source: string): Promise<ResolvedCredentials> {
  const { environment, root } = await materialize(source)
  const world = {
    environment,
    home: join(root, 'home'),
    sandbox: async () => Promise.reject(new Error('no sandbox here')),
    clock: { now: () => new Date(), monotonicMs: () => 0 },
    userAgentApp: 'sealwright',
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const files = await readAwsFiles(world)
  const profile = profileNameOf({ kind: 'environment' }, environment)
  const region = environment.AWS_REGION ?? files.profiles.get(profile)?.text('region') ?? 'us-east-1'
  const handler = replay(await recordedIn(source))
  const context: ResolutionContext = { world, files, profile, region, handler, trace: new ChainTrace() }
  return kind === 'profile-provider' ? resolveProfile(context) : resolveEnvironment(context)
}

/** Puts the scenario's files into a folder of its own; absolute paths in them follow. */
async function materialize(source: string): Promise<{ environment: Environment; root: string }> {
  const root = await mkdtemp(join(tmpdir(), 'sealwright-chain-'))
  cleanups.push(() => rm(root, { recursive: true, force: true }))
  await cp(join(source, 'fs'), root, { recursive: true }).catch(() => undefined)
  await makeWritable(root)
  for (const name of ['config', 'credentials']) {
    const file = join(root, 'home/.aws', name)
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) {
      await rm(file)
      await writeFile(file, text.replaceAll(' /token.jwt', ` ${root}/token.jwt`))
    }
  }
  const given = await readJSON<Record<string, string>>(join(source, 'env.json'))
  const moved = Object.entries(given).map(([key, value]) => [key, value.startsWith('/') ? join(root, value) : value])
  const environment = { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', ...Object.fromEntries(moved) }
  return { environment, root }
}

type Event = { action: Record<string, Record<string, unknown>> }

async function recordedIn(source: string): Promise<Recorded[]> {
  const { events } = await readJSON<{ events: Event[] }>(join(source, 'http-traffic.json'))
  const found: Recorded[] = []
  for (const { action } of events) {
    const request = action.Request?.request as { method: string; uri: string } | undefined
    if (request) found.push({ method: request.method, url: new URL(request.uri), status: 0, headers: {}, body: '' })
    const last = found.at(-1)
    const answer = action.Response?.response as
      | { Ok: { status: number; headers: Record<string, string[]> } }
      | undefined
    if (last && answer) {
      last.status = answer.Ok.status
      last.headers = Object.fromEntries(Object.entries(answer.Ok.headers).map(([key, [value = '']]) => [key, value]))
    }
    const data = action.Data as { data: { Utf8?: string }; direction: string } | undefined
    if (last && data?.direction === 'Response') last.body += data.data.Utf8 ?? ''
  }
  return found
}

/** Answers as recorded, and only to a request for the recorded host and path. */
function replay(recorded: Recorded[]): ResolutionContext['handler'] {
  const left = [...recorded]
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy() {},
    httpHandlerConfigs: () => ({}),
    updateHttpClientConfig() {},
    async handle(request: { method: string; hostname: string; path: string }) {
      // The last answer stands for a server that keeps giving it: queries are repeated.
      const next = left.length > 1 ? left.shift() : left[0]
      expect([request.method, request.hostname, request.path]).toEqual([
        next?.method,
        next?.url.hostname,
        next?.url.pathname,
      ])
      const { status = 0, headers, body = '' } = next ?? {}
      return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) } }
    },
  }
  return handler as unknown as ResolutionContext['handler']
}

async function readJSON<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8').catch(() => '{"events":[]}'))
}

/** The data may lie in folders that nobody may write to, and a copy has their modes: it could not be taken away again. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await makeWritable(path)
    else if (entry.isFile()) await chmod(path, 0o600)
  }
}
