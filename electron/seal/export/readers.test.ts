/** What exports write, read by the readers of its target: YAML, JSON, HCL, Terraform, systemd and shells. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as readTerraform } from '@cdktf/hcl2json'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, parse as readYaml } from 'yaml'
import type { Engine } from '../../../shared/domain/engine.ts'
import type { ExportForm } from '../../../shared/domain/export-form.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { parse } from '../../hcl/parse.ts'
import { format } from '../../hcl/print/printer.ts'
import { stanzas } from '../../hcl/stanzas.ts'
import { settingText } from '../../hcl/values/value.ts'
import { exportSeal } from './export-seal.ts'

const engine: Engine = { product: 'vault', version: '1.21.4' }

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of other languages.
/** Texts that some reader would take apart, fold, expand or mistake for another type. */
const traps = [
  'plain',
  'a "quoted" \'text\' with \\ and `ticks`',
  'several\nlines\n\n  and blanks \n',
  '\ttabs\tand \t',
  '${a} $${b} $$${c} $ $$ ${',
  '%{if} %%{x} %%%{y} % %% %n',
  '$(A) $$(A) `b` !x',
  '{{ .Values.x }} {% y %}',
  '#x: y, - z & *w ! | > @',
  ' leading and trailing ',
  '- a',
  'yes',
  'null',
  '~',
  '007',
  '1e3',
  '2026-11-25',
  '0x1f',
  'ünïcödé 日本語 😀 \u{10fffd}',
  'line\u2028and\u2029paragraph\u0085next',
  'marks\ufeff \ufffe \uffff \ue123',
  'e\u0301 and \u00e9',
  '// no comment /* nor this */ # either',
  '<<EOF\nx\nEOF',
  "'",
  '"',
  '\\',
  `long ${'ü"\\${'.repeat(700)}`,
]
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
/** Those of them that an environment can carry: systemd refuses what Unicode gives no character. */
const carried = traps.filter((trap) => !/\p{NChar}/u.test(trap))
const withoutControls = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((text) => /^[^\p{Cc}\p{Surrogate}\p{NChar}]+$/u.test(text))
const anyText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((text) => !/\p{Surrogate}/u.test(text))

function written(form: ExportForm, parameters: LooseSealParameters): string {
  return exportSeal({ parameters, engine, form }).text
}

/** The value of a key as a server takes it from a configuration file. */
function serverReads(text: string, key: string): string | undefined {
  const document = parse(text)
  expect(document.refusal).toBeUndefined()
  const value = stanzas(document)[0]?.entries.find((entry) => entry.key === key)?.value
  return value && settingText(value)
}

function both(text: fc.Arbitrary<string>, check: (value: string) => void): void {
  for (const trap of text === withoutControls ? carried : traps) check(trap)
  fc.assert(fc.property(text, check), { numRuns: 200 })
}

describe('a configuration file', () => {
  it('gives HCL readers every text, and their formatter nothing to change', () => {
    both(anyText, (value) => {
      const text = written('hcl', { kms_key_id: value })
      expect(serverReads(text, 'kms_key_id')).toBe(value)
      expect(format(parse(text))).toBe(text)
    })
  })

  it('gives JSON readers every text, and those of the servers too', () => {
    both(anyText, (value) => {
      const text = written('json', { kms_key_id: value })
      expect(JSON.parse(text).seal.awskms.kms_key_id).toBe(value)
      expect(serverReads(text, 'kms_key_id')).toBe(value)
    })
  })
})

describe('YAML', () => {
  it('holds the stanza of a ConfigMap, letter by letter, in any version', () => {
    both(anyText, (value) => {
      const documents = parseAllDocuments(written('kubernetes', { kms_key_id: value }))
      const [configMap, secret] = documents.map((document) => document.toJS())
      expect(configMap).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'vault-seal-awskms' } })
      expect(serverReads(configMap.data['seal.hcl'], 'kms_key_id')).toBe(value)
      expect(secret).toMatchObject({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque' })
    })
  })

  it('holds the variables of Helm values, which Kubernetes does not expand', () => {
    both(withoutControls, (value) => {
      const text = written('helm', { kms_key_id: value })
      for (const version of ['1.1', '1.2'] as const) {
        const variable = readYaml(text, { version }).server.extraEnvironmentVars.VAULT_AWSKMS_SEAL_KEY_ID
        expect(kubernetesExpands(variable)).toBe(value)
      }
    })
  })

  it('names what a Secret has to hold, and nothing of it', () => {
    const parameters = {
      kms_key_id: 'k',
      access_key: 'AKIAEXAMPLE',
      secret_key: 'canary',
      session_token: 'env://TOKEN',
    }
    const [, secret] = parseAllDocuments(written('kubernetes', parameters)).map((document) => document.toJS())
    expect(Object.keys(secret.stringData)).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'TOKEN'])
    for (const value of Object.values(secret.stringData)) expect(value).toMatch(/^REPLACE_/)
    const { server } = readYaml(written('helm', parameters))
    const { name } = secret.metadata
    expect(server.extraEnvironmentVars.AWS_ACCESS_KEY_ID).toBe('AKIAEXAMPLE')
    expect(server.extraSecretEnvironmentVars).toEqual([
      { envName: 'AWS_SECRET_ACCESS_KEY', secretName: name, secretKey: 'AWS_SECRET_ACCESS_KEY' },
      { envName: 'AWS_SESSION_TOKEN', secretName: name, secretKey: 'AWS_SESSION_TOKEN' },
    ])
  })
})

