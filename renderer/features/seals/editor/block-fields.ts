import type { AttributeValue, ConfigStanza } from '../../../../shared/domain/config-stanza.ts'
import type { SealParameters } from '../../../../shared/domain/seal-parameters.ts'
import { sealParametersSchema } from '../../../../shared/domain/seal-parameters.ts'
import type { ParameterName } from '../parameter-facts.ts'
import { emptyTexts, type ParameterTexts, parameterNames } from '../seal-draft.ts'

export type BlockEntry = ConfigStanza['entries'][number]

/** The entry that counts: of a key that is given more than once it is the last. */
export function entryOf({ entries }: ConfigStanza, key: string): BlockEntry | undefined {
  return entries.findLast((entry) => entry.key === key)
}

/** What a field shows of an entry; nothing where there is none, or none that can be shown. */
export function entryText(entry: BlockEntry | undefined): string {
  return entry?.value === undefined ? '' : String(entry.value)
}

/** Keys of the block that the form of an awskms seal has no field for. */
export function otherKeys(stanza: ConfigStanza): string[] {
  const known: readonly string[] = stanza.type === 'awskms' ? parameterNames : []
  return [...new Set(stanza.entries.map(({ key }) => key))].filter((key) => !known.includes(key))
}

/** The block's parameters as texts; a secret is an empty one. */
export function parameterTexts(stanza: ConfigStanza): ParameterTexts {
  const given = parameterNames.map((name) => [name, entryText(entryOf(stanza, name))])
  return { ...emptyTexts(), ...Object.fromEntries(given) }
}

/** What is written for a text: in the kind of value that stands there, so that quotes stay and stay away. */
export function valueFor(key: string, text: string, entry: BlockEntry | undefined): AttributeValue {
  const kind = typeof entry?.value
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  const isNumber = kind === 'number' || (!entry && key === 'priority')
  if (isNumber && /^(?:0|-?[1-9]\d{0,14})$/.test(text)) return Number(text)
  return text
}

/** The block as an export takes it, without what it keeps secret and what no export has room for. */
export function parametersOfBlock(stanza: ConfigStanza): SealParameters {
  const given = parameterNames.flatMap((name) => {
    const value = entryOf(stanza, name)?.value
    return value === undefined || value === '' ? [] : [[name, typedParameter(name, value)]]
  })
  const parsed = Object.fromEntries(given)
  const refused = new Set(sealParametersSchema.safeParse(parsed).error?.issues.map(({ path }) => path[0]))
  return Object.fromEntries(given.filter(([name]) => !refused.has(name as string))) as SealParameters
}

/** Parameters that stand in the block and not in what `parametersOfBlock` gives. */
export function withheldParameters(stanza: ConfigStanza): ParameterName[] {
  const given = parametersOfBlock(stanza)
  return parameterNames.filter((name) => {
    const entry = entryOf(stanza, name)
    return entry !== undefined && entry.value !== '' && !(name in given)
  })
}

function typedParameter(name: ParameterName, value: AttributeValue): AttributeValue {
  if (name === 'disabled' && typeof value === 'boolean') return value
  if (name === 'priority' && Number.isInteger(value)) return value
  return String(value)
}
