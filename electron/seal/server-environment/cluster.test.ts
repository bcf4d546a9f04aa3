import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'

function read(text: string) {
  const { form, values, problems, config } = readEnvironmentText(text)
  return { form, values: Object.fromEntries(values), codes: problems.map(({ code }) => code), config, problems }
}

const container = (name: string, region: string, image = 'x') =>
  `{ name: ${name}, image: ${image}, env: [{ name: AWS_REGION, value: ${region} }] }`
const pod = (...containers: string[]) => `spec: { containers: [${containers.join(', ')}] }`
const object = (kind: string, name: string, rest: string) => `kind: ${kind}\nmetadata: { name: ${name} }\n${rest}\n`
const template = (rest: string) => `spec: { template: { ${rest} } }`

describe('a text that is made to do harm', () => {
  it.each([
    ['brackets', `kind: Pod\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['brackets of JSON', `{"kind": "Pod", "a": ${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['braces', `kind: Pod\na: ${'{a: '.repeat(5000)}`],
    ['dashes', `kind: Pod\na:\n  ${'- '.repeat(5000)}x\n`],
    ['questions', `kind: Pod\n${'? '.repeat(5000)}x\n`],
    ['indentation', `kind: Pod\n${Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')}`],
    ['brackets after what looks like a block', `kind: Pod\na: ["x |\n  ", ${'['.repeat(5000)}\n`],
    ['brackets after tags', `kind: Pod\na: ${'!a [ '.repeat(5000)}\n`],
  ])('is not parsed where it is deep: %s', (_, text) => {
    for (let times = 0; times < 3; times++)
      expect(read(text)).toMatchObject({ form: 'kubernetes', codes: ['text-too-deep'] })
  })

  it.each(['[""', '["a" ', '{!a ', "['a' ", '{&a ', '[*a ', '[!<a> '])(
    'is not parsed where it is all errors: %s',
    (text) => {
      const [bracket = '', ...piece] = text
      const whole = `kind: Pod\na: ${bracket}${piece.join('').repeat(20_000)}`
      expect(read(whole)).toMatchObject({
        form: 'kubernetes',
        codes: [expect.stringMatching(/nothing-read|text-too-large/)],
      })
    },
  )

  it('is told of by the lines of its errors', () => {
    expect(read('kind: Pod\na: [\nb: {}}\n').problems[0]).toMatchObject({ code: 'line-not-read', line: 3 })
  })

  it('is read where it only looks deep', () => {
    const config = `  a.hcl: |\n${'    seal "x" { [[[[[ {{{{\n'.repeat(100)}`
    expect(read(`kind: ConfigMap\ndata:\n  A: "[[[ ${'['.repeat(200)}"\n${config}`).values).toHaveProperty('A')
  })

  it.each([
    'kind: Pod\na: &x\n  b: *x\n',
    'kind: List\nitems: &x\n  - kind: List\n    items: *x\n',
    'kind: Pod\nspec: &x\n  containers: [{ env: [{ name: A, value: b }], x: *x }]\n  y: *x\n',
    'server: &x\n  ha: { enabled: true, config: *x }\n',
  ])('may be a part of itself: %j', (text) => expect(() => read(text)).not.toThrow())

  it('may hang together over many aliases', () => {
    const links = Array.from({ length: 500 }, (_, at) => `a${at}: &a${at} { x: *a${at - 1} }`).slice(1)
    expect(() => read(`kind: Pod\na0: &a0 {}\n${links.join('\n')}\n`)).not.toThrow()
  })

  it('never throws, whatever it is', () => {
    const piece = fc.constantFrom(
      ...['kind: Pod', 'kind: List', 'items:', 'spec:', 'containers:', 'env:', '- name: A', 'value: b', 'valueFrom:'],
      ...[
        'server:',
        'ha:',
        'config:',
        'enabled: yes',
        '<<: *x',
        '&x ',
        '*x',
        '*y',
        '- ',
        '? ',
        ': ',
        '[',
        ']',
        '{',
        '}',
      ],
      ...[
        '|',
        '>',
        '"',
        "'",
        '!!set ',
        '!!binary ',
        '!!omap ',
        '%YAML 1.2',
        '---',
        '...',
        '#',
        ',',
        '\n',
        '\n ',
        '\n  ',
      ],
      ...[
        '\n    ',
        '\t',
        'metadata: { name: vault }',
        'data: { A: !!js/undefined x }',
        'kind: Secret',
        'null',
        '~',
        '1:2',
      ],
    )
    const texts = fc.array(piece, { maxLength: 60 }).map((all) => all.join(''))
    fc.assert(
      fc.property(texts, fc.constantFrom('kind: Pod\n', 'server:\n ', 'env:\n', '{', ''), (text, start) => {
        expect(readEnvironmentText(start + text).values).toBeInstanceOf(Map)
      }),
      { numRuns: 3000 },
    )
  }, 60_000)
})

describe('several workloads in one text', () => {
  const set = object('StatefulSet', 'vault', template(pod(container('vault', 'eu-west-1'))))
  const job = object(
    'CronJob',
    'snapshot',
    `spec: { jobTemplate: { ${template(pod(container('job', 'us-east-1')))} } }`,
  )

  it.each([[[set, job]], [[job, set]]])('are not mixed, in whatever order they stand', (texts) => {
    expect(read(texts.join('---\n'))).toMatchObject({
      values: { AWS_REGION: 'eu-west-1' },
      problems: [{ code: 'workload-left-out', evidence: { kind: 'CronJob', object: 'snapshot' } }],
    })
  })

  it('are chosen from by what they run before they are by kind', () => {
    const other = object('StatefulSet', 'postgres', template(pod(container('db', 'a'))))
    const server = object('Deployment', 'secrets', template(pod(container('main', 'b', 'quay.io/openbao/openbao:2.4'))))
    expect(read(`${other}---\n${server}`).values).toEqual({ AWS_REGION: 'b' })
    const injector = object('Deployment', 'vault-agent-injector', template(pod(container('sidecar-injector', 'c'))))
    expect(read(`${injector}---\n${set}`).values).toEqual({ AWS_REGION: 'eu-west-1' })
  })

  it('are chosen from by kind where they are alike', () => {
    const [first, second] = ['Pod', 'DaemonSet'].map((kind) => object(kind, 'x', template(pod(container('x', kind)))))
    expect(read(`${first}---\n${second}`).values).toEqual({ AWS_REGION: 'DaemonSet' })
  })

  it.each([
    [['istio-proxy', 'vault-server'], 'vault-server'],
    [['vault-agent', 'vault'], 'vault'],
    [['linkerd-proxy', 'main'], 'main'],
    [['openbao-exporter', 'openbao-0'], 'openbao-0'],
  ])('have one server among the containers %j', (names, server) => {
    const containers = names.map((name) => container(name, name))
    expect(read(object('Pod', 'x', pod(...containers)))).toMatchObject({
      values: { AWS_REGION: server },
      codes: ['container-left-out'],
    })
  })

  it('tell of containers that run before or into the pod, and take nothing of them', () => {
    const spec = `spec: { containers: [${container('vault', 'a')}], ephemeralContainers: [${container('debug', 'b')}] }`
    expect(read(object('Pod', 'vault', spec))).toMatchObject({
      values: { AWS_REGION: 'a' },
      problems: [{ code: 'container-left-out', evidence: { object: 'debug' } }],
    })
  })
})

describe('objects of several namespaces', () => {
  const secret = (namespace: string, region: string) =>
    `kind: Secret\nmetadata: { name: aws${namespace} }\nstringData: { AWS_REGION: ${region} }\n`
  const server = (namespace: string) =>
    `kind: Pod\nmetadata: { name: vault${namespace} }\nspec: { containers: [{ name: vault, envFrom: [{ secretRef: { name: aws } }] }] }\n`
  const [a, b] = [', namespace: a', ', namespace: b']

  it.each([
    [server(b), 'of-b'],
    [server(a), 'of-a'],
  ])('are not taken for each other', (pods, region) => {
    expect(read(`${secret(a, 'of-a')}---\n${pods}---\n${secret(b, 'of-b')}`).values).toEqual({ AWS_REGION: region })
  })

  it('are found where only one side says its namespace', () => {
    expect(read(`${secret('', 'x')}---\n${server(b)}`).values).toEqual({ AWS_REGION: 'x' })
    expect(read(`${secret(a, 'x')}---\n${server('')}`).values).toEqual({ AWS_REGION: 'x' })
    expect(read(`${secret(a, 'x')}---\n${secret(b, 'y')}---\n${server('')}`).codes).toEqual(['value-elsewhere'])
    expect(read(`${secret(a, 'x')}---\n${server(b)}`).codes).toEqual(['value-elsewhere'])
  })
})

it('takes for text what Kubernetes takes for text, and nothing else', () => {
  const entries = ['yes', 'on', 'n', '0755', '1_000', 'null', '"yes"', '10:30', '2026-01-01', '0o7'].map(
    (value, at) => `{ name: A${at}, value: ${value} }`,
  )
  expect(read(`env: [${entries.join(', ')}]`)).toMatchObject({
    values: { A5: '', A6: 'yes', A7: '10:30', A8: '2026-01-01', A9: '0o7' },
    codes: Array(5).fill('value-not-text'),
  })
})

it('takes the charts’ own file of a ConfigMap before any other, and no file of something else', () => {
  const maps = `kind: ConfigMap\ndata: { dash.json: '{"panels": []}', policy.hcl: 'path "x" {}', a.json: '{"seal": {}}' }\n`
  const chart = `kind: ConfigMap\ndata: { extraconfig-from-values.hcl: 'seal "awskms" {}' }\n`
  expect(read(`${maps}---\n${chart}`).config).toBe('seal "awskms" {}')
  expect(read(maps).config).toBe('{"seal": {}}')
  expect(read(`kind: ConfigMap\ndata: { dash.json: '{"panels": []}' }\n`).config).toBeUndefined()
})

it.each([
  '- name: A\n  value: b\n',
  '- name: vault\n  env: [{ name: A, value: b }]\n',
  'containers:\n- name: vault\n  env: [{ name: A, value: b }]\n',
  'kind: List\nitems: [{ kind: List, items: [{ kind: Secret, stringData: { A: b } }] }]\n',
  '{"apiVersion": "v1", "metadata": {}, "data": {"A": "b"}, "kind": "ConfigMap"}',
])('knows an object by what it holds: %j', (text) => {
  expect(read(text)).toMatchObject({ form: 'kubernetes', values: { A: 'b' }, codes: [] })
})

it('leaves a unit a unit, whatever is in it', () => {
  expect(read('# vault\n[Service]\nkind: x\nEnvironment=A=1\n')).toMatchObject({ form: 'systemd', values: { A: '1' } })
})

it('reads a bare list in which a name has no value', () => {
  expect(read('- name: A\n- name: B\n  value: b\n').values).toEqual({ A: '', B: 'b' })
})
