/**
 * YAML for Kubernetes and Helm: maps, lists and texts. A text is a block of lines where that can be read, else in double quotes, with
 * an escape for everything that some reader would refuse, fold or take for something else.
 */
export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml }

/** A document, or a part of one below `indent`. Keys are names: letters, digits, dots, hyphens, slashes, underscores. */
export function printYaml(value: { readonly [key: string]: Yaml }, indent = ''): string {
  return Object.entries(value)
    .map(([key, each]) => `${indent}${key}:${below(each, indent)}`)
    .join('')
}

function below(value: Yaml, indent: string): string {
  if (typeof value === 'string') return ` ${scalar(value, `${indent}  `)}\n`
  if (isList(value)) return `\n${value.map((each) => listItem(each, `${indent}  `)).join('')}`
  return `\n${printYaml(value, `${indent}  `)}`
}

function listItem(value: Yaml, indent: string): string {
  if (typeof value === 'string') return `${indent}- ${scalar(value, `${indent}  `)}\n`
  if (isList(value)) throw new TypeError('a list of lists')
  return `${indent}- ${printYaml(value, `${indent}  `).slice(indent.length + 2)}`
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value)
}

function scalar(text: string, indent: string): string {
  if (isPlain(text)) return text
  return isBlock(text) ? `|\n${blockLines(text, indent)}` : quoted(text)
}

/** Paths and names that no reader of any version takes for a number, a boolean, a date or null. */
function isPlain(text: string): boolean {
  return (
    /^(?:[a-z]+\/[a-z0-9._/-]+|[A-Z][A-Za-z]*[a-z]|v1)$/.test(text) &&
    !/^(?:true|false|yes|no|on|off|null)$/i.test(text)
  )
}

/** Lines of printable characters, the last of them ended, the first one neither empty nor indented. */
function isBlock(text: string): boolean {
  return /^[^\s].*\n$/s.test(text) && !text.endsWith('\n\n') && !hidden.test(text.replaceAll('\n', ''))
}

function blockLines(text: string, indent: string): string {
  const lines = text.slice(0, -1).split('\n')
  return lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n')
}

/** Controls, line separators, marks without a width, and what Unicode gives no character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const hidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/
const everyHidden = new RegExp(hidden, 'g')

function quoted(text: string): string {
  const escapes = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
  return `"${escapes.replace(everyHidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
}
