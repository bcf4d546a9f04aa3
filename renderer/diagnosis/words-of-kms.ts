import type { DiagnosisCode, Evidence } from '../../shared/diagnosis.ts'
import {
  act,
  advice,
  awsCommand,
  because,
  copy,
  endpointOfOnesOwn,
  keyOf,
  operationOf,
  retry,
  switchIdentity,
  titled,
  utc,
  type Words,
  whose,
} from './words.ts'

const consequence = 'A server that runs keeps running; after its next restart it stays sealed.'
const openKeys = act('open-keys', 'Open Keys')
const keyId = (e: Evidence) => e.keyArn ?? e.keyReference ?? 'KEY_ID'
function where(e: Evidence): string {
  const endpoint = endpointOfOnesOwn(e)
  if (endpoint) return ` at ${endpoint}`
  return e.region ? ` in ${e.region}` : ''
}

/** The permission behind an operation, in the spelling of a policy. */
function actionOf(e: Evidence): string | undefined {
  const operation = operationOf(e)
  const service = operation === 'GetCallerIdentity' || operation?.startsWith('AssumeRole') ? 'sts' : 'kms'
  return operation && `${service}:${operation}`
}

function statement(e: Evidence): string {
  return JSON.stringify({ Effect: 'Allow', Action: actionOf(e) ?? 'kms:*', Resource: e.keyArn ?? '*' }, null, 2)
}

export const wordsOfKms = {
  'permission-denied': {
    title: (e) => titled('Not allowed', actionOf(e) ?? keyOf(e)),
    happened: (e) =>
      `AWS knows ${e.callerArn ?? whose(e)} and refuses this act${keyOf(e) ? ` on ${keyOf(e)}` : ''}. A policy of the caller, of the key, or of the organisation decides that; AWS's own text below says which, where AWS tells.`,
    remedies: (e) => [
      copy('Statement for the caller’s IAM policy', statement(e)),
      ...(keyOf(e)
        ? [
            copy(
              'Read the key policy',
              awsCommand(e, 'kms', 'get-key-policy', '--key-id', keyId(e), '--policy-name', 'default'),
            ),
          ]
        : []),
      switchIdentity,
      retry,
      advice('An explicit deny in a service control policy cannot be lifted inside this account.'),
    ],
  },
  'key-not-found': {
    title: (e) => titled('Key not found', withBlanksSeen(keyOf(e))),
    happened: (e) =>
      `KMS knows no such key or alias for ${whose(e)}${where(e)}. Key ids and aliases belong to one region of one account, so it may exist elsewhere.`,
    remedies: (e) => [
      openKeys,
      copy('List the aliases there', awsCommand(e, 'kms', 'list-aliases')),
      switchIdentity,
      retry,
    ],
  },
  'key-disabled': {
    title: (e) => titled('Key is disabled', keyOf(e)),
    happened: () => `KMS neither encrypts nor decrypts with a disabled key. ${consequence}`,
    remedies: (e) => [
      copy('Enable the key', awsCommand(e, 'kms', 'enable-key', '--key-id', keyId(e))),
      openKeys,
      retry,
    ],
  },
  'key-unusable-state': {
    title: (e) =>
      titled(
        e.deletionAt ? 'Key is to be deleted' : 'Key cannot be used in its state',
        e.deletionAt ? utc(e.deletionAt) : (e.keyState ?? keyOf(e)),
      ),
    happened: (e) =>
      e.deletionAt || e.keyState === 'PendingDeletion'
        ? `The key is scheduled for deletion${e.deletionAt ? ` at ${utc(e.deletionAt)}` : ''}. Once it is gone, nothing that it wrapped can ever be opened again: a cluster sealed with it is lost.`
        : `The key’s state lets KMS neither encrypt nor decrypt with it. ${consequence}`,
    remedies: (e) =>
      e.deletionAt || e.keyState === 'PendingDeletion'
        ? [
            copy('Cancel the deletion', awsCommand(e, 'kms', 'cancel-key-deletion', '--key-id', keyId(e))),
            copy(
              'Then enable the key, which comes back disabled',
              awsCommand(e, 'kms', 'enable-key', '--key-id', keyId(e)),
            ),
            retry,
          ]
        : [copy('See the key’s state', awsCommand(e, 'kms', 'describe-key', '--key-id', keyId(e))), openKeys, retry],
  },
  'key-unfit': {
    title: (e) => titled('Key cannot be a seal key', keyOf(e)),
    happened: () =>
      'A seal needs a symmetric key for encryption and decryption. A server starts with this one and fails at its first write; an init that fails so leaves a store that has to be wiped.',
    remedies: () => [openKeys, advice('Choose or create a key of spec SYMMETRIC_DEFAULT and usage ENCRYPT_DECRYPT.')],
  },
  'wrong-key': {
    title: (e) => titled('Wrapped by another key', e.keyArn ?? keyOf(e)),
    happened: () => 'KMS decrypts, but the blob was wrapped by a key other than the one it was asked to use.',
    remedies: () => [
      switchIdentity,
      advice('The blob names its key in key_id: use an identity that may decrypt with that key.'),
    ],
  },
  'ciphertext-rejected': {
    title: (e) => titled('KMS cannot open the wrapped key', keyOf(e)),
    happened: () =>
      'KMS says that the wrapped DEK is not valid for it: the bytes were damaged, they come from another account, region or KMS, or the key that made them is gone. KMS does not say which.',
    remedies: () => [
      switchIdentity,
      advice(
        'Compare the account and region in key_id with the identity in use. A blob made on the sandbox opens on the sandbox only.',
      ),
    ],
  },
  'kms-unavailable': {
    title: (e) => titled('KMS answers with a fault of its own', e.httpStatus ? `HTTP ${e.httpStatus}` : e.awsError),
    happened: (e) => `KMS was reached${where(e)} and could not serve the request. ${consequence}`,
    remedies: () => [retry, copy('Look at the AWS service status', 'https://health.aws.amazon.com/health/status')],
  },
  throttled: {
    title: (e) => titled('KMS slows this account down', operationOf(e)),
    happened: () =>
      'The account sends more requests than its quota for this region allows. The request was repeated with pauses and refused each time.',
    remedies: () => [
      retry,
      advice('Other programs of the account share the quota. Service Quotas shows and raises it.'),
    ],
  },
  'quota-reached': {
    title: (e) => titled('A quota of KMS is reached', operationOf(e)),
    happened: () => 'The account has as many of these as its quota allows. Nothing was changed.',
    remedies: (e) => [
      copy(
        'See the quotas of KMS',
        awsCommand({ ...e, endpoint: undefined }, 'service-quotas', 'list-service-quotas', '--service-code', 'kms'),
      ),
      retry,
    ],
  },
  'operation-unsupported': {
    title: (e) => titled('Not supported', operationOf(e) ?? keyOf(e)),
    happened: (e) => `What answers${where(e)} does not offer this operation, or not for this kind of key.`,
    remedies: () => [advice('Stand-ins for KMS often offer a part of it. What needs this operation stays empty.')],
  },
  'request-rejected': {
    title: (e) => titled('AWS does not take the request', e.awsError ?? operationOf(e)),
    happened: (e) =>
      `AWS read the request${operationOf(e) ? ` for ${operationOf(e)}` : ''} and found fault with a value in it${keyOf(e) ? `, the key ${keyOf(e)} perhaps` : ''}. Its own text below says which. Nothing was done.`,
    remedies: () => [
      openKeys,
      advice('Where AWS names no value, look at the spelling of the key and at the size of what was to be encrypted.'),
      retry,
    ],
  },
  'endpoint-unreachable': {
    title: (e) =>
      endsAtProxy(e)
        ? titled('Proxy does not lead to the endpoint', e.proxy ?? e.endpoint)
        : titled('Endpoint cannot be reached', e.endpoint ?? e.region),
    happened: (e) =>
      `${endsAtProxy(e) ? proxyFault(e) : reachFault(e)} The request never arrived, so nothing is known about the key.`,
    remedies: (e) => [
      retry,
      ...(e.endpoint ? [copy('Try the endpoint by hand', `curl -sv --max-time 5 ${e.endpoint}`)] : []),
      act('open-settings', 'Open Settings'),
      advice('Behind a proxy, HTTPS_PROXY and NO_PROXY decide the way; a VPC endpoint needs its private DNS name.'),
    ],
  },
  'endpoint-not-kms': {
    title: (e) => titled('What answers is not KMS', e.httpStatus ? `HTTP ${e.httpStatus}` : e.endpoint),
    happened: (e) =>
      `Something answered${where(e)}, but not in the way KMS does: most often a proxy, a captive portal or another service on that port.`,
    remedies: (e) => [...(e.endpoint ? [copy('See what answers', `curl -si --max-time 5 ${e.endpoint}`)] : []), retry],
  },
  'endpoint-invalid': {
    title: (e) => titled('Endpoint is not a URL that KMS can have', e.endpoint),
    happened: (e) =>
      `An endpoint is a URL with http or https, a host, and a port where it is not the usual one${because(e)}.`,
    remedies: () => [
      advice('For instance https://kms.eu-west-1.amazonaws.com, or left empty for the region’s own endpoint.'),
    ],
  },
  'tls-untrusted': {
    title: (e) => titled('Certificate is not trusted', e.endpoint),
    happened: (e) =>
      `The connection was ended before anything was sent, because the certificate was not issued by an authority that this machine trusts, or not for this host${e.systemCode ? ` (${e.systemCode})` : ''}. A proxy that opens TLS does that.`,
    remedies: () => [
      copy('Trust the authority of your proxy', 'export AWS_CA_BUNDLE=/path/to/ca-bundle.pem'),
      advice('ca_bundle in the profile does the same. Start Sealwright anew after a change of the environment.'),
      retry,
    ],
  },
} satisfies Partial<Record<DiagnosisCode, Words>>

