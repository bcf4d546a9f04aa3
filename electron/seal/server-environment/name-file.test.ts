import { describe, expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'
import { shownName } from './shown-names.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

function read(text: string) {
  const { form, values, problems } = readEnvironmentText(text)
  const shown = [...values].map(([name, value]) => shownName(name, value))
  return { form, values: Object.fromEntries(values), codes: problems.map(({ code }) => code), problems, shown }
}

describe('several assignments in one line', () => {
  const both = { AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: secret }
  it.each([
    [`AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY=${secret} vault server -config=/etc/vault.hcl`, ['command-ignored']],
    [`AWS_REGION=eu-west-1;AWS_SECRET_ACCESS_KEY=${secret}`, []],
    [`AWS_REGION=eu-west-1 ; AWS_SECRET_ACCESS_KEY=${secret};`, []],
    [`AWS_REGION=eu-west-1 && export AWS_SECRET_ACCESS_KEY=${secret} && bao server`, ['command-ignored']],
    [`export AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY='${secret}' OTHER`, []],
    [`env AWS_REGION=eu-west-1 "AWS_SECRET_ACCESS_KEY=${secret}" vault server`, ['command-ignored']],
    [`sudo -u vault AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY=${secret} vault server`, ['command-ignored']],
    [`AWS_REGION=eu-west-1 \\\n  AWS_SECRET_ACCESS_KEY=${secret} \\\n  vault server`, ['command-ignored']],
  ])('are taken apart as a shell does: %s', (text, codes) => {
    expect(read(text)).toMatchObject({ form: 'env-file', values: both, codes })
    expect(JSON.stringify(read(text).shown)).not.toContain(secret)
  })

  it('leave the program out that is run with a single one', () => {
    expect(read('AWS_REGION=eu-west-1 vault server')).toMatchObject({
      values: { AWS_REGION: 'eu-west-1' },
      codes: ['command-ignored'],
    })
  })

  it('show nothing of a secret after a quoted line break', () => {
    const { shown } = read(`AWS_REGION="eu-west-1\nAWS_SECRET_ACCESS_KEY=${secret}"`)
    expect(shown).toMatchObject([{ name: 'AWS_REGION', masked: '••••••••' }])
    expect(JSON.stringify(shown)).not.toContain(secret)
  })

  it('do not reach into what a shell would run or expand', () => {
    const [command, fallback] = ['$(aws sts x --y=z)', ['$', '{C:-d e=f}'].join('')]
    expect(read(`A=${command} B=${fallback}`)).toMatchObject({
      values: { A: command, B: fallback },
      codes: ['reference-in-value', 'reference-in-value'],
    })
  })
})

describe('what is no name', () => {
  const dense = 'q83vZ1YkQ7wB5xN2oLr0TtUuVvWwXxYyZzAaBbCcN2o4'
  it.each([
    ['a key', `${dense}=`],
    ['a key with two signs of padding', `${dense}==`],
    ['a short key with padding', 'N2o4=='],
    ['a key with dashes', `${dense.replace('Q', '-').replace('T', '_')}=`],
    ['an address with a password', 'https://u:hunter2@h/x=1'],
    ['a key before a value', `${dense}=x`],
  ])('is told to nobody: %s', (_, text) => {
    const { values, problems } = read(text)
    expect(values).toEqual({})
    expect(problems).toEqual([{ code: 'line-not-read', severity: 'warning', line: 1, evidence: {} }])
  })

  it.each(['-----BEGIN RSA PRIVATE KEY-----\n', ''])('is told to nobody, though it ends like one: %j', (start) => {
    const { values, problems } = read(
      `${start}MIIEpAIBAAKCAQEAx7vJ+sdfjKxQ\nMIIEpAIBAAKCAQEAx7vJ+sdfjKxQ\nk3Yd=\nA=1\n`,
    )
    expect(values).toEqual({ A: '1' })
    expect(JSON.stringify(problems)).not.toContain('k3Yd')
  })

  it.each([
    `[Service]\nEnvironment=${dense}=\n`,
    `[Service]\nPassEnvironment=${dense}\n`,
    `env: [{ name: ${dense}, value: '' }]`,
    `env: [{ name: 'https://u:${dense}@h', value: x }]`,
    `env: [{ name: A, valueFrom: { secretKeyRef: { name: ${dense} } } }]`,
    `server: { extraEnvironmentVars: { ${dense}: '' } }`,
  ])('is told to nobody from a unit, an object or a chart: %j', (text) => {
    const { values, problems } = readEnvironmentText(text)
    expect([...values]).toEqual([])
    expect(problems).not.toEqual([])
    expect(JSON.stringify(problems)).not.toContain(dense)
  })
})

describe('a value', () => {
  it('keeps blanks and line ends inside its quotes', () => {
    expect(read('A="secret "\nB=\'x\n\'\nC=" y"  \n')).toMatchObject({
      values: { A: 'secret ', B: 'x\n', C: ' y' },
      codes: [],
    })
  })

  it('keeps a backslash between double quotes but before what needs one', () => {
    expect(read('A="a\\nb"\nB="\\$x \\"y\\" \\\\"\nC=a\\nb\nD=\'a\\nb\'\n').values).toEqual({
      A: 'a\\nb',
      B: '$x "y" \\',
      C: 'anb',
      D: 'a\\nb',
    })
  })

  it('is taken whole where it has blanks and no quotes, and is said to be read otherwise by a shell', () => {
    expect(read('A= x\nB=two words # comment\n')).toMatchObject({
      values: { A: 'x', B: 'two words' },
      problems: [
        { code: 'value-not-quoted', key: 'A', line: 1 },
        { code: 'value-not-quoted', key: 'B', line: 2 },
      ],
    })
  })

  it('ends before a redirection and a backslash at the end of the text', () => {
    expect(read('A=1 2>&1')).toMatchObject({ values: { A: '1' }, codes: ['command-ignored'] })
    expect(read('A=1 \\')).toMatchObject({ values: { A: '1' }, codes: [] })
  })

  it('may be empty after a word that is no assignment', () => {
    expect(read('fi\nA=\n')).toMatchObject({ values: { A: '' }, codes: ['line-not-read'] })
  })

  it('with an apostrophe costs no line but its own', () => {
    expect(read("A=it's\nB=1\nC=it's\n")).toMatchObject({
      values: { B: '1' },
      codes: ['line-not-read', 'line-not-read'],
    })
  })

  it.each([
    `VAULT_LOCAL_CONFIG='\n{\n  "seal": { "awskms": {} },\n  "kind": "x"\n}'\nAWS_REGION=eu-west-1\n`,
    `AWS_REGION=eu-west-1\nVAULT_LOCAL_CONFIG='\nkind: x\n[a]\n'\n`,
    `# one\nAWS_REGION=eu-west-1\n{ what: ever }\n`,
    '[default]\nAWS_REGION=eu-west-1\n',
    'export AWS_REGION=eu-west-1\nA="\nserver:\n  x: y"\n',
  ])('of several lines makes no other form of a file: %j', (text) => {
    expect(read(text)).toMatchObject({ form: 'env-file', values: { AWS_REGION: 'eu-west-1' } })
  })

  it('of JSON is kept as it stands without quotes', () => {
    expect(read('A={"seal": {"awskms": {"region": "x"}}}\nB=1\n').values).toEqual({
      A: '{"seal": {"awskms": {"region": "x"}}}',
      B: '1',
    })
  })
})

it.each([
  'A="',
  "A='x ",
  'A=$( ',
  'A=${ ',
  '$($(',
  'A=`x ',
  'A=x" ',
  'A=" \\"\n',
  "A=x' \n",
  'A=b;',
  '{',
  'k3YdAAAAAAAAAAAAA\n',
])('reads a long text of %j in a time that grows with its length', (piece) => {
  const start = performance.now()
  readEnvironmentText(piece.repeat(Math.ceil(500_000 / piece.length)))
  expect(performance.now() - start).toBeLessThan(5000)
})
