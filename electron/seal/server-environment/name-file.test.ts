import { describe, expect, it, vi } from 'vitest'
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
    [`AWS_REGION=eu-west-1;AWS_SECRET_ACCESS_KEY=${secret}`, ['value-not-quoted']],
    [`AWS_REGION=eu-west-1 ; AWS_SECRET_ACCESS_KEY=${secret};`, ['value-not-quoted']],
    [`AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY=${secret}`, ['value-not-quoted']],
    [`export AWS_REGION=eu-west-1; export AWS_SECRET_ACCESS_KEY=${secret} # prod`, []],
    [`export AWS_SECRET_ACCESS_KEY=${secret}\nAWS_REGION=eu-west-1; export AWS_REGION`, ['value-not-quoted']],
    [`AWS_REGION=eu-west-1 && export AWS_SECRET_ACCESS_KEY=${secret} && bao server`, ['command-ignored']],
    [`export AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY='${secret}' OTHER`, []],
    [`env AWS_REGION=eu-west-1 "AWS_SECRET_ACCESS_KEY=${secret}" vault server`, ['command-ignored']],
    [`sudo -u vault AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY=${secret} vault server`, ['command-ignored']],
    [`sudo env -u A AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY=${secret} vault kv put a A=b`, ['command-ignored']],
    [`AWS_REGION=eu-west-1 AWS_SECRET_ACCESS_KEY=${secret} vault kv put a AWS_REGION=x`, ['command-ignored']],
    [`docker run -e AWS_REGION=eu-west-1 --env=AWS_SECRET_ACCESS_KEY=${secret} openbao`, ['command-ignored']],
    [`-e AWS_REGION=eu-west-1 \\\n-eAWS_SECRET_ACCESS_KEY=${secret} \\\n`, []],
    [`set -gx AWS_REGION eu-west-1; set AWS_SECRET_ACCESS_KEY=${secret}`, []],
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
      codes: ['reference-in-value', 'reference-in-value', 'value-not-quoted'],
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
    expect(problems).toEqual([{ code: 'nothing-read', severity: 'warning', evidence: {} }])
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

  it.each([
    ['A= x', 'x'],
    ['A=eu-west-1 # prod', 'eu-west-1 # prod'],
    ["A=eu-west-1 # it's prod", "eu-west-1 # it's prod"],
    ['A= # none', '# none'],
    ['A=two words', 'two words'],
    ['A=two "words"', 'two "words"'],
    ['A=x;', 'x;'],
    ['A=rs=0:di=01;34:ln=01;36:*.tar=01;31:', 'rs=0:di=01;34:ln=01;36:*.tar=01;31:'],
    ['A=||/usr/bin/lesspipe.sh %s', '||/usr/bin/lesspipe.sh %s'],
    ['A=__prompt && history -a; x', '__prompt && history -a; x'],
    ['A=1 2>&1', '1 2>&1'],
  ])('is taken whole, as systemd does, where a shell ends it earlier: %s', (line, A) => {
    expect(read(`${line}\n`)).toMatchObject({
      values: { A },
      problems: [{ code: 'value-not-quoted', key: 'A', line: 1, evidence: { kind: 'systemd' } }],
    })
  })

  it('is taken as a shell does where it has quotes, and is said to be read otherwise by systemd', () => {
    expect(read('A="x y" # comment\n')).toMatchObject({
      values: { A: 'x y' },
      problems: [{ code: 'value-not-quoted', key: 'A', evidence: { kind: 'shell' } }],
    })
  })

  it('ends before a backslash at the end of the text', () => {
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

describe('a name', () => {
  it('is taken out by unset', () => {
    expect(read('A=1\nB=2\nunset A\n')).toMatchObject({ values: { B: '2' }, codes: [] })
    expect(read('unset A; A=1\n').values).toEqual({ A: '1' })
  })

  it.each(['A-B=1', 'a.b=2'])('is none that a shell or systemd would drop: %s', (line) => {
    expect(read(`${line}\nA=1\n`)).toMatchObject({ values: { A: '1' }, codes: ['line-not-read'] })
    expect(read(`[Service]\nEnvironment=${line} A=1\n`)).toMatchObject({ values: { A: '1' }, codes: ['line-not-read'] })
  })

  it('that stands alone is no line of a key', () => {
    expect(read('AWS_ACCESS_KEY_ID\nAWS_PROFILE=\n')).toMatchObject({
      values: { AWS_PROFILE: '' },
      codes: ['line-not-read'],
    })
  })

  it('without a value, and a file, are handed on by an option of docker', () => {
    expect(read('docker run -e A=1 -e B --env-file /etc/vault.env openbao\n')).toMatchObject({
      values: { A: '1' },
      problems: [
        { code: 'value-elsewhere', key: 'B' },
        { code: 'file-elsewhere', evidence: { file: '/etc/vault.env' } },
        { code: 'command-ignored' },
      ],
    })
  })
})

describe('fish and shells with options', () => {
  it.each(['set -e', 'set -euo pipefail', 'set -a', 'set +o allexport'])('are told nothing by %s', (line) => {
    expect(read(`${line}\nA=1\n`)).toMatchObject({ values: { A: '1' }, codes: [] })
  })

  it.each(['set -g B x', 'set -e B', 'set -x B x y'])('are not read where they say more: %s', (line) => {
    expect(read(`${line}\nA=1\n`)).toMatchObject({ values: { A: '1' }, codes: ['line-not-read'] })
  })
})

it('reads what env prints with a finding for a line at most', () => {
  const text = `LS_COLORS=rs=0:di=01;34:ln=01;36\nLESSOPEN=||/usr/bin/lesspipe.sh %s\nAWS_REGION=eu-west-1\n`
  expect(read(text)).toMatchObject({
    values: { LS_COLORS: 'rs=0:di=01;34:ln=01;36', LESSOPEN: '||/usr/bin/lesspipe.sh %s', AWS_REGION: 'eu-west-1' },
    codes: ['value-not-quoted', 'value-not-quoted'],
  })
  expect(read('A=1; x; y && z\nfoo; bar; baz\nexport B=1; x; y\n').codes).toEqual([
    'value-not-quoted',
    'line-not-read',
    'command-ignored',
  ])
})

it('takes the environment of a running process as it stands', () => {
  const text = `AWS_REGION=eu-west-1\0AWS_PROFILE="p" # x\0A=line\r\n[Service]\0B.c=$D\0`
  expect(read(text)).toMatchObject({
    form: 'process',
    values: { AWS_REGION: 'eu-west-1', AWS_PROFILE: '"p" # x', A: 'line\r\n[Service]', 'B.c': '$D' },
    codes: [],
  })
  expect(read('\0no\0')).toMatchObject({ values: {}, codes: ['nothing-read'] })
})

it('asks no parser of JSON about lines that do not end as JSON does', () => {
  const parse = vi.spyOn(JSON, 'parse')
  expect(read('A=[\nB={x\n').values).toEqual({ A: '[', B: '{x' })
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
})

it('says but once that a text has no environment', () => {
  expect(read('Dear all,\n\nthe server is down; please look.\n').codes).toEqual(['nothing-read'])
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
  'A=[\n',
  'A=x;',
  'docker run -e ',
  'set -x ',
  'env -u ',
  'A=1\\0',
  'k3YdAAAAAAAAAAAAA\n',
])('reads a long text of %j to its end, and tells no more of it than can be read', (piece) => {
  const { problems } = readEnvironmentText(piece.repeat(Math.ceil(500_000 / piece.length)))
  expect(problems.length).toBeLessThanOrEqual(200)
})
