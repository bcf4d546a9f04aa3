/**
 * The way through a proxy. The library speaks the protocols; here its waiting is bounded, its connections end with the
 * request or the transport that wanted them, and whatever goes wrong before the proxy has opened the way is told as a
 * fault of the proxy, named by host and port. Neither the proxy's URL nor its answer is ever quoted.
 */
import type { AgentOptions, ClientRequest, Agent as HttpAgent } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import { networkFault, tlsFaultCodes } from './network-fault.ts'
import { type Agents, endUnlessReady } from './patient-agents.ts'
import { proxyFault, proxyPlace } from './proxy.ts'

export interface ProxiedSettings {
  options: AgentOptions & { ca?: string[] }
  /** The agents of whatever needs no proxy. */
  direct: Agents
  /** The proxy of a URL, undefined for none. May throw a diagnosis. */
  proxyFor: (url: string) => Promise<string | undefined>
  connectMs: number
}

/** An agent that finds the way of each request. Destroying it ends what is under way as well. */
export async function createProxiedAgent(settings: ProxiedSettings): Promise<HttpAgent> {
  const { ProxyAgent } = await import('proxy-agent')
  const places = new WeakMap<ClientRequest, string>()
  const guarded = new WeakSet<HttpAgent>()
  const underWay = new Set<AbortController>()

  const getProxyForUrl = async (url: string, request: ClientRequest) => {
    const proxy = await settings.proxyFor(url)
    places.set(request, (proxy && proxyPlace(proxy)) ?? '')
    return proxy ?? ''
  }

  class Proxied extends ProxyAgent {
    override async connect(...args: Parameters<InstanceType<typeof ProxyAgent>['connect']>): Promise<HttpAgent> {
      const agent = await super.connect(...args)
      if (agent !== this.httpAgent && agent !== this.httpsAgent && !guarded.has(agent)) {
        guarded.add(agent)
        guard(agent as HttpAgent & Connector)
      }
      return agent
    }

    override destroy(): void {
      for (const attempt of underWay) attempt.abort()
      super.destroy()
    }
  }

  function guard(agent: Connector): void {
    const connect = agent.connect.bind(agent)
    // SOCKS waits by itself, for as long as this says; the others take a signal with the options of their connection.
    if ('shouldLookup' in agent) agent.timeout = settings.connectMs
    agent.connect = async (request, options) => {
      const attempt = new Attempt(request, places.get(request), settings.connectMs)
      underWay.add(attempt.controller)
      try {
        agent.connectOpts = { ...agent.connectOpts, signal: attempt.controller.signal }
        const socket = await attempt.finish(connect(request, options))
        return options.secureEndpoint ? endUnlessReady(socket, 'secureConnect', settings.connectMs) : socket
      } finally {
        underWay.delete(attempt.controller)
        attempt.settle()
      }
    }
  }

  return new Proxied({ ...settings.options, ...settings.direct, getProxyForUrl })
}

/** What the library's agents have in common: `connectOpts` are those of the connection to the proxy. */
interface Connector {
  connect(request: ClientRequest, options: { secureEndpoint: boolean }): Promise<Duplex>
  connectOpts?: object
  timeout?: number
}

/** One attempt to get past a proxy. */
class Attempt {
  readonly controller = new AbortController()
  readonly #request: ClientRequest
  readonly #place: string | undefined
  readonly #timer: NodeJS.Timeout
  readonly #destroyRequest: ClientRequest['destroy']
  #isLate = false
  #status: number | undefined
  #socksSocket: Socket | undefined

  constructor(request: ClientRequest, place: string | undefined, connectMs: number) {
    this.#request = request
    this.#place = place
    this.#timer = setTimeout(() => {
      this.#isLate = true
      this.controller.abort()
    }, connectMs)
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      this.#status = statusCode
    })
    request.once('proxy', ({ socket }: { socket: Socket }) => {
      this.#socksSocket = socket
    })
    // A request that is given up before it has a socket tells nobody.
    this.#destroyRequest = request.destroy
    request.destroy = (error) => {
      this.controller.abort()
      return this.#destroyRequest.call(request, error)
    }
  }

  /** The socket behind the proxy, or the diagnosis of why there is none. */
  async finish(connected: Promise<Duplex>): Promise<Duplex> {
    const socket = await connected.catch((error: unknown) => {
      throw this.#fault(error)
    })
    // The patience of SOCKS is for connecting; the library goes on to apply it to silence afterwards.
    this.#socksSocket?.setTimeout(0)
    if (this.#status === undefined || this.#status === 200) return socket
    socket.destroy()
    const reason = this.#status === 407 ? 'proxy-authentication' : 'proxy-refused'
    throw proxyFault(reason, this.#place, { httpStatus: this.#status })
  }

  settle(): void {
    clearTimeout(this.#timer)
    this.#request.destroy = this.#destroyRequest
  }

  #fault(error: unknown): unknown {
    if (this.#isLate) return proxyFault('proxy-unreachable', this.#place, { systemCode: 'ETIMEDOUT' })
    if (!(error instanceof Error) || this.controller.signal.aborted) return error
    const systemCode = systemCodeOf(error)
    // Some kinds of SOCKS look up the host themselves: its name is no fault of the proxy.
    if ('hostname' in error && !this.#place?.startsWith(`${error.hostname}:`)) return error
    const evidence = systemCode === undefined ? {} : { systemCode }
    if (systemCode !== undefined && tlsFaultCodes.has(systemCode))
      return new DiagnosedError('tls-untrusted', { ...(this.#place && { proxy: this.#place }), ...evidence })
    const fault = networkFault(error.name, systemCode)
    const wasThere = fault === undefined || fault === 'cut'
    return proxyFault(wasThere ? 'proxy-refused' : 'proxy-unreachable', this.#place, evidence)
  }
}

/** The library for SOCKS keeps of the system's error its text alone, in which Node puts the code. */
function systemCodeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.name === 'Error' ? /^connect (E[A-Z]+)\b/.exec(error.message)?.[1] : undefined
}
