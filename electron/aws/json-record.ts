/** JSON that other programs wrote, taken as it comes: a record of unknown values, read field by field. */
export type JSONRecord = Readonly<Record<string, unknown>>

/** The object that a text holds; undefined for anything else. The text is never quoted. */
export function parseRecord(text: string): JSONRecord | undefined {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

export function asRecord(value: unknown): JSONRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

/** A field that holds a text with something in it. */
export function textField(record: JSONRecord | undefined, name: string): string | undefined {
  const value = record?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
