/**
 * Which wrapper serves a seal's type on a server: one that is built in, one in a plugin, or none, with the words in which the
 * server says so.
 */
import { createHash } from 'node:crypto'
import type { Engine } from '../../../shared/domain/engine.ts'
import { type Release, releaseOf } from '../../../shared/domain/releases.ts'
import { goQuoted } from './go-text.ts'
import type { PluginBlock, ServerFile } from './server-file.ts'
import type { Surroundings } from './surroundings.ts'

/** An awskms wrapper with the release whose rules it follows and the environment that it sees; another kind; or none. */
export type Wrapper =
  | { kind: 'awskms'; release: Release; surroundings: Surroundings }
  | { kind: 'other' }
  | { kind: 'refused'; error: string }

const awskms = 'awskms'

/** The server around a seal. */
export interface Setting {
  engine: Engine
  release: Release
  file: ServerFile
  surroundings: Surroundings
}

export function wrapperOf(type: string, { engine, release, file, surroundings }: Setting): Wrapper {
  if (release.era.kmsPlugin) {
    const plugin = file.plugins.findLast(({ name }) => name === type)
    if (plugin) return ofPlugin(plugin, engine, file, surroundings)
    if (engine.plugin !== undefined && type === awskms) return { kind: 'awskms', release, surroundings }
  }
  return builtIn(type, release, surroundings)
}

/** Types of seals that come with a server. Where KMS wrappers are plugins, those for clouds are gone. */
const everywhere = ['shamir', 'transit']
const clouds = ['alicloudkms', 'azurekeyvault', 'gcpckms', 'ocikms']

function builtIn(type: string, release: Release, surroundings: Surroundings): Wrapper {
  const { era, product } = release
  if (type === awskms && era.awskmsBuiltIn) return { kind: 'awskms', release, surroundings }
  const own = product === 'vault' ? ['aead'] : ['static', 'kmip']
  const known = [...everywhere, ...own, ...(era.awskmsBuiltIn ? clouds : [])]
  if (known.includes(type)) return { kind: 'other' }
  return { kind: 'refused', error: refusalOf(type, release) }
}

function refusalOf(type: string, { era, product }: Release): string {
  if (type === 'pkcs11' && product === 'vault') return "KMS type 'pkcs11' requires the Vault Enterprise HSM binary"
  if (type === 'pkcs11' && era.awskmsBuiltIn) return 'this build of OpenBao has PKCS#11 disabled'
  if (era.kmsPlugin) return `unknown wrapper: ${type}`
  return `${product === 'vault' ? 'Unknown' : 'unknown'} KMS type ${goQuoted(type)}`
}

function ofPlugin(plugin: PluginBlock, engine: Engine, file: ServerFile, surroundings: Surroundings): Wrapper {
  const error = engine.plugin === undefined ? fileError(plugin, file, surroundings) : undefined
  if (error !== undefined) return { kind: 'refused', error }
  if (!isAwskms(plugin)) return { kind: 'other' }
  const environment = surroundings.environment.withGapsFilled(plugin.environment)
  const release = releaseOf({ ...engine, plugin: engine.plugin ?? versionIn(plugin.command) })
  return { kind: 'awskms', release, surroundings: { ...surroundings, environment } }
}

/** A plugin may go by any name; the file tells what it is. */
function isAwskms({ name, command }: PluginBlock): boolean {
  return name === awskms || command.includes(awskms)
}

const usualVersion = '2.5.0'

/** The version that a plugin's file is named after. */
function versionIn(command: string): string {
  return /(\d{1,4}\.\d{1,4}\.\d{1,4})/.exec(command)?.[1] ?? usualVersion
}

function fileError(plugin: PluginBlock, file: ServerFile, { disk }: Surroundings): string | undefined {
  if (file.pluginDirectory === '') return 'plugin directory not configured'
  const path = `${file.pluginDirectory.replace(/\/$/, '')}/${plugin.command}`
  const found = disk.find(path)
  if (found.kind === 'missing') {
    return `error while validating the command path: lstat ${path}: no such file or directory`
  }
  const isIntact = found.kind === 'file' && sha256(found.text) === plugin.sha256sum.toLowerCase()
  return isIntact ? undefined : 'start plugin client: checksums did not match'
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
