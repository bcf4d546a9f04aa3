import * as kms from '@aws-sdk/client-kms'
import * as sts from '@aws-sdk/client-sts'
import { describe, expect, it } from 'vitest'
import { DiagnosedError, type DiagnosisCode, type Evidence } from '../../shared/diagnosis.ts'
import { type CallFacts, diagnoseAwsError } from './diagnose.ts'

const now = new Date('2026-11-25T12:00:00.000Z')
const facts: CallFacts = {
  operation: 'DescribeKey',
  evidence: { region: 'eu-west-1', keyReference: 'alias/vault-unseal', profile: 'prod' },
  now,
}

interface Answer {
  status?: number
  headers?: Record<string, string>
  message?: string
}

/** An error as the SDK throws it for an answer of the service. */
function awsError(name: string, { status = 400, headers = {}, message = 'said by AWS' }: Answer = {}): Error {
  const error = new Error(message)
  error.name = name
  return Object.assign(error, {
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status, requestId: 'request-1' },
    $response: { statusCode: status, headers },
  })
}

function systemError(code: string, name = 'Error'): Error {
  const error = Object.assign(new Error(`failed with ${code}`), { code })
  error.name = name
  return error
}

function diagnosed(error: unknown, given: CallFacts = facts): { code: DiagnosisCode; evidence: Evidence } {
  const result = diagnoseAwsError(error, given)
  if (!(result instanceof DiagnosedError)) throw new Error('it is no diagnosis')
  return result.diagnosis
}

