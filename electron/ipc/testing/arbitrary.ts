/**
 * Values made from a schema, so that tests can be enumerated from the contract: a procedure added tomorrow is sent valid
 * input, answered with valid output and attacked with invalid ones without a line of test written for it.
 */
import fc from 'fast-check'
import { z } from 'zod'

type Json = Record<string, unknown>

/** An arbitrary of values that a schema accepts. Throws for a JSON Schema keyword it does not know: extend it then. */
export function valuesOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): fc.Arbitrary<unknown> {
  return fromJsonSchema(z.toJSONSchema(schema, { io, unrepresentable: 'throw' }) as Json)
}

function fromJsonSchema(schema: Json): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  const branches = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (branches) return fc.oneof(...branches.map(fromJsonSchema))
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => fromJsonSchema({ ...schema, type })))
  switch (schema.type) {
    case 'object':
      return schema.properties ? objectsOf(schema) : recordsOf(schema)
    case 'array':
      return fc.array(fromJsonSchema(schema.items as Json), {
        minLength: (schema.minItems as number | undefined) ?? 0,
        maxLength: Math.min(3, (schema.maxItems as number) ?? 3),
      })
    case 'string':
      return textsOf(schema)
    case 'integer':
      return fc.integer({ min: lowest(schema), max: (schema.maximum as number) ?? 1_000_000 })
    case 'number':
      return fc.double({ min: lowest(schema), max: 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      throw new Error(`no arbitrary for the schema ${JSON.stringify(schema)}`)
  }
}

function lowest({ minimum, exclusiveMinimum }: Json): number {
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1
  return typeof minimum === 'number' && minimum > -1_000_000 ? minimum : 0
}

function objectsOf(schema: Json): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties as Record<string, Json>)
  const required = (schema.required as string[] | undefined) ?? []
  const model = Object.fromEntries(fields.map(([name, field]) => [name, fromJsonSchema(field)]))
  return fc.record(model, { requiredKeys: required, noNullPrototype: true })
}

function recordsOf(schema: Json): fc.Arbitrary<unknown> {
  const values = schema.additionalProperties
  if (typeof values !== 'object') return fc.constant({})
  return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fromJsonSchema(values as Json), {
    maxKeys: 3,
    noNullPrototype: true,
  })
}

function textsOf({ format, pattern, minLength, maxLength }: Json): fc.Arbitrary<unknown> {
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((d) => d.toISOString())
  if (format === 'base64') return fc.uint8Array({ maxLength: 40 }).map((b) => Buffer.from(b).toString('base64'))
  if (format === 'endpoint') return fc.oneof(fc.webUrl(), fc.domain())
  const least = (minLength as number | undefined) ?? 0
  const isLongEnough = (text: string) => least === 0 || text.trim().length >= least
  if (typeof pattern === 'string')
    return fc
      .stringMatching(new RegExp(pattern))
      .filter((text) => text.length <= ((maxLength as number) ?? 1000) && isLongEnough(text))
  return fc.string({ minLength: least, maxLength: Math.max(least, 12) }).filter(isLongEnough)
}
