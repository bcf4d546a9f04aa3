/**
 * How requests travel: connections kept alive and shared, bounded waiting, the proxy that the system or the environment
 * wants, and the certificate authorities that AWS_CA_BUNDLE or a profile's `ca_bundle` adds. One transport serves KMS,
 * STS and single sign-on alike, so that none of them can miss a rule. A bundle is added to the public authorities, not put
 * in their place (the AWS CLI replaces them): whoever installs a company's authority still reaches real AWS.
 */
import type { IncomingMessage } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { answerTimeoutName, timeoutError } from './network-fault.ts'
import { readOrdinary } from './ordinary-file.ts'
import type { Agents } from './patient-agents.ts'
import { isLoopback, proxyFault, proxyFromEnvironment, proxyPlace, requireProxy } from './proxy.ts'
import { type AwsWorld, variable } from './world.ts'

/** How long to wait for a connection, and from its beginning for the end of the answer, in milliseconds. */
export interface Patience {
  connect: number
  answer: number
}

/**
 * A host that cannot be reached must fail in under five seconds, start of the process included. KMS answers in
 * milliseconds, with a key outside of AWS in a few seconds. Neither wait is repeated.
 */
export const usualPatience: Patience = { connect: 3000, answer: 10_000 }
const agentOptions = { keepAlive: true, keepAliveMsecs: 15_000, maxSockets: 32, timeout: 60_000 } as const

export interface Transport {
  /** The handler for clients; `caFile` is a PEM file of further authorities. Throws `file-unreadable` for a bad one. */
  handler(caFile?: string): Promise<NodeHttpHandler>
  /** The handler for servers on this very machine: no proxy, and nothing of proxies is loaded. */
  direct(): Promise<NodeHttpHandler>
  /** Closes every connection. */
  destroy(): void
}

/** Opens a transport. Nothing is loaded or connected before the first request. */
export function createTransport(world: AwsWorld, patience = usualPatience): Transport {
  const handlers = new Map<string, Promise<NodeHttpHandler>>()
  const closers: (() => void)[] = []

  async function build(agents: Agents): Promise<NodeHttpHandler> {
    closers.push(() => {
      agents.httpAgent.destroy()
      agents.httpsAgent.destroy()
    })
    const Handler = await impatientHandler(patience, (url) => proxyOf(world, url))
    return new Handler({ ...agents, socketAcquisitionWarningTimeout: 600_000 })
  }

  function kept(key: string, make: () => Promise<Agents>): Promise<NodeHttpHandler> {
    const known = handlers.get(key)
    if (known) return known
    const built = make().then(build)
    handlers.set(key, built)
    built.catch(() => handlers.delete(key))
    return built
  }

  return {
    handler: (caFile = '') =>
      kept(caFile, async () => routedAgents(world, patience, caFile ? await authorities(caFile, world) : undefined)),
    direct: () => kept('direct', () => directAgents(patience)),
    destroy() {
      for (const close of closers.splice(0)) close()
      handlers.clear()
    },
  }
}

/** A handler whose answers must be whole in time, and that names the proxy that answers in the place of a service. */
async function impatientHandler(
  { answer }: Patience,
  proxyFor: (url: string) => Promise<string | undefined>,
): Promise<typeof NodeHttpHandler> {
  const { NodeHttpHandler: Handler } = await import('@smithy/node-http-handler')
  return class extends Handler {
    override async handle(...[request, options = {}]: Parameters<NodeHttpHandler['handle']>) {
      const deadline = new Deadline(answer, options.abortSignal)
      try {
        const result = await super.handle(request, { ...options, abortSignal: deadline.signal })
        if (result.response.statusCode === 407) throw await passwordWanted(request)
        deadline.endsWith(result.response.body)
        return result
      } catch (error) {
        deadline.clear()
        throw deadline.isOver ? timeoutError(answerTimeoutName, answer) : error
      }
    }
  }

  async function passwordWanted({ protocol, hostname, port }: { protocol: string; hostname: string; port?: number }) {
    const proxy = await proxyFor(`${protocol}//${hostname}${port ? `:${port}` : ''}/`)
    return proxyFault('proxy-authentication', proxy && proxyPlace(proxy), { httpStatus: 407 })
  }
}