const endsAtProxy = ({ reason }: Evidence) => reason?.startsWith('proxy-') ?? false

function proxyFault(e: Evidence): string {
  const answered = e.httpStatus ? `: it answered HTTP ${e.httpStatus}` : ''
  switch (e.reason) {
    case 'proxy-authentication':
      return 'The proxy wants a name and a password, and its URL has none that it takes.'
    case 'proxy-refused':
      return `The proxy was reached and did not open the way to the endpoint${answered}.`
    case 'proxy-invalid':
      return 'The proxy that the environment or the system names has no URL of http, https or socks5.'
    default:
      return `The way leads through a proxy, which fails first. ${reachFault(e)}`
  }
}

function reachFault({ systemCode }: Evidence): string {
  switch (systemCode) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The name of the host could not be resolved by DNS.'
    case 'ECONNREFUSED':
      return 'The host was found, and nothing listens on that port.'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'The connection was made and then cut.'
    case 'ETIMEDOUT':
    case 'ETIME':
    case 'TimeoutError':
      return 'The host did not answer in time; a firewall or a missing route does that.'
    default:
      return `No connection could be made${systemCode ? ` (${systemCode})` : ''}.`
  }
}

/** A reference with blanks around it in quotes: outside of them nobody would see the blanks, which KMS does. */
const withBlanksSeen = (reference: string | undefined): string | undefined =>
  reference === reference?.trim() ? reference : `“${reference}”`
