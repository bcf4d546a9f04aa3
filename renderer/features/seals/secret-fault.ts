import { secretReferenceSchema } from '../../../shared/domain/seal-parameters.ts'

/** Why the text of a secret parameter is not taken; undefined where it is empty or a reference. */
export function secretFault(text: string): string | undefined {
  if (text === '' || secretReferenceSchema.safeParse(text).success) return undefined
  if ('env://'.startsWith(text.toLowerCase()) || 'file://'.startsWith(text.toLowerCase())) {
    return 'A reference names something after its scheme: env://NAME or file:///path.'
  }
  return 'Only a reference is kept here, never the secret itself: env://NAME names a variable of the server’s environment, file:///path a file on the server.'
}
