import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../shared/domain/engine.ts'
import { applyChanges } from '../edit/change.ts'
import { parse } from '../parse.ts'
import { lint } from './lint.ts'
import { nearest } from './nearest.ts'

const vault: Engine = { product: 'vault', version: '1.21.4' }
const oldVault: Engine = { product: 'vault', version: '1.14.10' }
const openBao: Engine = { product: 'openbao', version: '2.6.2' }
const newOpenBao: Engine = { product: 'openbao', version: '2.7.2' }

/** A stanza without anything to find, with more lines. */
function seal(...lines: string[]): string {
  return `seal "awskms" {\n  region = "eu-west-1"\n${lines.some((line) => line.startsWith('kms_key_id')) ? '' : '  kms_key_id = "alias/a"\n'}${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

/** Codes with severities and places, notes about the release left out. */
function found(text: string, engine: Engine, environment?: Record<string, string>): string[] {
  return lint(parse(text), engine, environment)
    .filter(({ problem }) => problem.code !== 'release-assumed')
    .map(({ problem: { code, severity, line, column, suggestion } }) =>
      [code, severity, `${line}:${column}`, ...(suggestion === undefined ? [] : [suggestion])].join(' '),
    )
}

/** The text after the fixes of all findings. */
function fixed(text: string, engine: Engine): string {
  return applyChanges(
    text,
    lint(parse(text), engine).flatMap(({ fix }) => fix ?? []),
  )
}

describe('a clean file', () => {
  it('has nothing to be said about, in any product', () => {
    for (const engine of [vault, oldVault, openBao]) expect(found(seal(), engine)).toEqual([])
  })
})

describe('the keys of a stanza', () => {
  it.each([
    ['a typing mistake', seal('kms_keyid = "a"'), vault, 'misspelt-key warning 4:3 kms_key_id'],
    ['the wrong case', seal('ENDPOINT = "https://a"'), vault, 'misspelt-key warning 4:3 endpoint'],
    ['a word of its own', seal('comment = "a"'), vault, 'unknown-key warning 4:3'],
    ['a key of another product', seal('priority = 1'), openBao, 'key-not-read warning 4:3'],
    ['a key of a later release', seal('name = "a"'), oldVault, 'key-not-read warning 4:3'],
    ['a health check', seal('health_check_interval = "1m"'), openBao, 'key-not-read warning 4:3'],
    ['a key that has lost its effect', seal('disallow_env_vars = true'), vault, 'key-not-read warning 4:3'],
    ['a key given twice', seal('region = "b"'), vault, 'duplicate-key error 4:3'],
    ['a key given twice, in an older release', seal('region = "b"'), openBao, 'duplicate-key warning 4:3'],
  ])('may be %s', (_, text, engine, finding) => {
    expect(found(text, engine)).toEqual([finding])
  })

  it('are renamed by a fix unless the right one is there too', () => {
    expect(fixed(seal('regoin = "b"', 'endpont = "https://a"'), vault)).toBe(
      seal('regoin = "b"', 'endpoint = "https://a"'),
    )
  })
})

describe('the values of a stanza', () => {
  it.each([
    ['a list', seal('endpoint = ["https://a"]'), vault, 'not-a-value error 4:14'],
    ['no boolean', seal('disabled = "yes"'), vault, 'not-a-boolean error 4:14 true'],
    ['a number for a boolean', seal('key_not_required = 2'), vault, 'not-a-boolean error 4:22'],
    ['a priority below one', seal('priority = 0'), vault, 'invalid-priority error 4:14 1'],
    ['no name', seal('name = "a b"'), vault, 'invalid-name error 4:10'],
    [
      'an endpoint without scheme',
      seal('endpoint = "kms:8080"'),
      vault,
      'endpoint-without-scheme warning 4:14 https://kms:8080',
    ],
    [
      'the same for the newer SDK',
      seal('endpoint = "kms"'),
      { ...openBao, plugin: '2.5.0' },
      'endpoint-without-scheme error 4:14 https://kms',
    ],
    ['an endpoint of another kind', seal('endpoint = "ftp://kms"'), vault, 'endpoint-malformed error 4:14'],
    ['a line end too many', seal('kms_key_id = "a\\n"'), vault, 'value-with-blanks warning 3:16'],
    [
      'the key of another region',
      seal('kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/a"'),
      vault,
      'region-differs-from-key warning 3:16',
    ],
    ['half a pair', seal('access_key = "AKIA"'), vault, 'half-key-pair error 4:16'],
    ['a token alone', seal('session_token = "env://T"'), openBao, 'token-without-pair warning 4:19'],
    ['a reference where there is none', seal('endpoint = "env://E"'), vault, 'reference-taken-literally warning 4:14'],
    ['what cannot be decoded', seal('endpoint = "\\U99999999"'), vault, 'undecodable-value error 4:14'],
  ])('may be %s', (_, text, engine, finding) => {
    const plugin = found(text, engine).filter((each) => !each.startsWith('plugin-block-missing'))
    expect(plugin).toEqual([finding])
  })

  it('that are secrets are told, never shown, and replaced by what can carry them', () => {
    const text = seal('access_key = "AKIA"', 'secret_key = "do-not-print"')
    expect(JSON.stringify(lint(parse(text), vault).map(({ problem }) => problem))).not.toContain('do-not-print')
    expect(found(text, vault)).toEqual(['secret-in-file warning 5:16 env://AWS_SECRET_ACCESS_KEY'])
    expect(found(text, oldVault)).toEqual(['secret-in-file warning 5:16 AWS_SECRET_ACCESS_KEY'])
    expect(fixed(text, vault)).toBe(seal('access_key = "AKIA"', 'secret_key = "env://AWS_SECRET_ACCESS_KEY"'))
    expect(fixed(text, oldVault)).toBe(text)
  })

  it('that are references are spelled as the servers want them, and lead somewhere', () => {
    const text = seal('access_key = "ENV:A"', 'secret_key = "env://B"')
    expect(found(text, vault)).toEqual(['reference-malformed error 4:16 env://A'])
    expect(found(text, vault, { A: 'x' })).toContain('reference-unset error 5:16')
    expect(found(fixed(text, vault), vault, { A: 'x', B: 'y' })).toEqual([])
  })

  it('may be left to the environment', () => {
    expect(found('seal "awskms" {}', vault)).toEqual(['key-id-missing warning 1:1', 'region-missing info 1:1'])
    expect(found('seal "awskms" {}', vault, {})).toContain('key-id-missing error 1:1')
    expect(found('seal "awskms" {}', vault, { VAULT_AWSKMS_SEAL_KEY_ID: 'a', AWS_REGION: 'b' })).toEqual([])
  })
})

describe('the blocks of a file', () => {
  const disabled = seal('disabled = "true"')

  it.each([
    [
      'hsm for seal',
      'hsm "awskms" {\n  region = "a"\n  kms_key_id = "b"\n}\n',
      vault,
      ['block-deprecated warning 1:1 seal'],
    ],
    ['a label in upper case', seal().replace('awskms', 'AWSKMS'), vault, ['label-not-lower-case error 1:6 awskms']],
    [
      'the same in an older release',
      seal().replace('awskms', 'AWSKMS'),
      openBao,
      ['label-not-lower-case warning 1:6 awskms'],
    ],
    ['no label', 'seal {\n}\n', vault, ['label-missing error 1:1 awskms']],
    ['an unknown label', 'seal "awskmss" {\n  a = 1\n}\n', vault, ['unknown-seal-type error 1:6 awskms']],
    ['a label too many', 'seal "transit" "b" {\n}\n', vault, ['label-ignored warning 1:16']],
    ['a misspelt block', 'seals "awskms" {\n}\n', vault, ['misspelt-block warning 1:1 seal']],
    ['three seals', disabled + seal('disabled = true', 'name = "b"') + seal(), vault, ['too-many-seals error 12:1']],
    ['two that are enabled', seal() + seal('name = "b"'), vault, ['more-than-one-seal-enabled error 5:1']],
    ['two with one name', disabled + disabled, vault, ['name-not-unique error 6:1']],
    ['four seals in OpenBao', disabled.repeat(4), openBao, ['too-many-blocks error 16:1']],
    ['no plugin', seal(), newOpenBao, ['plugin-block-missing error 1:1']],
    [
      'a plugin without its folder',
      `plugin "kms" "awskms" {\n  command = "a"\n  sha256sum = "${'0'.repeat(64)}"\n}\n${seal()}`,
      newOpenBao,
      ['plugin-directory-missing error 1:1'],
    ],
    [
      'half a plugin',
      `plugin_directory = "/p"\nplugin "kms" "awskms" {\n  command = "a"\n}\n${seal()}`,
      newOpenBao,
      ['plugin-malformed error 2:1'],
    ],
    ['a plugin for nobody', 'plugin "kms" "awskms" {\n}\n', vault, ['plugin-not-supported warning 1:1']],
    ['a storage that is gone', 'storage "file" {\n}\n', newOpenBao, ['storage-not-supported warning 1:9 raft']],
    ['no word on memory locking', 'storage "raft" {\n}\n', vault, ['mlock-not-decided warning 1:1']],
    ['several seals at a time', 'enable_multiseal = true\n', openBao, ['multiseal-without-effect warning 1:1']],
    ['a mistake', 'ui : true\n', vault, ['syntax error 1:4']],
    [
      'a list in another kind of seal',
      'ui = 1\nseal "transit" {\n  a = [1]\n}\n',
      vault,
      ['refused-by-server error 2:1'],
    ],
  ])('may have %s', (_, text, engine, findings) => {
    expect(found(text, engine)).toEqual(findings)
  })

  it('are mended', () => {
    const text = 'HSM "AWSKMS" {\n  region = "a"\n  kms_key_id = "b"\n}\nstorge "raft" {}\n'
    expect(fixed(text, openBao)).toBe('seal "awskms" {\n  region = "a"\n  kms_key_id = "b"\n}\nstorage "raft" {}\n')
  })
})

describe('beside real servers', () => {
  interface ServerCase {
    config: string
    allowDuplicates?: boolean
    expect: { engines: string[]; refusal: string | null }[]
  }

  const cases: ServerCase[] = JSON.parse(
    readFileSync(new URL('../testdata/server-verdicts.json', import.meta.url), 'utf8'),
  )

  it('finds an error in every file that a server refuses to load', () => {
    let count = 0
    for (const { config, expect: verdicts } of cases) {
      for (const { engines, refusal } of verdicts) {
        for (const engine of refusal === null ? [] : engines.map(engineOf)) {
          const errors = lint(parse(config), engine).filter(({ problem }) => problem.severity === 'error')
          expect(errors.length, `${config}\n${engine.product} ${engine.version}`).toBeGreaterThan(0)
          count++
        }
      }
    }
    expect(count).toBeGreaterThan(150)
  })

  function engineOf(name: string): Engine {
    const [product, version = ''] = name.split(/[-+]/)
    return { product: product === 'vault' ? 'vault' : 'openbao', version: version === '2.7' ? '2.7.0' : version }
  }
})

describe('the nearest word', () => {
  it.each([
    ['regoin', 'region'],
    ['REGION', 'region'],
    ['kms_keyid', 'kms_key_id'],
    ['reg', undefined],
    ['ab', undefined],
  ])('to %s is %s', (word, candidate) => {
    expect(nearest(word, ['region', 'kms_key_id', 'endpoint'])).toBe(candidate)
  })
})
