/**
 * What each release of Vault and OpenBao does with an awskms seal, as data: which wrapper it carries, whose credential
 * rules that follows, and the switches that its configuration parser has. The rules that read the table live elsewhere.
 *
 * Where no release could be examined the row says so; newer releases than the newest row are taken to be like it.
 */
import { compareVersions, type Engine, type Product } from './engine.ts'

/**
 * The credential rules of a wrapper. A and A0 stand on the first AWS SDK for Go (A0 is an older awsutil), BH and BO on the
 * second, in HashiCorp's and in OpenBao's reading.
 */
export type CredentialEngine = 'A0' | 'A' | 'BH' | 'BO'

/** How we know: behaviour that was run, source that was read, or an assumption that the app must call one. */
export type Confidence = 'run' | 'read' | 'assumed'

/** The switches of a release. Limits count blocks and seals. */
export interface Era {
  /** AWS environment variables replace stanza values before the wrapper sees them. */
  envMerge: boolean
  /** `env://` and `file://` in access_key, secret_key and session_token are resolved. */
  indirection: boolean
  /** A label that is not exactly a known lower-case type is an error. */
  strictLabel: boolean
  /** An IP address in an endpoint is rewritten in its shortest form. */
  normalAddresses: boolean
  /** The keys `name` and `priority` are read. */
  namePriority: boolean
  duplicateAttributes: 'last' | 'last-with-warning' | 'error'
  maxSealBlocks: number
  maxSeals: number
  /** The stanza key `disallow_env_vars` has an effect. */
  disallowEnvVarsKey: boolean
  /** What stands before an error of a seal; LABEL is the seal's own. */
  errorPrefix: string
  /** `plugin "kms"` blocks are understood. */
  kmsPlugin: boolean
  /** awskms works without a plugin. */
  awskmsBuiltIn: boolean
  /** Blobs are written, and only read, with the nonce in the ciphertext field. */
  joinedNonce: boolean
  healthCheckKeys: boolean
  validateConfig: boolean
  fileStorage: boolean
}

/** A range of releases that behave alike, both ends included. `to` is absent on the newest row of a product. */
export interface Release {
  product: Product
  from: string
  to?: string
  wrapper: string
  generation: 'A' | 'B'
  credentials: CredentialEngine
  confidence: Confidence
  /** The row holds only with an external awskms plugin, beside a row of the same releases for the built-in seal. */
  withPlugin?: true
  era: Era
}

const oldVault: Era = {
  envMerge: false,
  indirection: false,
  strictLabel: false,
  normalAddresses: false,
  namePriority: false,
  duplicateAttributes: 'last',
  maxSealBlocks: 3,
  maxSeals: 3,
  disallowEnvVarsKey: true,
  errorPrefix: 'Error parsing Seal configuration: ',
  kmsPlugin: false,
  awskmsBuiltIn: true,
  joinedNonce: false,
  healthCheckKeys: false,
  validateConfig: false,
  fileStorage: true,
}

const mergingVault: Era = {
  ...oldVault,
  envMerge: true,
  namePriority: true,
  maxSealBlocks: 5,
  maxSeals: 2,
  disallowEnvVarsKey: false,
  errorPrefix: 'error parsing Seal configuration: ',
}

const referringVault: Era = { ...mergingVault, indirection: true, strictLabel: true, normalAddresses: true }
const strictVault: Era = { ...referringVault, duplicateAttributes: 'error' }

const oldOpenBao: Era = { ...oldVault }
const referringOpenBao: Era = { ...oldOpenBao, indirection: true }
const validatingOpenBao: Era = { ...referringOpenBao, validateConfig: true }
const pluggableOpenBao: Era = {
  ...validatingOpenBao,
  disallowEnvVarsKey: false,
  errorPrefix: 'Error configuring seal "LABEL": ',
  kmsPlugin: true,
}
const pluginOnlyOpenBao: Era = {
  ...pluggableOpenBao,
  awskmsBuiltIn: false,
  healthCheckKeys: true,
  fileStorage: false,
}

function vault(from: string, to: string | undefined, row: Omit<Release, 'product' | 'from' | 'to'>): Release {
  return { product: 'vault', from, ...(to === undefined ? {} : { to }), ...row }
}

function openBao(from: string, to: string | undefined, row: Omit<Release, 'product' | 'from' | 'to'>): Release {
  return { product: 'openbao', from, ...(to === undefined ? {} : { to }), ...row }
}

const first = { generation: 'A', credentials: 'A' } as const
const hashicorpSecond = { generation: 'B', credentials: 'BH' } as const
const openBaoSecond = { generation: 'B', credentials: 'BO' } as const

