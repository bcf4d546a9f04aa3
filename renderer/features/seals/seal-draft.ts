import type { Connection } from '../../../shared/domain/connection.ts'
import type { Engine } from '../../../shared/domain/engine.ts'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { documentedParameters, furtherParameters, type SealParameters } from '../../../shared/domain/seal-parameters.ts'
import type { UnfinishedEngine } from './unfinished-engine.ts'

export type ParameterTexts = Record<keyof SealParameters, string>

/** A seal as it stands in a form: every parameter is text, empty where it is left out. */
export interface SealDraft {
  name: string
  engine: Engine
  unfinished: UnfinishedEngine
  connection: Connection
  texts: ParameterTexts
}

export const parameterNames: readonly (keyof SealParameters)[] = [...documentedParameters, ...furtherParameters]

/** Every parameter left out. */
export function emptyTexts(): ParameterTexts {
  return Object.fromEntries(parameterNames.map((name) => [name, ''])) as ParameterTexts
}

/** The parameters as texts to edit. */
export function textsOf(parameters: SealParameters): ParameterTexts {
  const entries = parameterNames.map((name) => [name, String(parameters[name] ?? '')])
  return Object.fromEntries(entries) as ParameterTexts
}

/** The parameters as they are saved and exported: what is empty is left out, `disabled` and `priority` get their types. */
export function parametersOf(texts: ParameterTexts): SealParameters {
  const given = parameterNames.filter((name) => texts[name] !== '').map((name) => [name, typed(name, texts[name])])
  return Object.fromEntries(given) as SealParameters
}

/** The form of a saved seal. */
export function draftOf({ name, engine, connection, parameters }: SavedSeal): SealDraft {
  return { name, engine, unfinished: {}, connection, texts: textsOf(parameters) }
}

/** Whether two drafts say the same. */
export function sameDraft(a: SealDraft, b: SealDraft): boolean {
  return draftText(a) === draftText(b)
}

function draftText({ name, engine, unfinished, connection, texts }: SealDraft): string {
  const { product, version, plugin } = engine
  return JSON.stringify([
    name.trim(),
    product,
    version,
    plugin,
    [unfinished.version, unfinished.plugin],
    connectionParts(connection),
    parameterNames.map((n) => texts[n]),
  ])
}

const connectionParts = (c: Connection) => [
  c.kind,
  c.kind === 'profile' ? c.profile : undefined,
  c.kind === 'sandbox' ? undefined : c.region,
]

function typed(name: keyof SealParameters, text: string): string | number | boolean {
  if (name === 'disabled' && (text === 'true' || text === 'false')) return text === 'true'
  if (name === 'priority' && /^[1-9]\d{0,8}$/.test(text)) return Number(text)
  return text
}
