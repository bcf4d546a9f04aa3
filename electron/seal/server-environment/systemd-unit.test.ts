import { describe, expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'

function read(text: string) {
  const { form, values, problems } = readEnvironmentText(text)
  return { form, values: Object.fromEntries(values), codes: problems.map(({ code }) => code), problems }
}
const environment = (value: string) => read(`[Service]\nEnvironment=${value}\n`)

describe('the words of Environment', () => {
  it.each([
    ['quotes inside a word', `AWS_REGION="eu-west-1" FOO='a b'`, { AWS_REGION: 'eu-west-1', FOO: 'a b' }],
    ['quotes that touch', '"A=1""B=2"', { A: '1B=2' }],
    ['the other quote', `A="it's" B='"x"'`, { A: "it's", B: '"x"' }],
    ['escapes of C', String.raw`A=\x41\102\u00e9\U0001F511\t. "B=\"\s\\"`, { A: 'ABé🔑\t.', B: '" \\' }],
    ['single bytes of UTF-8', String.raw`A=\xc3\xa9\303\251`, { A: 'éé' }],
    ['an escape between single quotes', String.raw`A='\x41 b'`, { A: 'A b' }],
    ['an equals sign in the value', 'A=b=c', { A: 'b=c' }],
  ])('know %s', (_, value, values) => expect(environment(value)).toMatchObject({ values, codes: [] }))

  it.each([
    ['an escape that does not exist', String.raw`A=1 B=\q C=3`],
    ['a byte that is none', String.raw`A=1 B=\400 C=3`],
    ['a zero', String.raw`A=1 B=\x00 C=3`],
    ['half a pair', String.raw`A=1 B=\ud800 C=3`],
    ['bytes that are no text', String.raw`A=1 B=\xff C=3`],
    ['an open quote', 'A=1 B="2 C=3'],
    ['a backslash at the end', 'A=1 B="2" C=3"\\'],
  ])('end before %s', (_, value) => {
    expect(environment(value)).toMatchObject({ codes: ['line-not-read'] })
    expect(environment(value).values).toMatchObject({ A: '1' })
    expect(environment(value).values).not.toHaveProperty('C')
  })
})

describe('a unit', () => {
  it('takes back what stands before an empty directive, of files too', () => {
    const text =
      '[Service]\nEnvironmentFile=/a\nEnvironment=A=%h\nPassEnvironment=X\nUnsetEnvironment=B\nEnvironment=\nEnvironmentFile=\nPassEnvironment=\nUnsetEnvironment=\nEnvironment=B=2\nEnvironmentFile=-/b\n'
    expect(read(text)).toMatchObject({
      values: { B: '2' },
      problems: [{ code: 'file-elsewhere', evidence: { file: '/b' } }],
    })
  })

  it('keeps a directive that ends in a backslash at the end of the text', () => {
    expect(read('[Service]\nEnvironment=A=1 \\')).toMatchObject({ values: { A: '1' }, codes: [] })
    expect(read('[Service]\nEnvironment=A=1 \\\n# comment\n\n[Install]\nEnvironment=B=2\n').values).toEqual({ A: '1' })
  })

  it('goes on where two backslashes end a line', () => {
    expect(read('[Service]\nEnvironment="A=x\\\\"\nEnvironment=B=2\n').values).toEqual({ A: 'x\\', B: '2' })
    expect(read('[Service]\nEnvironment=A=x\\\\\nEnvironment=B=2\n').values).toEqual({ A: 'x\\', B: '2' })
  })

  it('of Quadlet gives the container its own section, and tells of the rest', () => {
    const text =
      '[Container]\nImage=openbao\nEnvironment=AWS_REGION=eu-west-1 "B=a b"\nEnvironmentFile=/etc/bao.env\nSecret=aws-secret,type=env,target=AWS_SECRET_ACCESS_KEY\nSecret=file\n[Service]\nEnvironment=AWS_REGION=us-east-1\n'
    expect(read(text)).toMatchObject({
      form: 'systemd',
      values: { AWS_REGION: 'eu-west-1', B: 'a b' },
      problems: [
        { code: 'section-left-out', line: 8 },
        { code: 'file-elsewhere', evidence: { file: '/etc/bao.env' } },
        { code: 'value-elsewhere', key: 'AWS_SECRET_ACCESS_KEY', evidence: { object: 'aws-secret' } },
      ],
    })
  })

  it('is read from what systemctl show prints', () => {
    const text =
      'Type=notify\nEnvironment=A=1 "B=x \\"y\\" \\$z %h"\nEnvironmentFiles=/etc/vault.d/vault.env (ignore_errors=yes)\nId=vault.service\n'
    expect(read(text)).toMatchObject({
      form: 'systemd',
      values: { A: '1', B: 'x "y" $z %h' },
      problems: [{ code: 'file-elsewhere', evidence: { file: '/etc/vault.d/vault.env' } }],
    })
    expect(read('Environment=production\nA=1\n')).toMatchObject({ form: 'env-file', values: { A: '1' } })
  })

  it('is read from what systemctl show prints of the stock unit, which has but a file', () => {
    const text =
      'Type=notify\nUser=vault\nUID=997\nEnvironmentFiles=/etc/vault.d/vault.env (ignore_errors=yes)\nId=vault.service\n'
    const problems = [{ code: 'file-elsewhere', line: 4, evidence: { file: '/etc/vault.d/vault.env' } }]
    expect(read(text)).toMatchObject({ form: 'systemd', values: {}, problems })
    expect(read('EnvironmentFile=-/etc/vault.d/vault.env\n')).toMatchObject({
      form: 'systemd',
      values: {},
      problems: [{ code: 'file-elsewhere', evidence: { file: '/etc/vault.d/vault.env' } }],
    })
  })

  it.each(['Environment=name=prod', 'EnvironmentFile=/x'])(
    'is none where other names are those of variables: %s',
    (line) => {
      expect(read(`${line}\nAWS_REGION=eu-west-1\n`)).toMatchObject({
        form: 'env-file',
        values: { AWS_REGION: 'eu-west-1' },
      })
    },
  )

  it('of the manager gives its default to every service, which may give its own', () => {
    const manager = '[Manager]\nEnvironment=A=0\nDefaultEnvironment=A=1 B=%%\n'
    expect(read(manager)).toMatchObject({ values: { A: '1', B: '%' }, problems: [{ code: 'line-not-read', line: 2 }] })
    expect(read(`[Service]\nEnvironment=A=2\nDefaultEnvironment=C=3\n${manager}`).values).toEqual({ A: '2', B: '%' })
  })

  it.each(['\\', ' '])('with a great many of %j is read to its end', (piece) => {
    const { form } = readEnvironmentText(`[Service]\nEnvironmentFile=/a${piece.repeat(300_000)}b\n`)
    expect(form).toBe('systemd')
  })
})
