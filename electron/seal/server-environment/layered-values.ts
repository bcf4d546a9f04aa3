/** Values that lie over each other as Helm lays them: maps are put together, and anything else takes the place of what was there. */
import { type Fields, fieldsOf } from './yaml-documents.ts'

/** Far more than any values have in common; aliases may make a map a part of itself. */
const [mostEntries, deepest] = [100_000, 64]

export function layered(values: readonly Fields[]): Fields {
  let left = mostEntries
  const laid = (under: unknown, over: unknown, depth: number): unknown => {
    const [below, above] = [fieldsOf(under), fieldsOf(over)]
    if (!below || !above || left < 0 || depth > deepest) return over
    const entries = Object.entries(below)
    left -= entries.length + Object.keys(above).length
    const added = Object.entries(above).map(([key, value]) => [
      key,
      Object.hasOwn(below, key) ? laid(below[key], value, depth + 1) : value,
    ])
    return Object.fromEntries([...entries, ...added])
  }
  return values.reduce<Fields>((under, over) => laid(under, over, 0) as Fields, {})
}
