/**
 * Values of HCL version 1 as text. Any well-formed string survives the servers' scanner: what it would take for a line
 * end, a quote, an interpolation or its own reserved character is written as an escape.
 */
export type AttributeValue = string | number | boolean

/** A value as HCL has it. Throws RangeError for a lone surrogate, and for a number that has no digits. */
export function literalOf(value: AttributeValue): string {
  if (typeof value === 'string') return quoteString(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number without digits')
  return String(value)
}

/** A string in double quotes. Throws RangeError for a lone surrogate, the one thing that UTF-8 cannot carry. */
export function quoteString(value: string): string {
  if (!isExpressible(value)) throw new RangeError('a lone surrogate has no UTF-8')
  return `"${value.replace(needsEscape, escaped)}"`
}

/** Whether a string can be written at all. */
export function isExpressible(value: string): boolean {
  return !loneSurrogate.test(value)
}

const loneSurrogate = /\p{Surrogate}/u

/**
 * Quote and backslash; control characters, which end a string or are refused; `$` before `{`, which would start an
 * interpolation that swallows quotes until its brace closes; U+E123, which the scanner keeps for itself; and the byte
 * order mark and the line separators, which editors hide.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const needsEscape = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ue123\ufeff]|\$(?=\{)/g

const short: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(character: string): string {
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
