import { describe, expect, it } from 'vitest'
import { readEnvironmentText } from './environment-text.ts'

function read(text: string) {
  const { form, values, problems, config } = readEnvironmentText(text)
  return { form, values: Object.fromEntries(values), codes: problems.map(({ code }) => code), config, problems }
}

describe('the configuration of a chart', () => {
  const configs = (ha: string, raft: string, more = '') =>
    `server: { standalone: { config: of-standalone ${more} }, ha: { ${ha} config: of-ha, raft: { ${raft} config: of-raft } } }`

  it.each([
    ['enabled: true,', 'enabled: true,', 'of-raft'],
    ['enabled: "true",', 'enabled: yes,', 'of-raft'],
    ['enabled: true,', 'enabled: false,', 'of-ha'],
    ['enabled: true,', '', 'of-ha'],
    ['enabled: false,', 'enabled: true,', 'of-standalone'],
    ['', '', 'of-standalone'],
  ])('is that of the mode which is on: ha { %s raft { %s', (ha, raft, config) => {
    expect(read(configs(ha, raft))).toMatchObject({ form: 'helm', config, codes: [] })
  })

  it('is none where the mode has none in this text, and that of another is told of', () => {
    expect(read('server: { ha: { enabled: true, raft: { enabled: false, config: x } } }')).toMatchObject({
      config: undefined,
      problems: [{ code: 'config-not-in-use', evidence: { object: 'ha.raft.config' } }],
    })
    expect(read(configs('', '', ', enabled: false')).config).toBeUndefined()
    expect(read('server: { dev: { enabled: true }, standalone: { config: x } }').config).toBeUndefined()
  })

  it('is none where the server is switched off, and neither are its names', () => {
    const given = 'standalone: { config: x }, extraEnvironmentVars: { A: b }'
    for (const text of [
      `server: { enabled: false, ${given} }`,
      `global: { enabled: false }\nserver: { ${given} }`,
      `global: { externalVaultAddr: "https://v" }\nserver: { ${given} }`,
      `global: { enabled: false }\nvault: { server: { ${given} } }`,
    ])
      expect(read(text)).toMatchObject({ config: undefined, values: {}, codes: ['server-switched-off'] })
    expect(read(`global: { enabled: false }\nserver: { enabled: true, ${given} }`).config).toBe('x')
  })

  it('is put together from values that lie over each other', () => {
    const first = 'server: { ha: { enabled: true, raft: { enabled: true } }, extraEnvironmentVars: { A: a, B: b } }'
    const second = 'server: { ha: { raft: { config: of-raft } }, extraEnvironmentVars: { A: z } }'
    expect(read(`${first}\n---\n${second}\n`)).toMatchObject({
      config: 'of-raft',
      values: { A: 'z', B: 'b' },
      codes: [],
    })
  })

  it('is written out as JSON where it is a map, and no list', () => {
    const { config } = read('server: { standalone: { config: { seal: { awskms: { region: x } } } } }')
    expect(JSON.parse(config ?? '')).toEqual({ seal: { awskms: { region: 'x' } } })
    expect(read('server: { standalone: { config: [x] } }')).toMatchObject({
      codes: ['value-not-text'],
    })
  })
})

