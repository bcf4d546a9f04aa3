/** Rules about seal blocks as such: their names, labels, number, and the plugin that they may need. */
import type { Engine } from '../../../shared/domain/engine.ts'
import { literalOf } from '../literal.ts'
import { blockLimit, effectiveName, isSealName, knownTypes } from '../server-refusal.ts'
import { blockNames, type Declaration, declarationsOf, keyText, type Stanza } from '../stanzas.ts'
import { firstKey, itemsOf } from '../tree.ts'
import { decodeValue, settingText } from '../values/value.ts'
import { type Findings, headOf, type Range, type Subject } from './finding.ts'
import { nearest } from './nearest.ts'
import { rangeOf } from './values.ts'

export function checkBlock(subject: Subject, stanza: Stanza, findings: Findings): void {
  const { document, release } = subject
  const [name, , further] = stanza.keys
  if (stanza.block === 'hsm' && name) {
    const text = name.kind === 'STRING' ? literalOf('seal') : 'seal'
    const fix = [{ start: name.start, end: name.end, text }]
    findings.add('block-deprecated', 'warning', name, { key: 'hsm', suggestion: 'seal', fix })
  }
  if (further && document.format === 'hcl') findings.add('label-ignored', 'warning', further)
  checkLabel(subject, stanza, findings)
  if (release.era.namePriority) checkNameAndPriority(stanza, findings)
}

function checkLabel(subject: Subject, stanza: Stanza, findings: Findings): void {
  const label = stanza.keys[1]
  if (!label) {
    findings.add('label-missing', 'error', headOf(stanza), { key: stanza.block, suggestion: 'awskms' })
    return
  }
  if (isKnownType(subject, stanza)) checkCase(subject, stanza, findings)
  else {
    const suggestion = nearest(stanza.type.trim(), knownTypes)
    const fix =
      suggestion === undefined ? {} : { suggestion, fix: [{ ...rangeOfToken(label), text: literalOf(suggestion) }] }
    findings.add('unknown-seal-type', 'error', label, { key: stanza.type, ...fix })
  }
}

/** A KMS plugin may bear any name, and is then the type of a seal. */
function isKnownType({ document, release }: Subject, { type }: Stanza): boolean {
  if (knownTypes.some((known) => known === type)) return true
  return release.era.kmsPlugin && pluginsOf(document).some(({ name }) => name === type)
}

function checkCase({ release }: Subject, { label = '', type, keys, entries }: Stanza, findings: Findings): void {
  const token = keys[1]
  if (label === type || !token) return
  const isRefused = release.era.strictLabel && entries.length > 0
  const fix = [{ ...rangeOfToken(token), text: token.kind === 'STRING' ? literalOf(type) : type }]
  findings.add('label-not-lower-case', isRefused ? 'error' : 'warning', token, { key: label, suggestion: type, fix })
}

function rangeOfToken({ start, end }: Range): { start: number; end: number } {
  return { start, end }
}

function checkNameAndPriority({ entries }: Stanza, findings: Findings): void {
  const name = entries.findLast(({ key }) => key === 'name')
  if (name && !(name.value.kind === 'string' && isSealName(name.value.value))) {
    findings.add('invalid-name', 'error', rangeOf(name), { key: 'name' })
  }
  const priority = entries.findLast(({ key }) => key === 'priority')
  const text = priority && settingText(priority.value)
  if (priority && !(text !== undefined && /^\+?[0-9]+$/.test(text) && Number(text) >= 1)) {
    findings.add('invalid-priority', 'error', rangeOf(priority), { key: 'priority', suggestion: '1' })
  }
}

/** Rules about all seals of a file together. */
export function checkSeals({ stanzas, release: { era } }: Subject, findings: Findings): void {
  for (const block of blockNames) {
    const limit = blockLimit(block, era)
    const beyond = stanzas.filter((stanza) => stanza.block === block)[limit]
    if (beyond) findings.add('too-many-blocks', 'error', headOf(beyond), { key: block, evidence: { limit } })
  }
  const excess = era.namePriority ? stanzas[era.maxSeals] : undefined
  if (excess) findings.add('too-many-seals', 'error', headOf(excess), { evidence: { limit: era.maxSeals } })
  checkEnabled(stanzas, era.namePriority, findings)
  if (era.namePriority) checkNames(stanzas, findings)
}

/** Older releases and OpenBao count only to two: with three enabled seals they start, and use the last. */
function checkEnabled(stanzas: readonly Stanza[], isStrict: boolean, findings: Findings): void {
  const enabled = stanzas.filter(({ disabled }) => disabled === false)
  const second = enabled[1]
  if (!second) return
  const isRefused = isStrict || (stanzas.length === 2 && enabled.length === 2)
  findings.add('more-than-one-seal-enabled', isRefused ? 'error' : 'warning', headOf(second))
}

function checkNames(stanzas: readonly Stanza[], findings: Findings): void {
  const names = stanzas.map(effectiveName)
  stanzas.forEach((stanza, index) => {
    const name = names[index] ?? ''
    if (names.indexOf(name) < index) findings.add('name-not-unique', 'error', headOf(stanza), { key: name })
  })
}

interface Plugin {
  name: string
  declaration: Declaration
}

/** The KMS plugins of a file by their label. */
function pluginsOf(document: Subject['document']): Plugin[] {
  return declarationsOf(document, 'plugin').flatMap((declaration) => {
    const [, kind, label] = declaration.keys
    if (!kind || !label || keyText(document, kind) !== 'kms') return []
    return [{ name: keyText(document, label).toLowerCase(), declaration }]
  })
}

/** Where a plugin is known to run, its block may stand in another file of the same folder. */
export function checkPlugins(
  { document, stanzas, release: { era } }: Subject,
  engine: Engine,
  findings: Findings,
): void {
  const plugins = pluginsOf(document)
  const seal = stanzas.find(({ type }) => type === 'awskms')
  if (seal && !era.awskmsBuiltIn && !plugins.some(({ name }) => name === 'awskms')) {
    const severity = engine.plugin === undefined ? 'error' : 'warning'
    findings.add('plugin-block-missing', severity, headOf(seal), { key: 'plugin' })
  }
  for (const { declaration } of plugins) {
    const range = headOf(declaration)
    if (!era.kmsPlugin) findings.add('plugin-not-supported', 'warning', range, { key: 'plugin' })
    else checkPlugin(document, declaration, range, findings)
  }
}

function checkPlugin(document: Subject['document'], { value }: Declaration, range: Range, findings: Findings): void {
  if (declarationsOf(document, 'plugin_directory').length === 0) {
    findings.add('plugin-directory-missing', 'error', range, { key: 'plugin_directory' })
  }
  const items = value.type === 'object' ? itemsOf(value.entries) : []
  const text = (name: string) => {
    const item = items.findLast((each) => keyText(document, firstKey(each)) === name)
    return item ? settingText(decodeValue(document, item.value)) : undefined
  }
  if (!text('command')) findings.add('plugin-malformed', 'error', range, { key: 'command' })
  if (!/^[0-9a-f]{64}$/i.test(text('sha256sum') ?? '')) {
    findings.add('plugin-malformed', 'error', range, { key: 'sha256sum' })
  }
}
