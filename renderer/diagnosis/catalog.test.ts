import { describe, expect, it } from 'vitest'
import { diagnosisCodes, type Evidence } from '../../shared/diagnosis.ts'
import { awsFileProblems } from '../../shared/domain/chain-reason.ts'
import { exportWarningCodes } from '../../shared/domain/export-warning.ts'
import { fitnessFindingCodes } from '../../shared/domain/fitness.ts'
import { lintCodes } from '../../shared/domain/lint-code.ts'
import { catalog } from './catalog.ts'
import { diagnosisText, evidenceLines, traceLines } from './evidence-lines.ts'
import { configProblemWords, problemWords } from './problem-words.ts'
import type { Remedy } from './words.ts'

const full: Evidence = {
  operation: 'DescribeKey',
  profile: 'prod admin',
  ssoSession: 'corp',
  source: 'sso',
  region: 'eu-west-1',
  endpoint: 'https://kms.example:8443',
  proxy: 'proxy.example:3128',
  keyReference: 'alias/vault-unseal',
  keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/9b6f',
  keyState: 'Disabled',
  callerArn: 'arn:aws:iam::111122223333:user/alice',
  roleArn: 'arn:aws:iam::111122223333:role/vault',
  awsError: 'AccessDeniedException',
  awsMessage: 'User is not authorized',
  httpStatus: 400,
  requestId: 'b7d0',
  systemCode: 'ECONNREFUSED',
  reason: 'half-pair',
  skewSeconds: 900,
  file: '/home/a/.aws/config',
  line: 7,
  column: 2,
  serverText: 'At 7:2: illegal char',
  version: 'ab12',
  keptAside: '/home/a/seals.damaged.json',
  port: 8200,
  offset: 12,
  procedure: 'seal.check',
  callId: 'c1',
  fields: [{ path: 'kmsKeyId', rule: 'too_small' }],
  trace: [{ link: 'environment', outcome: 'skipped', reason: 'not-set' }],
}

const texts = (remedies: readonly Remedy[]) =>
  remedies.map((remedy) => (remedy.kind === 'advice' ? remedy.text : remedy.label))

