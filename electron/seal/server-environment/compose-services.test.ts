import { describe, expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'

function read(text: string) {
  const { form, values, problems } = readEnvironmentText(text)
  return { form, values: Object.fromEntries(values), codes: problems.map(({ code }) => code), problems }
}

describe('a service of Docker Compose', () => {
  it('gives its names in a map, and tells what is elsewhere', () => {
    const text = `services:
  db: { image: postgres, environment: { A: b } }
  secrets:
    image: quay.io/openbao/openbao:2.4
    env_file: [/etc/bao.env, { path: /etc/more.env }]
    environment: { AWS_REGION: eu-west-1, AWS_MAX_ATTEMPTS: 3, PRICE: 5$$, HOME: $H, TZ: , FIPS: true }
`
    expect(read(text)).toMatchObject({
      form: 'compose',
      values: { AWS_REGION: 'eu-west-1', AWS_MAX_ATTEMPTS: '3', PRICE: '5$', HOME: '$H' },
      problems: [
        { code: 'file-elsewhere', evidence: { file: '/etc/bao.env' } },
        { code: 'file-elsewhere', evidence: { file: '/etc/more.env' } },
        { code: 'reference-in-value', key: 'HOME' },
        { code: 'value-elsewhere', key: 'TZ' },
        { code: 'value-not-text', key: 'FIPS' },
        { code: 'workload-left-out', evidence: { kind: 'service', object: 'db' } },
      ],
    })
  })

  it('gives its names in a list', () => {
    expect(
      read('services: { vault: { environment: [AWS_REGION=eu-west-1, A=b=c, TZ, { toString: x }] } }'),
    ).toMatchObject({
      values: { AWS_REGION: 'eu-west-1', A: 'b=c' },
      problems: [{ code: 'value-elsewhere', key: 'TZ' }, { code: 'line-not-read' }],
    })
  })
})

it('reads a container as docker inspect prints it', () => {
  const container = { Id: 'x', Name: '/vault', Config: { Image: 'vault', Env: ['AWS_REGION=eu-west-1', 'A=$$B'] } }
  expect(read(JSON.stringify([container], null, 4))).toMatchObject({
    form: 'compose',
    values: { AWS_REGION: 'eu-west-1', A: '$$B' },
    codes: [],
  })
})

it.each(['[{ "Id": "x" }, { "Id": "y" }]', '{ "services": { "a": 1 } }', 'services:\n  - a\n'])(
  'says but once that there are no names: %s',
  (text) => expect(read(text)).toMatchObject({ values: {}, codes: ['nothing-read'] }),
)