describe('answers of AWS', () => {
  it.each<[string, DiagnosisCode, number?]>([
    ['NotFoundException', 'key-not-found'],
    ['InvalidArnException', 'key-not-found'],
    ['DisabledException', 'key-disabled'],
    ['KMSInvalidStateException', 'key-unusable-state'],
    ['InvalidKeyUsageException', 'key-unfit'],
    ['IncorrectKeyException', 'wrong-key'],
    ['InvalidCiphertextException', 'ciphertext-rejected'],
    ['KeyUnavailableException', 'kms-unavailable', 500],
    ['KMSInternalException', 'kms-unavailable', 500],
    ['DependencyTimeoutException', 'kms-unavailable', 503],
    ['LimitExceededException', 'quota-reached'],
    ['UnsupportedOperationException', 'operation-unsupported'],
    ['UnknownOperationException', 'operation-unsupported'],
    ['ValidationException', 'request-rejected'],
    ['SerializationException', 'request-rejected'],
    ['AccessDeniedException', 'permission-denied'],
    ['AccessDenied', 'permission-denied', 403],
    ['ExpiredTokenException', 'credentials-expired'],
    ['ExpiredToken', 'credentials-expired', 403],
    ['UnrecognizedClientException', 'credentials-rejected'],
    ['InvalidClientTokenId', 'credentials-rejected', 403],
    ['InvalidSignatureException', 'credentials-rejected'],
    ['SignatureDoesNotMatch', 'credentials-rejected', 403],
    ['IncompleteSignature', 'credentials-rejected'],
    ['MissingAuthenticationTokenException', 'credentials-rejected'],
    ['RequestExpired', 'clock-skewed'],
    ['Throttling', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['TooManyRequestsException', 'throttled', 429],
    ['RequestLimitExceeded', 'throttled', 503],
    ['ServiceUnavailable', 'kms-unavailable', 503],
    ['InternalFailure', 'kms-unavailable', 500],
    ['SomethingNewException', 'request-rejected', 400],
    ['SomethingNewException', 'request-rejected', 404],
    ['SomethingNewException', 'credentials-rejected', 401],
    ['SomethingNewException', 'permission-denied', 403],
    ['SomethingNewException', 'throttled', 429],
    ['SomethingNewException', 'kms-unavailable', 500],
  ])('%s means %s', (name, code, status = 400) => {
    const found = diagnosed(awsError(name, { status }))
    expect(found.code).toBe(code)
    expect(found.evidence).toMatchObject({
      operation: 'DescribeKey',
      region: 'eu-west-1',
      profile: 'prod',
      keyReference: 'alias/vault-unseal',
      awsError: name,
      awsMessage: 'said by AWS',
      httpStatus: status,
      requestId: 'request-1',
    })
  })

  const modelled = [...Object.keys(kms), ...Object.keys(sts)].filter(
    (name) => name.endsWith('Exception') && !name.endsWith('ServiceException'),
  )

  it.each(modelled)('every exception that the SDK models has a meaning of its own name: %s', (name) => {
    // With a status that says nothing, only the name can have led to the code.
    expect(diagnosed(awsError(name, { status: 400 })).code).not.toBe('unexpected')
    expect(diagnoseAwsError(Object.assign(new Error(), { name }), facts)).toBeInstanceOf(DiagnosedError)
  })

  it('decides by name, whatever the message says', () => {
    expect(diagnosed(awsError('DisabledException', { message: 'ExpiredToken throttled ECONNREFUSED' })).code).toBe(
      'key-disabled',
    )
  })

  it('shows no empty AWS text', () => {
    for (const message of ['', 'UnknownError'])
      expect(diagnosed(awsError('InvalidCiphertextException', { message })).evidence).not.toHaveProperty('awsMessage')
  })

  it('says that the reference names another region than was asked', () => {
    const keyReference = 'arn:aws:kms:us-east-1:111122223333:key/1234'
    const asked = { ...facts, evidence: { region: 'eu-west-1', keyReference } }
    for (const name of ['NotFoundException', 'InvalidArnException'])
      expect(diagnosed(awsError(name), asked).evidence.reason).toBe('region-differs')
    expect(diagnosed(awsError('NotFoundException')).evidence.reason).toBeUndefined()
  })

  it('calls a refused AssumeRole a matter of the role', () => {
    expect(diagnosed(awsError('AccessDenied', { status: 403 }), { ...facts, operation: 'AssumeRole' }).code).toBe(
      'role-not-assumable',
    )
  })
})

describe('a wrong clock', () => {
  const dated = (name: string, date: string) => diagnosed(awsError(name, { status: 403, headers: { date } }))

  it('is told from a wrong signature by the time of the answer', () => {
    const found = dated('InvalidSignatureException', 'Wed, 25 Nov 2026 12:20:00 GMT')
    expect(found).toMatchObject({ code: 'clock-skewed', evidence: { skewSeconds: 1200 } })
    expect(dated('SignatureDoesNotMatch', 'Wed, 25 Nov 2026 11:00:00 GMT').evidence.skewSeconds).toBe(-3600)
  })

  it('is not suspected within five minutes, nor behind an unknown access key', () => {
    expect(dated('InvalidSignatureException', 'Wed, 25 Nov 2026 12:04:00 GMT')).toMatchObject({
      code: 'credentials-rejected',
      evidence: { reason: 'signature' },
    })
    expect(dated('UnrecognizedClientException', 'Wed, 25 Nov 2026 18:00:00 GMT')).toMatchObject({
      code: 'credentials-rejected',
      evidence: { reason: 'access-key' },
    })
  })
})

describe('the way to AWS', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'name-not-found'],
    ['EAI_AGAIN', 'name-lookup-failed'],
    ['ECONNRESET', 'cut'],
    ['EPIPE', 'cut'],
    ['EHOSTUNREACH', 'no-route'],
    ['ENETUNREACH', 'no-route'],
    ['ETIMEDOUT', 'timed-out'],
  ])('%s means that the endpoint cannot be reached: %s', (code, reason) => {
    expect(diagnosed(systemError(code))).toMatchObject({
      code: 'endpoint-unreachable',
      evidence: { systemCode: code, reason },
    })
  })

  it.each(['TimeoutError', 'ConnectTimeoutError'])('%s means that nobody answered in time', (name) => {
    const error = new Error()
    error.name = name
    expect(diagnosed(error)).toMatchObject({ code: 'endpoint-unreachable', evidence: { reason: 'timed-out' } })
  })

  it('finds the code of several failed attempts to connect', () => {
    const error = new AggregateError([systemError('ECONNREFUSED'), systemError('ECONNREFUSED')])
    expect(diagnosed(error)).toMatchObject({ code: 'endpoint-unreachable', evidence: { systemCode: 'ECONNREFUSED' } })
  })

  it('calls a sandbox that does not answer stopped', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET'])
      expect(diagnosed(systemError(code), { ...facts, sandbox: true }).code).toBe('sandbox-stopped')
    expect(diagnosed(awsError('DisabledException'), { ...facts, sandbox: true }).code).toBe('key-disabled')
  })

  it.each([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('%s means that the server could not prove who it is', (code) => {
    expect(diagnosed(systemError(code))).toMatchObject({ code: 'tls-untrusted', evidence: { systemCode: code } })
  })

  it.each(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'HPE_INVALID_CONSTANT'])('%s means another protocol', (code) => {
    expect(diagnosed(systemError(code))).toMatchObject({
      code: 'endpoint-not-kms',
      evidence: { reason: 'other-protocol' },
    })
  })

  it.each([200, 404, 502, 503])('an answer that is no JSON comes from something else, with status %i', (status) => {
    const found = diagnosed(awsError('SyntaxError', { status, message: "Unexpected token '<'" }))
    expect(found).toMatchObject({ code: 'endpoint-not-kms', evidence: { reason: 'not-json', httpStatus: status } })
    expect(found.evidence).not.toHaveProperty('awsMessage')
    expect(found.evidence).not.toHaveProperty('awsError')
  })

  it('tells a proxy that wants a password', () => {
    expect(diagnosed(awsError('SyntaxError', { status: 407 })).evidence.reason).toBe('proxy-authentication')
  })
})

describe('what is no fact about the world', () => {
  it('stays the error that it is', () => {
    const bug = new TypeError('undefined is not a function')
    expect(diagnoseAwsError(bug, facts)).toBe(bug)
    const syntax = new SyntaxError('Unexpected token')
    expect(diagnoseAwsError(syntax, facts)).toBe(syntax)
    expect(diagnoseAwsError('a string', facts)).toBe('a string')
  })

  it('lets a diagnosis keep its code and its own evidence, and adds what was missing', () => {
    const inner = new DiagnosedError('sso-session-expired', { region: 'eu-central-1', operation: 'GetRoleCredentials' })
    expect(diagnosed(inner)).toMatchObject({
      code: 'sso-session-expired',
      evidence: { region: 'eu-central-1', operation: 'GetRoleCredentials', profile: 'prod' },
    })
  })
})
