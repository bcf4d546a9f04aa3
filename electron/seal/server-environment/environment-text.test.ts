import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'

const read = (text: string) => {
  const { values, form, problems, config } = readEnvironmentText(text)
  return { form, values: Object.fromEntries(values), codes: problems.map(({ code }) => code), config, problems }
}

describe('a file of names', () => {
  it('reads export, quotes, comments, continued lines and line ends of Windows', () => {
    const text = `\uFEFF# comment\r\nexport A=one\r\nB='two words # kept'\r\nC="with \\"quotes\\" and
a line"\nD=plain text # comment\n; also a comment\nE=\nF=pa'rts'"joined"\nG=a\\\nb\n`
    expect(read(text)).toMatchObject({
      form: 'env-file',
      values: {
        A: 'one',
        B: 'two words # kept',
        C: 'with "quotes" and\na line',
        D: 'plain text # comment',
        E: '',
        F: 'partsjoined',
        G: 'ab',
      },
      codes: ['value-not-quoted'],
    })
  })
  it('names lines that it cannot read, by their number', () => {
    expect(read('A=1\nthis is no assignment\nB="never closed\n').problems).toMatchObject([
      { code: 'line-not-read', line: 2 },
      { code: 'line-not-read', line: 3 },
    ])
  })
  it('expands nothing and says where a shell would', () => {
    expect(read('A=$HOME/x\nB=\'$HOME\'\nC="`id`"\n')).toMatchObject({
      values: { A: '$HOME/x', B: '$HOME', C: '`id`' },
      problems: [
        { code: 'reference-in-value', key: 'A', line: 1 },
        { code: 'reference-in-value', key: 'C', line: 3 },
      ],
    })
  })
  it('takes the later of two values and says so', () => {
    expect(read('A=1\nA=2\n')).toMatchObject({ values: { A: '2' }, codes: ['name-repeated'] })
  })
  it('says that it has read nothing', () => expect(read('\n\n').codes).toEqual(['nothing-read']))
})

describe('a unit of systemd', () => {
  it('reads Environment in all its spellings, empties it, and takes names out', () => {
    const text = `[Unit]\nDescription=A=B\n[Service]\nEnvironment=GONE=1\nEnvironment=\nEnvironment="A=one two" 'B=three' C=four \\
  D=five%%\nEnvironment=E=\\x41b\nUnsetEnvironment=C "B=other"\nEnvironmentFile=-/etc/vault.d/vault.env\nPassEnvironment=TZ\n`
    expect(read(text)).toMatchObject({
      form: 'systemd',
      values: { A: 'one two', B: 'three', D: 'five%', E: 'Ab' },
      problems: [
        { code: 'file-elsewhere', line: 10, evidence: { file: '/etc/vault.d/vault.env' } },
        { code: 'value-elsewhere', key: 'TZ', line: 11 },
      ],
    })
    expect(read(text).values).not.toHaveProperty('GONE')
    expect(read(text).values).not.toHaveProperty('C')
  })
  it('says where systemd puts something in place of a specifier', () => {
    expect(read('[Service]\nEnvironment=A=%h/x\n').problems).toMatchObject([{ code: 'reference-in-value', key: 'A' }])
  })
})

