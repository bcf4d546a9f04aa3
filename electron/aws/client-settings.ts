/** The settings that every client of the SDK gets here, whatever its service. */
import type { NodeHttpHandler } from '@smithy/node-http-handler'

/** Queries may be repeated with growing, jittered pauses; a connection that fails is not (see the transport). */
const attempts = 3

export interface ClientPlace {
  region: string
  endpoint: string | undefined
  handler: NodeHttpHandler
  userAgentApp: string
  /** Whether nothing of this machine's environment and AWS files counts. It takes an endpoint. */
  isSelfContained?: boolean
}

/** What the SDK would else read there, beside what every client is given. */
const selfContained = {
  retryMode: 'standard',
  defaultsMode: 'standard',
  authSchemePreference: ['sigv4'] as string[],
} as const

/** Settings for a client of any AWS service at a place. */
export function clientSettings({ region, endpoint, handler, userAgentApp, isSelfContained }: ClientPlace) {
  // An endpoint of one's own and the FIPS or dual-stack endpoints of AWS exclude each other; the SDK refuses both at once.
  const custom = endpoint === undefined ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }
  const common = { region, requestHandler: handler, maxAttempts: attempts, userAgentAppId: userAgentApp }
  return { ...common, ...custom, ...(isSelfContained && selfContained) }
}
