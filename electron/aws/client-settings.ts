/** The settings that every client of the SDK gets here, whatever its service. */
import type { NodeHttpHandler } from '@smithy/node-http-handler'

/** Queries may be repeated with growing, jittered pauses; a connection that fails is not (see the transport). */
const attempts = 3

export interface ClientPlace {
  region: string
  endpoint: string | undefined
  handler: NodeHttpHandler
  userAgentApp: string
}

/** Settings for a client of any AWS service at a place. */
export function clientSettings({ region, endpoint, handler, userAgentApp }: ClientPlace) {
  // An endpoint of one's own and the FIPS or dual-stack endpoints of AWS exclude each other; the SDK refuses both at once.
  const custom = endpoint === undefined ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }
  return { region, requestHandler: handler, maxAttempts: attempts, userAgentAppId: userAgentApp, ...custom }
}