describe.each(diagnosisCodes)('the words of %s', (code) => {
  const words = catalog[code]

  it.each([
    ['with all evidence', full],
    ['with none', {}],
  ])('are plain and complete %s', (_, evidence) => {
    const title = words.title(evidence)
    expect(title).toMatch(/^[A-Z].*[^.:\s]$/s)
    expect(words.happened(evidence)).toMatch(/^[A-Z].*\.$/s)
    const remedies = words.remedies(evidence)
    expect(remedies.length).toBeGreaterThan(0)
    const all = [title, words.happened(evidence), ...texts(remedies)].join(' ')
    expect(all).not.toMatch(/undefined|null|\[object|!|please|successfully|master key/i)
  })

  it('offers each remedy once', () => {
    const remedies = texts(catalog[code].remedies(full))
    expect(new Set(remedies).size).toBe(remedies.length)
  })
})

const commandsOf = (code: keyof typeof catalog, evidence: Evidence) =>
  catalog[code].remedies(evidence).flatMap((remedy) => (remedy.kind === 'copy' ? [remedy.text] : []))

describe('a command', () => {
  it('is complete: profile, region, endpoint and key filled in and quoted', () => {
    expect(commandsOf('key-disabled', full)).toEqual([
      "aws kms enable-key --key-id arn:aws:kms:eu-west-1:111122223333:key/9b6f --profile 'prod admin' --region eu-west-1 --endpoint-url https://kms.example:8443",
    ])
  })

  it('signs in to the session that has ended', () => {
    expect(commandsOf('sso-session-expired', full)).toEqual(['aws sso login --sso-session corp'])
    expect(commandsOf('sso-session-expired', { profile: 'dev' })).toEqual(['aws sso login --profile dev'])
  })

  it('gives the statement that is missing', () => {
    const [statement] = commandsOf('permission-denied', full)
    expect(JSON.parse(statement ?? '')).toEqual({ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: full.keyArn })
  })

  it("cannot be broken out of by a key's name", () => {
    expect(commandsOf('key-disabled', { keyReference: "alias/a'; rm -rf ~; '" })[0]).toBe(
      `aws kms enable-key --key-id 'alias/a'\\''; rm -rf ~; '\\'''`,
    )
  })
})

it('shows the blanks around a key that is not found', () => {
  const { title } = catalog['key-not-found']
  expect(title({ keyReference: 'alias/vault-unseal' })).toBe('Key not found: alias/vault-unseal')
  expect(title({ keyReference: ' alias/vault-unseal' })).toBe('Key not found: “ alias/vault-unseal”')
  expect(title({})).toBe('Key not found')
})

it('blames the release or the environment for a reference that is not resolved', () => {
  const problem = { code: 'reference-not-supported', severity: 'warning', key: 'secret_key' } as const
  const meaning = (evidence: { form?: string }) => {
    const finding = { ...problem, evidence }
    return problemWords(finding).meaning
  }
  expect(meaning({})).toContain('This release takes env://')
  expect(meaning({ form: 'environment' })).toContain('The environment does not resolve references')
})

describe('the way to an endpoint', () => {
  const words = catalog['endpoint-unreachable']
  const evidence = { endpoint: 'https://kms.example', proxy: 'proxy.example:3128', systemCode: 'ECONNREFUSED' }

  it.each(['proxy-unreachable', 'proxy-refused', 'proxy-invalid', 'proxy-authentication'])(
    'names the proxy that it ends at: %s',
    (reason) => {
      expect(words.title({ ...evidence, reason })).toBe('Proxy does not lead to the endpoint: proxy.example:3128')
      expect(words.happened({ ...evidence, reason })).toContain('proxy')
      expect(texts(words.remedies({ ...evidence, reason })).join()).toContain('HTTPS_PROXY')
    },
  )

  it('names the endpoint that it does not reach', () => {
    expect(words.title({ ...evidence, reason: 'refused' })).toBe('Endpoint cannot be reached: https://kms.example')
  })
})

describe('what AWS does not take', () => {
  it('is told in the words of AWS', () => {
    const words = catalog['request-rejected']
    expect(words.title({ operation: 'Encrypt', awsError: 'ValidationException' })).toBe(
      'AWS does not take the request: ValidationException',
    )
    expect(words.happened({ operation: 'Encrypt' })).toContain('Encrypt')
  })
})

describe("an endpoint of AWS's own", () => {
  it('is no part of a command or of a sentence: its region says the same', () => {
    const evidence = { endpoint: 'https://kms.eu-west-1.amazonaws.com', region: 'eu-west-1', keyReference: 'k' }
    expect(commandsOf('key-disabled', evidence)).toEqual(['aws kms enable-key --key-id k --region eu-west-1'])
    expect(catalog['key-not-found'].happened(evidence)).toContain('in eu-west-1')
    const other = { ...evidence, endpoint: 'https://vpce-1.kms.eu-west-1.vpce.amazonaws.com' }
    expect(commandsOf('key-disabled', other)[0]).toContain('--endpoint-url https://vpce-1')
  })
})

describe('the deletion of a key', () => {
  it('names its date and both commands', () => {
    const evidence: Evidence = {
      keyState: 'PendingDeletion',
      deletionAt: '2026-12-01T08:30:00.000Z',
      keyReference: 'k',
    }
    const words = catalog['key-unusable-state']
    expect(words.title(evidence)).toBe('Key is to be deleted: 2026-12-01 08:30 UTC')
    expect(words.happened(evidence)).toContain('can ever be opened again')
    expect(words.remedies(evidence)).toMatchObject([
      { text: 'aws kms cancel-key-deletion --key-id k' },
      { text: 'aws kms enable-key --key-id k' },
      { act: 'retry' },
    ])
  })
})

describe('evidence', () => {
  it('shows every fact that is known, labelled', () => {
    const shown = evidenceLines(full).map(({ value }) => value)
    const { trace, fields, reason, ...plain } = full
    for (const value of Object.values(plain)) expect(shown).toContain(String(value))
    expect(shown).toContain('only one half of the access key pair is set')
    expect(traceLines(full)).toEqual([{ label: 'environment', value: 'skipped: nothing is set' }])
  })

  it('copies as text with its code', () => {
    const text = diagnosisText('Key is disabled: k', {
      code: 'key-disabled',
      retry: 'after-fix',
      evidence: { region: 'x' },
    })
    expect(text).toBe('Key is disabled: k\nCode: key-disabled\nRegion: x')
  })
})

describe('a finding', () => {
  it.each([...fitnessFindingCodes, ...exportWarningCodes, ...awsFileProblems])('has words: %s', (code) => {
    const { title, meaning } = problemWords({ code, severity: 'error', evidence: {} })
    expect(title).toMatch(/^[A-Z].*[^.:]$/)
    expect(title.toLowerCase()).not.toBe(code.replaceAll('-', ' '))
    expect(meaning).toMatch(/^[A-Z].*\.$/s)
    expect(title + meaning).not.toMatch(/undefined|!|please/)
  })

  it.each(lintCodes)('about a configuration file has words: %s', (code) => {
    for (const severity of ['error', 'warning'] as const) {
      const { title, meaning } = configProblemWords({ code, severity, evidence: {} })
      expect(title).toMatch(/^[A-Z].*[^.:]$/)
      expect(title.toLowerCase()).not.toBe(code.replaceAll('-', ' '))
      expect(meaning).toMatch(/^[A-Z].*\.$/s)
      expect(title + meaning).not.toMatch(/undefined|!|please/)
    }
  })

  it('belongs to one list only', () => {
    const codes = [...fitnessFindingCodes, ...exportWarningCodes, ...awsFileProblems]
    expect(new Set<string>(codes).size).toBe(codes.length)
  })

  it('names its parameter, the way around it and its date', () => {
    expect(
      problemWords({
        code: 'secret-left-out',
        severity: 'warning',
        key: 'secret_key',
        suggestion: 'AWS_SECRET_ACCESS_KEY',
        evidence: {},
      }),
    ).toEqual({
      title: 'secret_key is left out',
      meaning:
        'A secret is never written to a file. Give it to the server in its environment as AWS_SECRET_ACCESS_KEY.',
    })
    expect(
      problemWords({
        code: 'key-pending-deletion',
        severity: 'error',
        evidence: { deletionAt: '2026-12-01T08:30:00.000Z' },
      }).title,
    ).toBe('The key is scheduled for deletion at 2026-12-01 08:30 UTC')
  })

  it('reads as its code where it is from a list that is not known here', () => {
    expect(problemWords({ code: 'some-new-thing', severity: 'info', evidence: {} }).title).toBe('some new thing')
    expect(problemWords({ code: 'constructor', severity: 'info', evidence: {} }).title).toBe('constructor')
  })
})
