/**
 * A seal as a piece of the server's configuration file, in HCL and in JSON: the stanza, and before it the plugin that
 * OpenBao 2.7 and newer need for it.
 */
import type { Engine } from '../../../shared/domain/engine.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import { isExpressible } from '../../hcl/literal.ts'
import { type Attribute, type Block, printFile } from '../../hcl/print-stanza.ts'
import type { Entry } from './readable-parameters.ts'
import { warning } from './warning.ts'

/** Where the server finds its external awskms plugin. */
export interface Plugin {
  directory: string
  command: string
  sha256sum: string
}

/** The contents of a configuration file, whichever syntax it is written in. */
export interface ServerFile {
  attributes: Attribute[]
  blocks: Block[]
  warnings: Problem[]
}

/** Marked so that a search for REPLACE finds all of them, and so that no server takes one for a real value. */
const placeholders: Plugin = {
  directory: '/REPLACE/with/the/plugin/directory',
  command: 'openbao-plugin-kms-awskms',
  sha256sum: 'REPLACE_with_the_64_hex_digits_of_sha256sum',
}

const label = 'awskms'

/** Puts the entries of a seal into a file, with the plugin block where the release and the choice of engine ask for one. */
export function serverFile(entries: readonly Entry[], engine: Engine, release: Release, given?: Plugin): ServerFile {
  const plugin = given && Object.values(given).every(isExpressible) ? given : undefined
  const written = entries.filter(([, value]) => isExpressible(String(value)))
  const lost = entries.filter((entry) => !written.includes(entry))
  const seal: Block = { type: 'seal', labels: [label], attributes: written.map(([key, value]) => ({ key, value })) }
  const { attributes, blocks, warnings } = pluginParts(engine, release, plugin)
  return {
    attributes,
    blocks: [...blocks, seal],
    warnings: [...lost.map(([key]) => warning('value-not-expressible', { key, severity: 'error' })), ...warnings],
  }
}

/** Whether a seal of this engine runs in a plugin. */
export function needsPlugin(engine: Engine, { era }: Release): boolean {
  return !era.awskmsBuiltIn || (era.kmsPlugin && engine.plugin !== undefined)
}

function pluginParts(engine: Engine, release: Release, plugin: Plugin | undefined): ServerFile {
  const nothing = { attributes: [], blocks: [] }
  if (!release.era.kmsPlugin) {
    return { ...nothing, warnings: plugin ? [warning('plugin-not-supported')] : [] }
  }
  if (!plugin && !needsPlugin(engine, release)) return { ...nothing, warnings: [] }
  const { directory, command, sha256sum } = plugin ?? placeholders
  const attributes = [
    { key: 'command', value: command },
    { key: 'sha256sum', value: sha256sum },
  ]
  return {
    attributes: [{ key: 'plugin_directory', value: directory }],
    blocks: [{ type: 'plugin', labels: ['kms', label], attributes }],
    warnings: plugin ? [] : [warning('plugin-placeholders')],
  }
}

/** The file in HCL, as the server's own printer would leave it. */
export function asHcl({ attributes, blocks }: ServerFile): string {
  return printFile(attributes, blocks)
}

/**
 * The file in JSON. The servers read its strings by Go's rules and its `${` as an interpolation, which JSON's own escape
 * of the dollar sign avoids.
 */
export function asJson({ attributes, blocks }: ServerFile): string {
  const root: Record<string, unknown> = Object.fromEntries(attributes.map(({ key, value }) => [key, value]))
  for (const block of blocks) {
    const body = Object.fromEntries(block.attributes.map(({ key, value }) => [key, value]))
    root[block.type] = block.labels.reduceRight<unknown>((inner, name) => ({ [name]: inner }), body)
  }
  return `${JSON.stringify(root, null, 2).replaceAll('${', '\\u0024{')}\n`
}
