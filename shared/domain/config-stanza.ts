import { z } from 'zod'
import { problemSchema } from './problem.ts'

/** What a key of a stanza can be given. */
export const attributeValueSchema = z.union([z.string().max(1_000_000), z.number(), z.boolean()])
export type AttributeValue = z.infer<typeof attributeValueSchema>

const offset = z.int().nonnegative()
const line = z.int().positive()

/** A range of the text and what it is replaced with. Offsets count UTF-16 units, as JavaScript's strings do. */
export const textChangeSchema = z.strictObject({ start: offset, end: offset, text: z.string() })
export type TextChange = z.infer<typeof textChangeSchema>

/** A finding about a configuration file with its range; `fix` holds changes that do not overlap and are made together. */
export const configProblemSchema = problemSchema.extend({
  start: offset,
  end: offset,
  fix: z.array(textChangeSchema).optional(),
})
export type ConfigProblem = z.infer<typeof configProblemSchema>

/**
 * A seal block of a configuration file. Edits name it by its index in the list. `type` is the label in lower case, `label` is as
 * written; an entry's `value` is left out where it is a secret, a list, an object or cannot be decoded.
 */
export const configStanzaSchema = z.strictObject({
  block: z.enum(['hsm', 'seal', 'kms']),
  type: z.string(),
  label: z.string().optional(),
  disabled: z.boolean(),
  name: z.string().optional(),
  priority: z.int().optional(),
  line,
  endLine: line,
  start: offset,
  end: offset,
  entries: z.array(
    z.strictObject({
      key: z.string(),
      line,
      value: attributeValueSchema.optional(),
      secret: z.boolean(),
      start: offset,
      end: offset,
    }),
  ),
})
export type ConfigStanza = z.infer<typeof configStanzaSchema>

const stanza = z.int().nonnegative()

/** One edit of the seal blocks of a file. `move` gives a block the place of another of the same name. */
export const configEditSchema = z.union([
  z.strictObject({ stanza, key: z.string().min(1).max(256), value: attributeValueSchema.nullable() }),
  z.strictObject({ kind: z.enum(['disable', 'enable', 'remove', 'duplicate']), stanza }),
  z.strictObject({ kind: z.literal('move'), stanza, to: stanza }),
  z.strictObject({
    kind: z.literal('add'),
    label: z.string().min(1).max(256),
    attributes: z.array(z.strictObject({ key: z.string().min(1).max(256), value: attributeValueSchema })).max(100),
  }),
])
export type ConfigEdit = z.infer<typeof configEditSchema>