/** As Kubernetes treats the value of a variable: `$$` is a dollar sign, `$(NAME)` another variable's value. */
function kubernetesExpands(value: string): string {
  return value.replace(/\$\$|\$\(([^)]*)\)/g, (found, name) => (name === undefined ? '$' : `<${found}>`))
}

describe('Terraform', () => {
  it('reads every text as itself and as no template', async () => {
    for (const trap of traps) {
      const { resource } = await readTerraform(
        'key.tf',
        written('terraform', { kms_key_id: `alias/${trap}`, region: trap }),
      )
      const [alias] = resource.aws_kms_alias.seal
      // The reader hands strings on in Terraform's JSON, where templates are escaped as in its own language.
      expect(alias.name.replace(/([$%])\1\{/g, '$1{')).toBe(`alias/${trap}`.normalize('NFC'))
    }
  })

  it('finds a key, its alias and its policy', async () => {
    const { resource, provider } = await readTerraform(
      'key.tf',
      written('terraform', { kms_key_id: 'alias/a', region: 'r' }),
    )
    expect(provider.aws).toEqual([{ region: 'r' }])
    expect(resource.aws_kms_alias.seal).toEqual([{ name: 'alias/a', target_key_id: expect.any(String) }])
    const [key] = resource.aws_kms_key.seal
    expect(key.lifecycle).toEqual([{ prevent_destroy: true }])
    expect(key.policy).toMatch(/^\$\{jsonencode\(\{[\s\S]*"kms:Encrypt"[\s\S]*\}\)\}$/)
  })
})

describe('a shell', () => {
  const shells = ['sh', 'bash', 'dash'].filter((shell) => spawnSync(shell, ['-c', 'true']).status === 0)

  it.skipIf(shells.length === 0)('reads the environment file as it was meant', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealwright-export-'))
    const file = join(folder, 'seal.env')
    for (const trap of carried) {
      writeFileSync(file, written('env', { kms_key_id: trap, region: 'after' }))
      for (const shell of shells) {
        const script = `. "${file}"; printf '%s' "$VAULT_AWSKMS_SEAL_KEY_ID|$AWS_REGION"`
        expect(execFileSync(shell, ['-c', script], { encoding: 'utf8' })).toBe(`${trap}|after`)
      }
    }
    rmSync(folder, { recursive: true })
  })
})

describe('systemd', () => {
  it('reads each value of a drop-in as it was meant', () => {
    both(withoutControls, (value) => {
      const line = /^Environment="VAULT_AWSKMS_SEAL_KEY_ID=([^\n]*)"$/m.exec(written('systemd', { kms_key_id: value }))
      expect(systemdReads(line?.[1] ?? '')).toBe(value)
    })
  })

  const hasVerify = spawnSync('systemd-analyze', ['--version']).status === 0
  it.skipIf(!hasVerify)('has nothing to object to a drop-in, in either form', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealwright-export-'))
    const unit = join(folder, 'sealwright-export.service')
    const secrets = { access_key: 'env://A', secret_key: 'env://B', session_token: 'env://C' }
    for (const form of ['systemd', 'systemd-credentials'] as const) {
      const dropIns = traps.map((kms_key_id) => written(form, { kms_key_id, ...secrets }))
      writeFileSync(unit, `${dropIns.join('')}ExecStart=/bin/true\n`)
      const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' })
      expect(stderr.split('\n').filter((line) => line.includes('sealwright-export'))).toEqual([])
    }
    rmSync(folder, { recursive: true })
  })
})

/** Quotes and specifiers of systemd's Environment= as its manual defines them. */
function systemdReads(quoted: string): string {
  const escapes: Record<string, string> = { n: '\n', t: '\t' }
  expect(quoted).not.toMatch(/(?:^|[^\\])(?:\\\\)*"/)
  return quoted.replace(/%%/g, '%').replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character)
}
