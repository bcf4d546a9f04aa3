/**
 * What went wrong below HTTP, told apart by the system's code: name lookup, connection, or encryption. Each has another
 * remedy, so none may hide behind another.
 */
export type NetworkFault =
  | 'name-not-found'
  | 'name-lookup-failed'
  | 'refused'
  | 'no-route'
  | 'timed-out'
  | 'cut'
  | 'other-protocol'

const faults: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  EAI_NONAME: 'name-not-found',
  EAI_AGAIN: 'name-lookup-failed',
  EAI_FAIL: 'name-lookup-failed',
  ESERVFAIL: 'name-lookup-failed',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  ETIMEDOUT: 'timed-out',
  ESOCKETTIMEDOUT: 'timed-out',
  ECONNRESET: 'cut',
  ECONNABORTED: 'cut',
  EPIPE: 'cut',
  HPE_INVALID_CONSTANT: 'other-protocol',
  EPROTO: 'other-protocol',
  ERR_SSL_WRONG_VERSION_NUMBER: 'other-protocol',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'other-protocol',
  ERR_SSL_HTTP_REQUEST: 'other-protocol',
}

/**
 * The names that our transport gives to a connection that was not ready in time, and to an answer that was not whole in
 * time. The SDK repeats whatever it knows as a time-out; it knows neither of these, so nobody waits three times.
 */
export const connectTimeoutName = 'ConnectTimeoutError'
export const answerTimeoutName = 'AnswerTimeoutError'
const timeoutNames: ReadonlySet<string> = new Set(['TimeoutError', connectTimeoutName, answerTimeoutName])

/** An error of one of those names. */
export function timeoutError(name: typeof connectTimeoutName | typeof answerTimeoutName, ms: number): Error {
  const error = new Error(`not done within ${ms} ms`)
  error.name = name
  return error
}

/** The fault behind a system code or the SDK's time-out; undefined where the network is not at fault. */
export function networkFault(name: string, systemCode: string | undefined): NetworkFault | undefined {
  if (systemCode !== undefined && Object.hasOwn(faults, systemCode)) return faults[systemCode]
  return timeoutNames.has(name) ? 'timed-out' : undefined
}

/** OpenSSL's and Node's codes of a server that could not prove who it is. */
export const tlsFaultCodes: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
])
