import { keyReferenceSchema } from '../../../shared/domain/key-reference.ts'
import { isSecretParameter, sealParametersSchema } from '../../../shared/domain/seal-parameters.ts'
import type { ParameterName } from './parameter-facts.ts'
import { type ParameterTexts, parameterNames, parametersOf } from './seal-draft.ts'
import { secretFault } from './secret-fault.ts'

const longest = 4096

/** Where a check takes less than a stanza may hold, the check's limit holds: what cannot be checked is not saved. */
const shorter: Partial<Record<ParameterName, number>> = {
  kms_key_id: keyReferenceSchema.maxLength ?? longest,
  region: 128,
}

/** Why each parameter that cannot be saved cannot; empty for a form that can. */
export function parameterFaults(texts: ParameterTexts): Partial<Record<ParameterName, string>> {
  const parsed = sealParametersSchema.safeParse(parametersOf(texts))
  const refused = new Set(parsed.error?.issues.map(({ path }) => path[0]))
  return Object.fromEntries(
    parameterNames.flatMap((name) => {
      const tooMuch = tooLong(texts[name], shorter[name] ?? longest)
      if (tooMuch) return [[name, tooMuch]]
      return refused.has(name) ? [[name, faultOf(name, texts[name])]] : []
    }),
  )
}

function faultOf(name: ParameterName, text: string): string {
  if (name === 'endpoint') return 'An endpoint carries no user and no password: it is shown, saved and written out.'
  const secret = isSecretParameter(name) && secretFault(text)
  return secret || 'The app cannot keep this text.'
}

/** Why a text is too long for its field; undefined where it is not. */
export function tooLong(text: string, limit: number): string | undefined {
  return text.length > limit ? `At most ${limit} letters. There are ${text.length}.` : undefined
}

/** What blanks at either end of a reference mean; undefined where there are none. */
export function blanksWarning(text: string): string | undefined {
  return text === text.trim() ? undefined : 'Blanks at the beginning or the end go to KMS as they are.'
}
