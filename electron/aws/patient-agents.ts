/**
 * Agents of Node whose connections must be ready in time. Ready means that the first byte of a request could be sent: the
 * name is looked up, the host has answered, and TLS, where it is spoken, is agreed. Node itself waits for none of these.
 */
import { type AgentOptions, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent, type AgentOptions as SecureAgentOptions } from 'node:https'
import type { Duplex } from 'node:stream'
import { connectTimeoutName, timeoutError } from './network-fault.ts'

export interface Agents {
  httpAgent: HttpAgent
  httpsAgent: HttpsAgent
}

/** Agents that connect directly, both with the same options. */
export function patientAgents(options: SecureAgentOptions, connectMs: number): Agents {
  return {
    httpAgent: new PatientHttpAgent(options, connectMs),
    httpsAgent: new PatientHttpsAgent(options, connectMs),
  }
}

/** Ends a connection that does not say `event` in time with an error of our own name. */
export function endUnlessReady<T extends Duplex | null | undefined>(
  socket: T,
  event: 'connect' | 'secureConnect',
  ms: number,
): T {
  if (!socket) return socket
  const timer = setTimeout(() => socket.destroy(timeoutError(connectTimeoutName, ms)), ms)
  const stop = () => clearTimeout(timer)
  socket.once(event, stop).once('close', stop)
  return socket
}

class PatientHttpAgent extends HttpAgent {
  readonly #connectMs: number

  constructor(options: AgentOptions, connectMs: number) {
    super(options)
    this.#connectMs = connectMs
  }

  override createConnection(...args: Parameters<HttpAgent['createConnection']>) {
    return endUnlessReady(super.createConnection(...args), 'connect', this.#connectMs)
  }
}

class PatientHttpsAgent extends HttpsAgent {
  readonly #connectMs: number

  constructor(options: SecureAgentOptions, connectMs: number) {
    super(options)
    this.#connectMs = connectMs
  }

  override createConnection(...args: Parameters<HttpsAgent['createConnection']>) {
    return endUnlessReady(super.createConnection(...args), 'secureConnect', this.#connectMs)
  }
}
