/** Numbers as the servers decode them: 64-bit integers, hexadecimal and octal too, and 64-bit floats; and as they print them. */

export interface ParsedNumber {
  value: number
  /** In decimal notation without exponent, which is what a key of a seal stanza gets. */
  text: string
}

const integer = /^(-?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/
const float = /^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/

/** An integer; undefined where the servers cannot decode it, such as `08`, or a value beyond 64 bits. */
export function parseInteger(text: string): ParsedNumber | undefined {
  const match = integer.exec(text)
  const digits = match?.[2]
  if (digits === undefined) return undefined
  const isOctal = digits.length > 1 && /^0[0-7]+$/.test(digits)
  const magnitude = BigInt(isOctal ? `0o${digits.slice(1)}` : digits)
  const value = match?.[1] === '-' ? -magnitude : magnitude
  if (value !== BigInt.asIntN(64, value)) return undefined
  return { value: Number(value), text: String(value) }
}

export function parseFloatingPoint(text: string): ParsedNumber | undefined {
  const value = float.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? { value, text: decimal(value) } : undefined
}

/** The shortest digits that give the value back, without an exponent. */
function decimal(value: number): string {
  if (Object.is(value, -0)) return '-0'
  const [digits = '', exponent] = String(value).split('e')
  return exponent === undefined ? digits : shifted(digits, Number(exponent))
}

function shifted(digits: string, exponent: number): string {
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const all = whole + fraction
  const point = whole.length + exponent
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`
  return `${sign}${all.slice(0, point).padEnd(point, '0')}${all.length > point ? `.${all.slice(point)}` : ''}`
}
