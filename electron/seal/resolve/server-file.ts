/**
 * A server's configuration file as the rules of a seal see it: the blocks that make seals, the plugins, and the error with
 * which the server's parser refuses the text. The language itself is read by `electron/hcl`.
 */
import type { Release } from '../../../shared/domain/releases.ts'
import { parse } from '../../hcl/parse.ts'
import { declarations, declarationsOf, goBoolean, keyText, type Stanza, stanzas } from '../../hcl/stanzas.ts'
import { type ConfigDocument, firstKey, itemsOf, type Refusal, type Value } from '../../hcl/tree.ts'
import { decodeValue, settingText } from '../../hcl/values/value.ts'
import type { Environment } from './surroundings.ts'

/** A `plugin "kms" "NAME"` block. */
export interface PluginBlock {
  name: string
  command: string
  sha256sum: string
  environment: [name: string, value: string][]
  line: number
}

/** A block or attribute at the top of the file. */
export interface TopLevel {
  name: string
  label: string | undefined
  line: number
}

export interface ServerFile {
  /** One for each file of the configuration. Lines count on from one to the next. */
  documents: ConfigDocument[]
  /** The seal blocks, file by file. */
  seals: Stanza[][]
  plugins: PluginBlock[]
  pluginDirectory: string
  topLevel: TopLevel[]
  /** What the server's parser says about the text, where it refuses it, and on which line. */
  refusal: { text: string; line: number | undefined } | undefined
}

export function readServerFile(text: string, release: Release, environment: Environment): ServerFile {
  const document = parse(text)
  const refusal = (refusesDuplicates(release, environment) && document.strictRefusal) || document.refusal
  return {
    documents: [document],
    seals: [stanzas(document)],
    plugins: declarationsOf(document, 'plugin').flatMap(({ keys: [, kind, name], value }): PluginBlock[] => {
      const isKms = kind && name && keyText(document, kind) === 'kms'
      return isKms ? [pluginBlock(document, keyText(document, name), value, name.line)] : []
    }),
    pluginDirectory: topLevelText(document, 'plugin_directory'),
    topLevel: declarations(document, document.entries).flatMap(({ keys: [name, label] }): TopLevel[] =>
      name ? [{ name: keyText(document, name), label: label && keyText(document, label), line: name.line }] : [],
    ),
    refusal: refusal && { text: withoutSecret(refusal, text), line: refusal.line > 0 ? refusal.line : undefined },
  }
}

const allowDuplicatesName = 'VAULT_ALLOW_PENDING_REMOVAL_DUPLICATE_HCL_ATTRIBUTES'

function refusesDuplicates({ era }: Release, environment: Environment): boolean {
  return era.duplicateAttributes === 'error' && goBoolean(environment.read(allowDuplicatesName)) !== true
}

/** The parser quotes a word that it did not expect, which may be a secret without its quotes. */
function withoutSecret({ text: printed, start }: Refusal, text: string): string {
  const before = text.slice(Math.max(0, start - farthestKey), start).replace(comment, '')
  const isSecret = /(?:secret_key|session_token|token|password|pin)"?\s*[=:]?\s*$/i.test(before)
  return isSecret ? printed.replace(/(Unknown token: \d+:\d+ \w+) .*/s, '$1 [redacted]') : printed
}

const farthestKey = 1000
const comment = /\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*\n/g

function pluginBlock(document: ConfigDocument, name: string, value: Value, line: number): PluginBlock {
  const text = (key: string) => attributeText(document, value, key)
  return {
    name,
    command: text('command'),
    sha256sum: text('sha256sum'),
    environment: listOf(document, value, 'env').flatMap((entry): [string, string][] => {
      const equals = entry.indexOf('=')
      return equals > 0 ? [[entry.slice(0, equals), entry.slice(equals + 1)]] : []
    }),
    line,
  }
}

function attribute(document: ConfigDocument, block: Value, key: string): Value | undefined {
  if (block.type !== 'object') return undefined
  return itemsOf(block.entries).findLast((item) => keyText(document, firstKey(item)) === key)?.value
}

function attributeText(document: ConfigDocument, block: Value, key: string): string {
  const value = attribute(document, block, key)
  return (value && settingText(decodeValue(document, value))) ?? ''
}

function listOf(document: ConfigDocument, block: Value, key: string): string[] {
  const value = attribute(document, block, key)
  if (value?.type !== 'list') return []
  return value.elements.flatMap((element) => settingText(decodeValue(document, element)) ?? [])
}

function topLevelText(document: ConfigDocument, name: string): string {
  const value = declarationsOf(document, name).at(-1)?.value
  return (value && settingText(decodeValue(document, value))) ?? ''
}