describe('objects of Kubernetes', () => {
  const pod = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: vault }
spec:
  template:
    spec:
      containers:
        - name: vault
          envFrom:
            - secretRef: { name: vault-aws }
            - configMapRef: { name: absent }
          env:
            - name: AWS_REGION
              value: eu-west-1
            - name: TOKEN
              valueFrom: { secretKeyRef: { name: elsewhere, key: token } }
            - name: POD_IP
              valueFrom: { fieldRef: { fieldPath: status.podIP } }
            - name: PORT
              value: 8200
---
apiVersion: v1
kind: Secret
metadata: { name: vault-aws }
data: { AWS_SECRET_ACCESS_KEY: c2VjcmV0 }
stringData: { AWS_ACCESS_KEY_ID: AKIAEXAMPLE }
`
  it('joins a pod with the objects of the same text and names what is elsewhere', () => {
    expect(read(pod)).toMatchObject({
      form: 'kubernetes',
      values: { AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' },
      problems: [
        { code: 'value-elsewhere', evidence: { kind: 'ConfigMap', object: 'absent' } },
        { code: 'value-elsewhere', key: 'TOKEN', evidence: { kind: 'Secret', object: 'elsewhere' } },
        { code: 'value-elsewhere', key: 'POD_IP', evidence: { kind: 'fieldRef' } },
        { code: 'value-not-text', key: 'PORT' },
      ],
    })
  })
  it('takes a Secret by itself as an environment', () => {
    expect(
      read('apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {AWS_REGION: ZXUtd2VzdC0x}\n').values,
    ).toEqual({
      AWS_REGION: 'eu-west-1',
    })
  })
  it('takes a bare list of env entries', () => {
    expect(read('- name: AWS_REGION\n  value: eu-west-1\n').values).toEqual({ AWS_REGION: 'eu-west-1' })
    expect(read('env:\n- name: AWS_REGION\n  value: eu-west-1\n').values).toEqual({ AWS_REGION: 'eu-west-1' })
  })
})

it('reads the values of the charts, with the configuration of the mode that is on', () => {
  const text = `server:
  extraEnvironmentVars: { AWS_REGION: eu-west-1, Aws.max_attempts: 3 }
  extraSecretEnvironmentVars:
    - { envName: AWS_ACCESS_KEY_ID, secretName: eks-creds, secretKey: id }
  ha:
    enabled: true
    raft:
      enabled: true
      config: |
        seal "awskms" {}
`
  expect(read(text)).toMatchObject({
    form: 'helm',
    values: { AWS_REGION: 'eu-west-1', AWS_MAX_ATTEMPTS: '3' },
    config: 'seal "awskms" {}\n',
    problems: [{ code: 'value-elsewhere', key: 'AWS_ACCESS_KEY_ID', evidence: { object: 'eks-creds' } }],
  })
})

it.each([
  ['repeats a key', `env: {${'a: b, '.repeat(100_000)}}`],
  ['is all anchors', `kind: X\na: ${'&a '.repeat(60_000)}`],
  ['is all escapes', `kind: X\na: "${'\\x41'.repeat(40_000)}"`],
])('leaves a text unread that would hold up everything: one that %s', (_, text) => {
  expect(read(text).codes).toEqual(['text-too-large'])
})

it('tells of no more than can be read', () => {
  expect(read(`A=1\n${'not an assignment\n'.repeat(1000)}`).problems).toHaveLength(100)
})

it('takes one container of a pod, and names those that it left out', () => {
  const container = (name: string, region: string) =>
    `{ name: ${name}, env: [{ name: AWS_REGION, value: ${region} }, { name: X, valueFrom: { constructor: {} } }] }`
  const text = `kind: Pod\nspec:\n  initContainers: [${container('init', 'a')}]\n  containers: [${container('side', 'b')}, ${container('vault', 'c')}]\n`
  expect(read(text)).toMatchObject({
    values: { AWS_REGION: 'c' },
    problems: [
      { code: 'value-elsewhere', key: 'X', evidence: { kind: 'constructor' } },
      { code: 'container-left-out', evidence: { object: 'side' } },
      { code: 'container-left-out', evidence: { object: 'init' } },
    ],
  })
})

it('reads a text of nothing but line ends', () => {
  expect(read('\n'.repeat(500_000)).codes).toEqual(['nothing-read'])
})

it('never throws and never hangs, whatever the text', () => {
  const piece = fc.constantFrom(
    '[Service]\n',
    'Environment=',
    'A=',
    '"',
    "'",
    '\\',
    '\n',
    '$(',
    'kind: Secret\n',
    'unset A',
    'set -x ',
    'docker run -e ',
    'env -u ',
    'services: { a: { image: b, environment: ',
    'data:\n',
    ' a: &b\n',
    ' *b',
    'env:\n',
    '- name: ',
    '%',
    '\0',
    'é',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => readEnvironmentText(text).values instanceof Map),
    { numRuns: 20_000 },
  )
})
