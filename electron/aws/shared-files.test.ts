import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conformanceFile, describeConformance } from '../../e2e/fixtures/conformance.ts'
import { Secret } from '../seal/secret.ts'
import { readIni } from './ini.ts'
import { awsFilePaths, mergeAwsFiles, type OpenedFile } from './shared-files.ts'

const opened = (path: string, text: string): OpenedFile => ({ path, exists: true, text })
const merge = (config: string, credentials = '') =>
  mergeAwsFiles(opened('config', config), opened('credentials', credentials))

interface ParserCase {
  name: string
  input: { configFile?: string; credentialsFile?: string }
  output: {
    config?: {
      profiles?: Record<string, Record<string, string>>
      sso_sessions?: Record<string, Record<string, string>>
    }
    errorContaining?: string
  }
}

const parserTests = conformanceFile('aws-config/profile-parser-tests.json')
const cases: ParserCase[] = parserTests ? JSON.parse(readFileSync(parserTests, 'utf8')).tests : []

describeConformance('the shared files parser on AWS conformance data', parserTests, () => {
  it.each(cases)('$name', ({ input, output }) => {
    const { config = '', credentials = '' } = { config: input.configFile, credentials: input.credentialsFile }
    const merged = merge(config, credentials)
    if (output.errorContaining) {
      expect(merged.files.flatMap(({ problems }) => problems).some(({ severity }) => severity === 'error')).toBe(true)
      return
    }
    expect([...merged.profiles.keys()].sort()).toEqual(Object.keys(output.config?.profiles ?? {}).sort())
    for (const [profile, entries] of Object.entries(output.config?.profiles ?? {}))
      for (const [name, value] of Object.entries(entries)) {
        const section = merged.profiles.get(profile)
        const found = section?.text(name.toLowerCase()) ?? ''
        expect(found).toBe(value)
      }
    expect([...merged.ssoSessions.keys()]).toEqual(Object.keys(output.config?.sso_sessions ?? {}))
  })
})

describe('the name of a section', () => {
  it('may have letters of any language', () => {
    const names = ['müller', 'Überwachung-1', '生产', 'profil_é']
    const merged = merge(names.map((name) => `[profile ${name}]\nregion = x-1\n`).join(''), '[müller]\nregion = x-1')
    expect([...merged.profiles.keys()]).toEqual(names)
    expect(merged.files.flatMap(({ problems }) => problems)).toEqual([])
  })
})

describe('readIni', () => {
  it('gives each entry its line, also with Windows line ends', () => {
    const { sections } = readIni('# first\r\n[profile a]\r\nregion = eu-west-1\r\n\r\noutput=json\r\n')
    expect(sections[0]?.line).toBe(2)
    expect(sections[0]?.entries.get('region')).toMatchObject({ value: 'eu-west-1', line: 3 })
    expect(sections[0]?.entries.get('output')?.line).toBe(5)
  })

  it('keeps secret entries and command lines as Secret', () => {
    const { sections } = readIni(
      '[a]\naws_secret_access_key=canary1\naws_session_token=canary2\ncredential_process=get --password canary3',
    )
    for (const entry of sections[0]?.entries.values() ?? []) expect(entry.value).toBeInstanceOf(Secret)
    expect(JSON.stringify(sections[0]?.entries.get('credential_process'))).not.toContain('canary')
  })

  it('says where a byte order mark hides the first section from the server, and reads it all the same', () => {
    const { sections, problems } = readIni('\uFEFF[default]\nregion=x')
    expect(sections[0]?.header).toBe('default')
    expect(problems).toEqual([{ code: 'byte-order-mark', severity: 'warning', line: 1, evidence: {} }])
  })

  it('reports a repeated entry with its line and takes the last one', () => {
    const { sections, problems } = readIni('[a]\nregion = one\nRegion = two')
    expect(sections[0]?.entries.get('region')).toMatchObject({ value: 'two', line: 3 })
    expect(problems).toEqual([{ code: 'entry-duplicate', severity: 'warning', line: 3, evidence: { name: 'region' } }])
  })
})

describe('mergeAwsFiles', () => {
  it('reports a section twice, a section without prefix, and a prefixed one in the credentials file', () => {
    const { files } = merge('[profile a]\n[profile a]\n[b]', '[profile c]')
    expect(files[0]?.problems.map(({ code, line }) => [code, line])).toEqual([
      ['section-duplicate', 2],
      ['section-without-prefix', 3],
    ])
    expect(files[1]?.problems.map(({ code }) => code)).toEqual(['section-prefix-in-credentials'])
  })

  it('knows the file and line of an entry that came from the credentials file', () => {
    const section = merge('[profile a]\nregion=x', '\n[a]\naws_access_key_id = AKIA').profiles.get('a')
    expect(section?.entry('aws_access_key_id')).toMatchObject({ file: 'credentials', line: 3 })
    expect(section?.entry('region')).toMatchObject({ file: 'config', line: 2 })
  })

  it('reads the endpoints of a services section', () => {
    const { services } = merge(
      '[services local]\nkms =\n  endpoint_url = http://127.0.0.1:1\nsts =\n  endpoint_url = http://b\n',
    )
    expect(services.get('local')?.nested('kms').get('endpoint_url')).toBe('http://127.0.0.1:1')
    expect(services.get('local')?.nested('sts').get('endpoint_url')).toBe('http://b')
  })
})

describe('awsFilePaths', () => {
  it('follows the environment and expands the home directory', () => {
    expect(awsFilePaths({ environment: {}, home: '/home/u' })).toEqual({
      config: '/home/u/.aws/config',
      credentials: '/home/u/.aws/credentials',
    })
    const environment = { AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '/s' }
    expect(awsFilePaths({ environment, home: '/home/u' })).toEqual({ config: '/home/u/c', credentials: '/s' })
  })
})
