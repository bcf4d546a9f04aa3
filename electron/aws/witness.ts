/**
 * The SDK's providers for single sign-on and login fold what the service said into one text. This handler looks at the
 * answers as they pass, so that a refusal is still judged by its status and a broken network by its code. Another one
 * looks at where requests go, which the SDK decides when it makes them.
 */
import type { NodeHttpHandler } from '@smithy/node-http-handler'

export interface Witness {
  handler: NodeHttpHandler
  /** The last failure seen: an error of the network, or the status of a refusing answer. */
  failure(): Error | undefined
}

/** Wraps a handler of the transport for the duration of one provider's work. */
export function witnessed(inner: NodeHttpHandler): Witness {
  let seen: Error | undefined
  const handle: NodeHttpHandler['handle'] = async (request, options) => {
    try {
      const answer = await inner.handle(request, options)
      seen = answer.response.statusCode >= 400 ? refusal(answer.response) : undefined
      return answer
    } catch (error) {
      seen = error instanceof Error ? error : undefined
      throw error
    }
  }
  return { handler: withHandle(inner, handle), failure: () => seen }
}

/** Wraps a handler so that `see` gets the endpoint of every request that passes. */
export function observed(inner: NodeHttpHandler, see: (endpoint: string) => void): NodeHttpHandler {
  return withHandle(inner, (request, options) => {
    const { protocol, hostname, port } = request
    see(`${protocol}//${hostname}${port ? `:${port}` : ''}`)
    return inner.handle(request, options)
  })
}

/** Everything but `handle` stays the wrapped handler's own. */
function withHandle(inner: NodeHttpHandler, handle: NodeHttpHandler['handle']): NodeHttpHandler {
  return new Proxy(inner, { get: (target, key) => (key === 'handle' ? handle : Reflect.get(target, key, target)) })
}

interface AnswerHead {
  statusCode: number
  headers: Record<string, string>
}

/** An error as the SDK would have thrown it: named by the service's error type, with the answer's status and id. */
function refusal({ statusCode, headers }: AnswerHead): Error {
  const type = headers['x-amzn-errortype']?.split(/[:#]/)[0]
  const error = new Error('refused')
  error.name = type ?? String(statusCode)
  const requestId = headers['x-amzn-requestid']
  return Object.assign(error, {
    $fault: statusCode >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: statusCode, ...(requestId && { requestId }) },
  })
}
