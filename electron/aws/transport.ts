/**
 * How requests travel: connections kept alive and shared, bounded waiting, the proxy that the system or the environment
 * wants, and the certificate authorities that AWS_CA_BUNDLE or a profile's `ca_bundle` adds. One transport serves KMS,
 * STS and single sign-on alike, so that none of them can miss a rule. A bundle is added to the public authorities, not put
 * in their place (the AWS CLI replaces them): whoever installs a company's authority still reaches real AWS.
 */
import { readFile } from 'node:fs/promises'
import type { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { connectTimeoutName } from './network-fault.ts'
import { isLoopback, proxyFromEnvironment } from './proxy.ts'
import { type AwsWorld, variable } from './world.ts'

/** How long to wait for a connection and for an answer, in milliseconds. */
export interface Patience {
  connect: number
  request: number
}

/** A host that is silent must fail in under five seconds, so connecting is tried once; KMS itself answers in milliseconds. */
export const usualPatience: Patience = { connect: 4000, request: 20_000 }
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
    const Handler = await impatientHandler(patience)
    return new Handler({
      ...agents,
      connectionTimeout: patience.connect,
      requestTimeout: patience.request,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: 600_000,
    })
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
      kept(caFile, async () => routedAgents(world, caFile ? await authorities(caFile, world) : undefined)),
    direct: () => kept('direct', () => directAgents()),
    destroy() {
      for (const close of closers.splice(0)) close()
      handlers.clear()
    },
  }
}

/**
 * The SDK repeats whatever timed out, and cannot tell a silent host from a slow answer. Here a connection that did not
 * come about gets a name of its own, which is not on the SDK's list, so that it is not waited for three times.
 */
async function impatientHandler({ request }: Patience): Promise<typeof NodeHttpHandler> {
  const { NodeHttpHandler: Handler } = await import('@smithy/node-http-handler')
  return class extends Handler {
    override async handle(...args: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
      const start = performance.now()
      try {
        return await super.handle(...args)
      } catch (error) {
        const waited = performance.now() - start
        const timedOut = error instanceof Error && error.name === 'TimeoutError'
        if (timedOut && waited < request * 0.9) error.name = connectTimeoutName
        throw error
      }
    }
  }
}

interface Agents {
  httpAgent: HttpAgent
  httpsAgent: HttpsAgent
}

async function directAgents(ca?: string[]): Promise<Agents> {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')])
  return {
    httpAgent: new http.Agent(agentOptions),
    httpsAgent: new https.Agent({ ...agentOptions, ...(ca && { ca }) }),
  }
}

async function routedAgents(world: AwsWorld, ca: string[] | undefined): Promise<Agents> {
  const direct = await directAgents(ca)
  if (!world.proxyFor && !namesProxy(world)) return direct
  const { ProxyAgent } = await import('proxy-agent')
  const getProxyForUrl = (url: string) => proxyOf(world, url)
  const proxied = new ProxyAgent({ ...agentOptions, ...(ca && { ca }), ...direct, getProxyForUrl })
  return { httpAgent: proxied, httpsAgent: proxied }
}

function namesProxy({ environment }: AwsWorld): boolean {
  return ['https_proxy', 'http_proxy', 'all_proxy'].some(
    (name) => variable(environment, name) ?? variable(environment, name.toUpperCase()),
  )
}

/** Everything on this machine is reached directly, without asking anybody. */
async function proxyOf(world: AwsWorld, url: string): Promise<string> {
  if (isLoopback(url)) return ''
  const proxy = world.proxyFor ? await world.proxyFor(url) : proxyFromEnvironment(world.environment, url)
  return proxy ?? ''
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

async function readPem(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch (error) {
    const systemCode = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new DiagnosedError('file-unreadable', { file, systemCode, reason: 'ca-bundle' }, { cause: error })
  }
  throw new DiagnosedError('file-unreadable', { file, reason: 'ca-bundle-without-certificate' })
}
