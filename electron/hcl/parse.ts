/** Reads a configuration file in either of its syntaxes. */
import { parseJson } from './json/parser.ts'
import { parseHcl } from './parser.ts'
import type { ConfigDocument, Format } from './tree.ts'

/** Reads any text, valid or not: `document.refusal` says whether a server would. */
export function parse(text: string): ConfigDocument {
  return formatOf(text) === 'json' ? parseJson(text) : parseHcl(text)
}

/** JSON is what begins with a brace, whatever the file is called. */
function formatOf(text: string): Format {
  return firstCharacter.exec(text)?.[1] === '{' ? 'json' : 'hcl'
}

/** Go's white space, which unlike JavaScript's has U+0085 and not the byte order mark. */
const firstCharacter = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*(.?)/u