type AbortSignalLike = NonNullable<NonNullable<Parameters<NodeHttpHandler['handle']>[1]>['abortSignal']>

/** The end of one exchange's time: it stops the request, and later the body that is still on its way. */
class Deadline {
  isOver = false
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #outer: AbortSignalLike | undefined
  readonly #stop = () => this.#controller.abort()
  #body: IncomingMessage | undefined

  constructor(ms: number, outer: AbortSignalLike | undefined) {
    this.#timer = setTimeout(() => {
      this.isOver = true
      this.#body?.destroy(timeoutError(answerTimeoutName, ms))
      this.#controller.abort()
    }, ms)
    if (outer?.aborted) this.#stop()
    else if (outer && 'addEventListener' in outer) outer.addEventListener('abort', this.#stop, { once: true })
    this.#outer = outer
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  endsWith(body: IncomingMessage): void {
    this.#body = body
    body.once('close', () => this.clear())
  }

  clear(): void {
    clearTimeout(this.#timer)
    if (this.#outer && 'removeEventListener' in this.#outer) this.#outer.removeEventListener('abort', this.#stop)
  }
}

async function directAgents({ connect }: Patience, ca?: string[]): Promise<Agents> {
  const { patientAgents } = await import('./patient-agents.ts')
  return patientAgents({ ...agentOptions, ...(ca && { ca }) }, connect)
}

async function routedAgents(world: AwsWorld, patience: Patience, ca: string[] | undefined): Promise<Agents> {
  const direct = await directAgents(patience, ca)
  if (!world.proxyFor && !namesProxy(world)) return direct
  const { createProxiedAgent } = await import('./proxied-agent.ts')
  const agent = await createProxiedAgent({
    options: { ...agentOptions, ...(ca && { ca }) },
    direct,
    proxyFor: (url) => proxyOf(world, url),
    connectMs: patience.connect,
  })
  // The handler asks of an agent only what both kinds have; the types of Node tell them apart.
  return { httpAgent: agent, httpsAgent: agent as HttpsAgent }
}

function namesProxy({ environment }: AwsWorld): boolean {
  return ['https_proxy', 'http_proxy', 'all_proxy'].some(
    (name) => variable(environment, name) ?? variable(environment, name.toUpperCase()),
  )
}

/** Everything on this machine is reached directly, without asking anybody. */
export async function proxyOf(world: AwsWorld, url: string): Promise<string | undefined> {
  if (isLoopback(url)) return undefined
  const proxy = world.proxyFor ? await world.proxyFor(url) : proxyFromEnvironment(world.environment, url)
  return proxy && requireProxy(proxy)
}

/** The authorities that Node trusts by itself, NODE_EXTRA_CA_CERTS included, and those of the file. */
async function authorities(file: string, world: AwsWorld): Promise<string[]> {
  const tls = await import('node:tls')
  const extra = variable(world.environment, 'NODE_EXTRA_CA_CERTS')
  const trusted =
    typeof tls.getCACertificates === 'function'
      ? tls.getCACertificates('default')
      : [...tls.rootCertificates, ...(extra ? [await readPem(extra)] : [])]
  return [...trusted, await readPem(file)]
}

export async function readPem(file: string): Promise<string> {
  try {
    const text = await readOrdinary(file)
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    const systemCode = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new DiagnosedError('file-unreadable', { file, systemCode, reason: 'ca-bundle' }, { cause: error })
  }
  throw new DiagnosedError('file-unreadable', { file, reason: 'ca-bundle-without-certificate' })
}
