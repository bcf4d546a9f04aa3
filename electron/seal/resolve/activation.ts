/**
 * From the seals of a file to the seals of a server: the implicit or appended Shamir seal, the type that the environment
 * forces on every enabled one, and which of them is the server's own.
 */
import type { Activation } from '../../../shared/domain/effective-configuration.ts'
import type { Product } from '../../../shared/domain/engine.ts'
import type { SealEntry } from './seal-blocks.ts'
import type { Environment } from './surroundings.ts'

export interface ListedSeal extends SealEntry {
  active: boolean
  activation: Activation
  /** The type before the environment changed it. */
  typeInFile: string
}

const vaultTypeName = 'VAULT_SEAL_TYPE'
const baoTypeName = 'BAO_SEAL_TYPE'

/** The variable that forces a type, if any does. OpenBao's own name counts as soon as it is there, be it empty. */
export function forcedType(product: Product, environment: Environment): { name: string; type: string } | undefined {
  const name = product === 'openbao' && environment.has(baoTypeName) ? baoTypeName : vaultTypeName
  const type = environment.read(name)
  return type === '' ? undefined : { name, type }
}

/** The server's list. The last enabled seal is its own. */
export function listSeals(entries: readonly SealEntry[], product: Product, environment: Environment): ListedSeal[] {
  const needsShamir = entries.every(({ disabled }) => disabled)
  const all = needsShamir ? [...entries, shamir] : entries
  const last = all.findLastIndex(({ disabled }) => !disabled)
  return all.map((entry, index) => ({
    ...entry,
    type: entry.disabled ? entry.type : (typeForced(entry, product, environment) ?? entry.type),
    typeInFile: entry.type,
    active: index === last,
    activation: activationOf(entry, index === last, entries),
  }))
}

/** A seal of Vault that stands behind another by its priority has a variable of its own. */
function typeForced({ name, priority }: SealEntry, product: Product, environment: Environment): string | undefined {
  if (priority === undefined || Number(priority) <= 1) return forcedType(product, environment)?.type
  return environment.read(`${vaultTypeName}_${name}`) || undefined
}

const shamir: SealEntry = {
  type: 'shamir',
  disabled: false,
  name: undefined,
  priority: undefined,
  values: new Map(),
  line: undefined,
}

function activationOf(entry: SealEntry, isLast: boolean, entries: readonly SealEntry[]): Activation {
  if (entry === shamir) return entries.length === 0 ? 'implicit' : 'appended'
  if (entry.disabled) return 'disabled'
  if (!isLast) return 'not-last'
  return entries.filter(({ disabled }) => !disabled).length > 1 ? 'last-enabled' : 'only-enabled'
}
