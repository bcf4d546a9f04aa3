/** Rules about what else in a file touches a seal. Everything beyond that is left alone. */
import { compareVersions, type Engine } from '../../../shared/domain/engine.ts'
import { literalOf } from '../literal.ts'
import { declarations, declarationsOf, keyText } from '../stanzas.ts'
import { decodeValue } from '../values/value.ts'
import { type Findings, headOf, type Subject } from './finding.ts'
import { nearest } from './nearest.ts'

/** Names that belong into a configuration file, so that a block of this name is no misspelt seal. */
const names = [
  'seal',
  'hsm',
  'kms',
  'plugin',
  'storage',
  'backend',
  'ha_storage',
  'listener',
  'telemetry',
  'entropy',
  'ui',
]

export function checkWholeFile(subject: Subject, engine: Engine, findings: Findings): void {
  checkNames(subject, findings)
  checkStorage(subject, engine, findings)
  checkMultiseal(subject, findings)
}

/** A misspelt seal block is passed over without a word, and the server comes up with Shamir. */
function checkNames({ document }: Subject, findings: Findings): void {
  for (const { keys, value } of declarations(document, document.entries)) {
    const [key] = keys
    if (!key || value.type !== 'object') continue
    const name = keyText(document, key)
    const suggestion = names.includes(name.toLowerCase())
      ? undefined
      : nearest(name, ['seal', 'seals', 'plugin', 'storage'])
    if (suggestion === undefined) continue
    const meant = suggestion === 'seals' ? 'seal' : suggestion
    const text = key.kind === 'STRING' ? literalOf(meant) : meant
    const fix = [{ start: key.start, end: key.end, text }]
    findings.add('misspelt-block', 'warning', key, { key: name, suggestion: meant, fix })
  }
}

function checkStorage({ document, release }: Subject, engine: Engine, findings: Findings): void {
  const storages = ['storage', 'backend'].flatMap((name) => declarationsOf(document, name))
  for (const declaration of storages) {
    const [, label] = declaration.keys
    const type = label && keyText(document, label)
    const range = headOf(declaration)
    if (type === 'file' && !release.era.fileStorage) {
      findings.add('storage-not-supported', 'warning', label ?? range, { key: type, suggestion: 'raft' })
    }
    if (type === 'raft' && needsMlockDecision(engine) && declarationsOf(document, 'disable_mlock').length === 0) {
      findings.add('mlock-not-decided', 'warning', range, { key: 'disable_mlock' })
    }
  }
}

/** Vault 1.20 and newer do not start with integrated storage before `disable_mlock` is set one way or the other. */
function needsMlockDecision({ product, version }: Engine): boolean {
  return product === 'vault' && compareVersions(version, '1.20.0') >= 0
}

/** Only Vault Enterprise has several seals at a time. */
function checkMultiseal({ document, release }: Subject, findings: Findings): void {
  for (const declaration of declarationsOf(document, 'enable_multiseal')) {
    const value = decodeValue(document, declaration.value)
    const isOn = value.kind === 'boolean' && value.value
    if (!isOn) continue
    const severity = release.product === 'openbao' ? 'warning' : 'info'
    findings.add('multiseal-without-effect', severity, headOf(declaration), { key: 'enable_multiseal' })
  }
}