describe('the values of a chart', () => {
  const server = 'server: { extraEnvironmentVars: { AWS_REGION: eu-west-1 } }'
  const spec = (source: string) => `kind: Application\nspec: { source: { helm: { ${source} } } }\n`

  it.each([
    ['by themselves', `global: {}\n${server}\n`],
    ['of Vault in a chart around it', `other: { ${server.replace('eu-west-1', 'x')} }\nvault: { ${server} }\n`],
    ['of OpenBao in a chart around it', `openbao: { ${server} }\n`],
    ['under an alias', `secrets:\n  ${server}\n`],
    ['of a HelmRelease', `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: { values: { ${server} } }\n`],
    ['of a chart around it in a HelmRelease', `kind: HelmRelease\nspec: { values: { vault: { ${server} } } }\n`],
    ['of an Application, as text', spec(`values: '${server}'`)],
    [
      'of an Application, as an object',
      spec(`valuesObject: { ${server} }, values: '${server.replace('eu-west-1', 'x')}'`),
    ],
    [
      'of an Application, as a parameter',
      spec('parameters: [{ name: server.extraEnvironmentVars.AWS_REGION, value: eu-west-1 }]'),
    ],
    [
      'of an Application with several sources',
      `kind: Application\nspec: { sources: [{ helm: { valuesObject: { ${server} } } }] }\n`,
    ],
  ])('are read %s', (_, text) => {
    expect(read(text)).toMatchObject({ form: 'helm', values: { AWS_REGION: 'eu-west-1' } })
  })

  it('of an Application are those of the object alone, with the parameters over them', () => {
    const object =
      'valuesObject: { server: { ha: { raft: { config: of-raft } }, extraEnvironmentVars: { A: object } } }'
    const text = 'values: "server: { extraEnvironmentVars: { A: text, B: text } }"'
    const parameters = ['server.ha.enabled', 'server.ha.raft.enabled'].map((name) => `{ name: ${name}, value: "true" }`)
    const unread = '{ name: "server.extraArgs[0]", value: x }, { name: server.__proto__.x, value: y }'
    expect(read(spec(`${object}, ${text}, parameters: [${parameters.join(', ')}, ${unread}]`))).toMatchObject({
      config: 'of-raft',
      values: { A: 'object' },
      problems: [{ code: 'parameter-not-read' }],
    })
    expect(read(spec(`${object}, ${text}`)).values).toEqual({ A: 'object' })
  })

  it('of several charts of an Application are those of the server', () => {
    const source = (chart: string, region: string) =>
      `{ chart: ${chart}, helm: { valuesObject: { ${server.replace('eu-west-1', region)} } } }`
    const sources = ['{ ref: values }', source('postgres', 'a'), source('openbao', 'b')]
    expect(read(`kind: Application\nspec: { sources: [${sources.join(', ')}] }\n`)).toMatchObject({
      values: { AWS_REGION: 'b' },
      problems: [{ code: 'workload-left-out', evidence: { kind: 'chart', object: 'postgres' } }],
    })
  })

  it('may be objects that call themselves texts', () => {
    const odd = '{ toString: x, valueOf: y }'
    expect(
      read(
        `global: { enabled: true }\nserver: { standalone: { enabled: ${odd} }, extraEnvironmentVars: { A: ${odd} } }`,
      ),
    ).toMatchObject({ form: 'helm', codes: ['value-not-text'] })
    expect(read(`server: { enabled: ${odd}, extraEnvironmentVars: {} }`).codes).toEqual(['server-switched-off'])
  })

  it('may be a part of themselves, however often', () => {
    const values = `server: &x { ${Array.from({ length: 5000 }, (_, at) => `a${at}: ${at < 90 ? '*x' : at}`).join(', ')} }\n`
    expect(read(`${values}---\n${values}`).form).toBe('helm')
  })

  it('of several releases are those of the server, and the rest is told of', () => {
    const release = (name: string, region: string) =>
      `kind: HelmRelease\nmetadata: { name: ${name} }\nspec: { values: { ${server.replace('eu-west-1', region)} } }\n`
    const set = 'kind: StatefulSet\nmetadata: { name: db }\nspec: { containers: [{ env: [{ name: A, value: b }] }] }\n'
    expect(read([release('argo', 'a'), release('openbao', 'b'), set].join('---\n'))).toMatchObject({
      values: { AWS_REGION: 'b' },
      problems: [
        { code: 'workload-left-out', evidence: { kind: 'HelmRelease', object: 'argo' } },
        { code: 'workload-left-out', evidence: { kind: 'StatefulSet', object: 'db' } },
      ],
    })
  })

  it('tell what they leave to another object or file', () => {
    const release = `kind: HelmRelease\nspec: { valuesFrom: [{ kind: Secret, name: more }], values: { ${server} } }\n`
    expect(read(release).problems).toMatchObject([
      { code: 'value-elsewhere', evidence: { kind: 'Secret', object: 'more' } },
    ])
    expect(read(spec(`valueFiles: [x.yaml], valuesObject: { ${server} }`)).codes).toEqual(['file-elsewhere'])
  })

  it('find a Secret that is in the same text', () => {
    const values =
      'server: { extraSecretEnvironmentVars: [{ envName: AWS_ACCESS_KEY_ID, secretName: aws, secretKey: id }] }'
    const secret = 'kind: Secret\nmetadata: { name: aws }\nstringData: { id: AKIAIOSFODNN7EXAMPLE }\n'
    expect(read(`${values}\n---\n${secret}`)).toMatchObject({
      form: 'helm',
      values: { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
      codes: [],
    })
  })

  it('are named in capitals, and hold the text of a switch as Helm writes it', () => {
    expect(
      read('server: { extraEnvironmentVars: { aws.region: x, AWS_USE_FIPS_ENDPOINT: yes, Y: on, LIST: [1] } }'),
    ).toMatchObject({
      values: { AWS_REGION: 'x', AWS_USE_FIPS_ENDPOINT: 'true', TRUE: 'true' },
      problems: [{ code: 'value-not-text', key: 'LIST' }],
    })
  })
})
