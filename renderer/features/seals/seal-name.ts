import { sealNameSchema } from '../../../shared/domain/saved-seal.ts'

const longest = 120

/** Why a text cannot be the name of a seal; undefined where it can. */
export function nameFault(text: string): string | undefined {
  if (sealNameSchema.safeParse(text).success) return undefined
  const { length } = text.trim()
  if (length === 0) return 'A seal needs a name.'
  if (length > longest) return `A name has at most ${longest} letters. This one has ${length}.`
  return 'This name holds half a character, which no file can keep.'
}

/** A name cut to what can be saved, with room left for an ending. No character is cut in two. */
export function shortName(name: string, ending = ''): string {
  const cut = name.slice(0, longest - ending.length).replace(/[\ud800-\udbff]$/, '')
  return `${cut}${ending}`
}
