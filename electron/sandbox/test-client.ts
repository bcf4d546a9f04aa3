/**
 * A client for tests: signs a request by the published rules, with code of its own, and lets a test spoil any part of it
 * before it is sent. The AWS SDK is the other witness, in `e2e`.
 */
import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningSandbox, type SandboxOptions, startSandbox } from './sandbox.ts'

export interface TestCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface Signing extends TestCredentials {
  readonly at: number
  readonly region?: string
  readonly service?: string
}

export interface TestRequest {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

export interface TestAnswer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers whose shape is what it checks
  readonly body: any
}

export function sign(request: TestRequest, signing: Signing): TestRequest {
  const { accessKeyId, secretAccessKey, at, region = 'us-east-1', service = 'kms' } = signing
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const headers: Record<string, string> = { ...request.headers, 'x-amz-date': stamp }
  if (signing.sessionToken !== undefined) headers['x-amz-security-token'] = signing.sessionToken
  const names = Object.keys(headers).sort()
  const canonical = [
    request.method,
    request.path,
    '',
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n')
  const scope = `${stamp.slice(0, 8)}/${region}/${service}/aws4_request`
  const key = scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`))
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex')
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...request, headers }
}

export function kmsRequest(endpoint: string, operation: string, body: string): TestRequest {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(endpoint).host,
    'x-amz-target': `TrentService.${operation}`,
  }
  return { method: 'POST', path: '/', headers, body }
}

export function stsRequest(endpoint: string, body = 'Action=GetCallerIdentity&Version=2011-06-15'): TestRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', host: new URL(endpoint).host }
  return { method: 'POST', path: '/', headers, body }
}

export const keepAlive = new Agent({ keepAlive: true })

export function send(endpoint: string, { method, path, headers, body }: TestRequest): Promise<TestAnswer> {
  const { hostname, port } = new URL(endpoint)
  return new Promise((resolve, reject) => {
    const call = httpRequest({ hostname, port, method, path, headers, agent: keepAlive }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('error', reject)
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => {
        const isJSON = text.startsWith('{')
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body: isJSON ? JSON.parse(text) : {} })
      })
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** A sandbox in a folder of its own with a clock that the test moves, and a signed call to it. */
export class TestSandbox {
  now = Date.UTC(2026, 10, 25, 12)
  readonly dataDir: string
  readonly options: SandboxOptions
  #running: RunningSandbox | undefined

  constructor(options: Partial<SandboxOptions> = {}) {
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'sandbox-test-'))
    this.options = { dataDir: this.dataDir, clock: () => this.now, ...options }
  }

  get running(): RunningSandbox {
    if (!this.#running) throw new Error('start the sandbox first')
    return this.#running
  }

  async start(change: Partial<SandboxOptions> = {}): Promise<this> {
    this.#running = await startSandbox({ ...this.options, ...change })
    return this
  }

  async call(operation: string, input: unknown = {}, signing: Partial<Signing> = {}): Promise<TestAnswer> {
    const { ready } = this.running
    const request = kmsRequest(ready.endpoint, operation, JSON.stringify(input))
    return send(ready.endpoint, sign(request, { ...ready, at: this.now, region: 'us-east-1', ...signing }))
  }

  /** An action of STS, signed unless it is told not to be. */
  async sts(parameters: Record<string, string>, signing: Partial<Signing> | 'unsigned' = {}): Promise<TestAnswer> {
    const { ready } = this.running
    const body = new URLSearchParams({ ...parameters, Version: '2011-06-15' }).toString()
    const request = stsRequest(ready.endpoint, body)
    if (signing === 'unsigned') return send(ready.endpoint, request)
    const whole = { ...ready, at: this.now, region: 'us-east-1', service: 'sts', ...signing }
    return send(ready.endpoint, sign(request, whole))
  }

  /** The keys of a seeded principal. */
  as(name: string): TestCredentials & { arn: string } {
    const principal = this.running.ready.principals.find((entry) => entry.name === name)
    if (!principal) throw new Error(`no principal is named ${name}`)
    return principal
  }

  key(name: string): { keyId: string; arn: string; alias: string } {
    const key = this.running.ready.keys.find((entry) => entry.name === name)
    if (!key) throw new Error(`no seeded key is named ${name}`)
    return key
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

/** The text of an element of an XML answer. */
export function element(answer: TestAnswer, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer.text)?.[1] ?? ''
}

/** The temporary credentials of an STS answer. */
export function credentialsIn(answer: TestAnswer): Required<TestCredentials> {
  return {
    accessKeyId: element(answer, 'AccessKeyId'),
    secretAccessKey: element(answer, 'SecretAccessKey'),
    sessionToken: element(answer, 'SessionToken'),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
