import { describe, expect, it } from 'vitest'
import type { SandboxRequest } from '../../../shared/domain/sandbox-kms.ts'
import {
  durationText,
  filtered,
  keptLines,
  keyText,
  lineText,
  noFilter,
  operationsIn,
  resultText,
  withNewer,
} from './request-lines.ts'

const request = (requestId: string, change: Partial<SandboxRequest> = {}): SandboxRequest => ({
  at: '2026-11-25T10:00:00.123Z',
  operation: 'Encrypt',
  principal: 'owner',
  region: 'us-east-1',
  key: 'alias/vault-unseal',
  status: 200,
  result: 'ok',
  userAgent: 'openbao/2.6.2',
  requestId,
  durationMs: 0.34,
  ...change,
})
const ids = (lines: ReturnType<typeof withNewer>) => lines.map(({ id }) => id)
const requests = (...names: string[]) => names.map((name) => request(name))

describe('the lines of the log', () => {
  it('grow on top', () => {
    const first = withNewer([], { requests: requests('2', '1'), continues: false })
    expect(ids(withNewer(first, { requests: requests('4', '3'), continues: true }))).toEqual(['4', '3', '2', '1'])
  })

  it('stay the very same while nothing comes', () => {
    const lines = withNewer([], { requests: requests('1'), continues: false })
    expect(withNewer(lines, { requests: [], continues: true })).toBe(lines)
    expect(withNewer(lines, { requests: [], continues: false })).toBe(lines)
  })

  it('say where some are missing', () => {
    const lines = withNewer([], { requests: requests('1'), continues: false })
    expect(ids(withNewer(lines, { requests: requests('9', '8'), continues: false }))).toEqual([
      '9',
      '8',
      'gap before 8',
      '1',
    ])
  })

  it('are no more than the page says', () => {
    const many = Array.from({ length: keptLines }, (_, index) => request(String(index)))
    const lines = withNewer(withNewer([], { requests: many, continues: false }), {
      requests: requests('newest'),
      continues: true,
    })
    expect(lines).toHaveLength(keptLines)
    expect(lines[0]?.id).toBe('newest')
  })
})

describe('the filter', () => {
  const lines = withNewer(
    withNewer([], {
      requests: [request('1'), request('2', { operation: 'Decrypt', key: undefined })],
      continues: false,
    }),
    { requests: [request('3', { status: 400, result: 'ThrottlingException' })], continues: false },
  )

  it('lets everything through as long as nothing is chosen', () => {
    expect(filtered(lines, noFilter)).toBe(lines)
  })

  it.each([
    [{ text: 'VAULT-unseal' }, ['3', '1']],
    [{ text: 'throttling' }, ['3']],
    [{ text: 'openbao' }, ['3', '1', '2']],
    [{ operation: 'Decrypt' }, ['2']],
    [{ onlyFailures: true }, ['3']],
    [{ operation: 'Decrypt', onlyFailures: true }, []],
  ])('takes %o', (filter, expected) => {
    expect(ids(filtered(lines, { ...noFilter, ...filter }))).toEqual(expected)
  })

  it('offers the operations that are there', () => {
    expect(operationsIn(lines)).toEqual(['Decrypt', 'Encrypt'])
  })
})

describe('the words of a request', () => {
  it.each([
    [{}, 'OK 200'],
    [{ status: 400, result: 'AccessDeniedException' }, 'AccessDeniedException 400'],
    [{ status: 500, result: 'reset' }, 'Connection broken'],
    [{ result: 'truncate' }, 'Answer cut off'],
  ])('name its result: %o', (change, text) => {
    expect(resultText(request('1', change))).toBe(text)
  })

  it.each([
    ['arn:aws:kms:us-east-1:111122223333:key/7cfa1d9f', '7cfa1d9f'],
    ['arn:aws-cn:kms:cn-north-1:111122223333:alias/vault-unseal', 'alias/vault-unseal'],
    ['alias/arn:x:key/y', 'alias/arn:x:key/y'],
    [undefined, undefined],
  ])('leave of the key %s what tells it apart', (key, text) => {
    expect(keyText(request('1', { key }))).toBe(text)
  })

  it('give a short duration with a tenth', () => {
    expect([0, 0.34, 12.6, 2010].map((durationMs) => durationText(request('1', { durationMs })))).toEqual([
      '< 0.1 ms',
      '0.3 ms',
      '13 ms',
      '2,010 ms',
    ])
  })

  it('stand on one line with all that is known', () => {
    expect(lineText(request('id-1', { principal: undefined }))).toBe(
      '2026-11-25T10:00:00.123Z  Encrypt  -  us-east-1  alias/vault-unseal  OK 200  0.3 ms  id-1  openbao/2.6.2',
    )
  })
})