/** Every row, oldest first within a product. */
export const releases: readonly Release[] = [
  vault('1.4.0', '1.11.99', { ...first, wrapper: 'in go-kms-wrapping v0', confidence: 'assumed', era: oldVault }),
  vault('1.12.0', '1.12.99', {
    generation: 'A',
    credentials: 'A0',
    wrapper: 'v2.0.1',
    confidence: 'read',
    era: oldVault,
  }),
  vault('1.13.0', '1.13.99', {
    generation: 'A',
    credentials: 'A0',
    wrapper: 'v2.0.7',
    confidence: 'read',
    era: oldVault,
  }),
  vault('1.14.0', '1.14.99', { ...first, wrapper: 'v2.0.7', confidence: 'run', era: oldVault }),
  vault('1.15.0', '1.15.99', { ...first, wrapper: 'v2.0.7', confidence: 'read', era: mergingVault }),
  vault('1.16.0', '1.18.99', { ...first, wrapper: 'v2.0.9', confidence: 'run', era: mergingVault }),
  vault('1.19.0', '1.19.99', { ...first, wrapper: 'v2.0.11', confidence: 'read', era: referringVault }),
  vault('1.20.0', '1.20.99', {
    ...first,
    wrapper: 'v2.0.11',
    confidence: 'read',
    era: { ...referringVault, duplicateAttributes: 'last-with-warning' },
  }),
  vault('1.21.0', '1.21.4', { ...first, wrapper: 'v2.0.11', confidence: 'run', era: strictVault }),
  vault('1.21.5', '2.1.99', { ...first, wrapper: 'v2.0.11', confidence: 'assumed', era: strictVault }),
  vault('2.2.0', undefined, { ...hashicorpSecond, wrapper: 'v4.0', confidence: 'assumed', era: strictVault }),

  openBao('2.0.0', '2.0.99', { ...first, wrapper: 'v2.1.0', confidence: 'read', era: oldOpenBao }),
  openBao('2.1.0', '2.1.99', { ...first, wrapper: 'v2.2.0', confidence: 'read', era: oldOpenBao }),
  openBao('2.2.0', '2.3.99', { ...first, wrapper: 'v2.3.0', confidence: 'read', era: referringOpenBao }),
  openBao('2.4.0', '2.4.99', { ...first, wrapper: 'v2.3.0', confidence: 'read', era: validatingOpenBao }),
  openBao('2.5.0', '2.5.0', {
    ...first,
    wrapper: 'v2.3.0',
    confidence: 'run',
    era: { ...validatingOpenBao, joinedNonce: true },
  }),
  openBao('2.5.1', '2.5.99', { ...first, wrapper: 'v2.3.0', confidence: 'read', era: validatingOpenBao }),
  openBao('2.6.0', '2.6.99', { ...first, wrapper: 'v2.4.0', confidence: 'run', era: pluggableOpenBao }),
  openBao('2.6.0', '2.6.99', {
    ...openBaoSecond,
    wrapper: 'v2.5.0',
    confidence: 'run',
    withPlugin: true,
    era: {
      ...pluggableOpenBao,
      errorPrefix: 'Error configuring seal "LABEL": rpc error: code = Unknown desc = ',
    },
  }),
  openBao('2.7.0', '2.7.2', { ...openBaoSecond, wrapper: 'v2.5.0', confidence: 'run', era: pluginOnlyOpenBao }),
  openBao('2.7.3', undefined, { ...openBaoSecond, wrapper: 'v2.5.0', confidence: 'assumed', era: pluginOnlyOpenBao }),
]

/**
 * The row whose rules an engine follows. Older than listed: the oldest row, as an assumption. An external plugin decides
 * the credential rules by the version of its wrapper: up to v2.4.0 the first SDK, from v2.5.0 the second.
 */
export function releaseOf(engine: Engine): Release {
  const row = rowOf(engine)
  if (engine.plugin === undefined || !row.era.kmsPlugin) return row
  const generation = compareVersions(engine.plugin, '2.5.0') < 0 ? first : openBaoSecond
  return { ...row, ...generation, wrapper: `v${engine.plugin}` }
}

function rowOf({ product, version, plugin }: Engine): Release {
  const rows = releases.filter((row) => row.product === product)
  const within = rows.filter((row) => compareVersions(row.from, version) <= 0 && !isBeyond(row, version))
  const matching = within.find((row) => (row.withPlugin ?? false) === (plugin !== undefined)) ?? within[0]
  if (matching) return matching
  const oldest = rows[0]
  if (!oldest) throw new RangeError(`no release of ${product} is listed`)
  return { ...oldest, confidence: 'assumed' }
}

function isBeyond({ to }: Release, version: string): boolean {
  return to !== undefined && compareVersions(version, to) > 0
}

/** A version that can be chosen, with its row. `assumed` asks for a word beside it. */
export interface SelectableVersion {
  version: string
  release: Release
  assumed: boolean
}

const offered: Record<Product, string> = {
  vault:
    '2.2.0 2.1.0 2.0.0 1.21.5 1.21.4 1.20.0 1.19.0 1.18.0 1.17.0 1.16.0 1.15.0 1.14.10 1.13.0 1.12.0 1.11.0 ' +
    '1.10.0 1.9.0 1.8.0 1.7.0 1.6.0 1.5.0 1.4.0',
  openbao: '2.7.3 2.7.2 2.6.2 2.5.5 2.5.1 2.5.0 2.4.0 2.3.0 2.2.0 2.1.0 2.0.0',
}

/** The versions to choose from, newest first: at least one for every row, and one for every minor release. */
export function selectableVersions(product: Product): SelectableVersion[] {
  return offered[product].split(' ').map((version) => {
    const release = releaseOf({ product, version })
    return { version, release, assumed: release.confidence === 'assumed' }
  })
}
