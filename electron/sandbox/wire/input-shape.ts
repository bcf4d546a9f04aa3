/**
 * Reads the JSON input of an operation against a table of its members and answers as AWS does: a value of the wrong
 * JSON kind is a SerializationException, a value out of bounds is collected and told with all others in one
 * ValidationException. Unknown members are ignored and null means absent, also as AWS does it.
 */
import { ServiceError, validation } from '../service-error.ts'

/** One member: reads a present value, or reports why it is out of bounds. */
export interface Field<T> {
  readonly required: boolean
  read(value: unknown, path: string, problems: string[]): T
}

export type InputShape = Readonly<Record<string, Field<unknown>>>
export type InputOf<Shape extends InputShape> = {
  readonly [Name in keyof Shape]: Shape[Name] extends Field<infer T> ? T : never
}

interface TextLimits {
  readonly min?: number
  readonly max?: number
  readonly pattern?: RegExp
  readonly oneOf?: readonly string[]
}

/** Makes a field that may be left out. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { required: false, read: field.read }
}

export function text(limits: TextLimits = {}): Field<string> {
  return {
    required: true,
    read(value, path, problems) {
      if (typeof value !== 'string') throw wrongKind(value, 'a String')
      problems.push(
        ...textProblems(value, limits).map(
          (rule) => `Value '${value}' at '${path}' failed to satisfy constraint: ${rule}`,
        ),
      )
      return value
    },
  }
}

/** A string out of a closed set; the type of the field is the set. */
export function choice<const Choice extends string>(oneOf: readonly Choice[]): Field<Choice> {
  const field = text({ oneOf })
  return { required: true, read: (value, path, problems) => field.read(value, path, problems) as Choice }
}

export function integer(min: number, max: number): Field<number> {
  return {
    required: true,
    read(value, path, problems) {
      if (typeof value !== 'number') throw wrongKind(value, 'an Integer')
      const whole = Math.trunc(value)
      const rule = whole < min ? `greater than or equal to ${min}` : whole > max ? `less than or equal to ${max}` : ''
      if (rule)
        problems.push(`Value '${whole}' at '${path}' failed to satisfy constraint: Member must have value ${rule}`)
      return whole
    },
  }
}

/** A moment: seconds since 1970 on the wire, with a fraction; milliseconds here. */
export function moment(): Field<number> {
  return {
    required: true,
    read(value) {
      if (typeof value !== 'number') throw wrongKind(value, 'a Timestamp')
      return Math.round(value * 1000)
    },
  }
}

export function flag(): Field<boolean> {
  return {
    required: true,
    read(value) {
      if (typeof value !== 'boolean') throw wrongKind(value, 'a Boolean')
      return value
    },
  }
}

/** Bytes, base64 on the wire. Their value is never repeated in a problem. */
export function blob(min: number, max: number): Field<Buffer> {
  return {
    required: true,
    read(value, path, problems) {
      if (typeof value !== 'string') throw wrongKind(value, 'a Blob')
      if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
        throw new ServiceError('SerializationException')
      const bytes = Buffer.from(value, 'base64')
      const rule = lengthRule(bytes.length, min, max)
      if (rule) problems.push(`Value at '${path}' failed to satisfy constraint: ${rule}`)
      return bytes
    },
  }
}

/** A map of strings, kept as sorted pairs: a name such as `__proto__` is a name like any other. */
export function textMap(): Field<readonly (readonly [string, string])[]> {
  const entry = text()
  return {
    required: true,
    read(value, path, problems) {
      const pairs = Object.entries(structure(value)).map(([name, member]) => {
        return [name, entry.read(member, `${path}.${name}.member`, problems)] as const
      })
      return pairs.sort(([a], [b]) => (a < b ? -1 : 1))
    },
  }
}

export function list<T>(member: Field<T>, max: number): Field<readonly T[]> {
  return {
    required: true,
    read(value, path, problems) {
      if (!Array.isArray(value)) throw wrongKind(value, 'a List')
      const rule = lengthRule(value.length, 0, max)
      if (rule) problems.push(`Value at '${path}' failed to satisfy constraint: ${rule}`)
      return value.slice(0, max + 1).map((item, index) => member.read(item, `${path}.${index + 1}.member`, problems))
    },
  }
}

export function record<Shape extends InputShape>(shape: Shape): Field<InputOf<Shape>> {
  return { required: true, read: (value, path, problems) => readMembers(shape, structure(value), `${path}.`, problems) }
}

/** Parses a request body. An absent body is an empty structure. */
export function parseBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(body))
  } catch {
    throw new ServiceError('SerializationException')
  }
  return structure(value)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads all members of an operation's input, or throws the one error that names every problem. */
export function readInput<Shape extends InputShape>(shape: Shape, members: Record<string, unknown>): InputOf<Shape> {
  const problems: string[] = []
  const input = readMembers(shape, members, '', problems)
  if (problems.length === 0) return input
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`
  throw validation(`${count} detected: ${problems.join('; ')}`)
}

function readMembers<Shape extends InputShape>(
  shape: Shape,
  members: Record<string, unknown>,
  prefix: string,
  problems: string[],
): InputOf<Shape> {
  const input: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    const value = Object.hasOwn(members, name) ? members[name] : undefined
    const path = `${prefix}${name.charAt(0).toLowerCase()}${name.slice(1)}`
    if (value !== undefined && value !== null) input[name] = field.read(value, path, problems)
    else if (field.required)
      problems.push(`Value null at '${path}' failed to satisfy constraint: Member must not be null`)
  }
  return input as InputOf<Shape>
}

function textProblems(value: string, { min = 0, max = Number.MAX_SAFE_INTEGER, pattern, oneOf }: TextLimits): string[] {
  const problems: string[] = []
  if (oneOf && !oneOf.includes(value)) problems.push(`Member must satisfy enum value set: [${oneOf.join(', ')}]`)
  const length = lengthRule(value.length, min, max)
  if (length) problems.push(length)
  if (pattern && !pattern.test(value))
    problems.push(`Member must satisfy regular expression pattern: ${pattern.source}`)
  return problems
}

function lengthRule(length: number, min: number, max: number): string {
  if (length < min) return `Member must have length greater than or equal to ${min}`
  return length > max ? `Member must have length less than or equal to ${max}` : ''
}

function structure(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new ServiceError(
    'SerializationException',
    Array.isArray(value) ? 'Start of list found where not expected' : 'Unexpected field type',
  )
}

function wrongKind(value: unknown, wanted: string): ServiceError {
  if (Array.isArray(value)) return new ServiceError('SerializationException', 'Start of list found where not expected')
  if (typeof value === 'object') {
    return new ServiceError('SerializationException', 'Start of structure or map found where not expected.')
  }
  const kind =
    typeof value === 'boolean' ? (value ? 'TRUE_VALUE' : 'FALSE_VALUE') : `${typeof value}_VALUE`.toUpperCase()
  return new ServiceError('SerializationException', `${kind} can not be converted to ${wanted}`)
}
