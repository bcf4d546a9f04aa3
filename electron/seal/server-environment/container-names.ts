/** The names that a container gets from its env and envFrom, by the rules of Kubernetes; what is not in the text is a finding. */
import type { GatheredNames } from './gathered-names.ts'
import type { StoredObjects } from './stored-objects.ts'
import { type Fields, fieldsOf, listOf, textOf } from './yaml-documents.ts'

const storeKinds: Readonly<Record<string, string>> = { configMapKeyRef: 'ConfigMap', secretKeyRef: 'Secret' }

export class ContainerNames {
  readonly #names: GatheredNames
  readonly #objects: StoredObjects
  readonly #namespace: string

  constructor(names: GatheredNames, objects: StoredObjects, namespace: string) {
    this.#names = names
    this.#objects = objects
    this.#namespace = namespace
  }

  take(container: Fields): void {
    for (const source of listOf(container.envFrom)) this.#takeFrom(source)
    for (const entry of listOf(container.env)) this.#take(entry)
  }

  #takeFrom(source: Fields): void {
    const prefix = textOf(source.prefix) ?? ''
    for (const [field, kind] of [
      ['configMapRef', 'ConfigMap'],
      ['secretRef', 'Secret'],
    ] as const) {
      const reference = fieldsOf(source[field])
      if (!reference) continue
      const object = textOf(reference.name) ?? ''
      const found = this.#objects.find(kind, this.#namespace, object)
      if (found) takeAll(this.#names, found.values, prefix)
      else this.#names.note('value-elsewhere', { kind, object })
    }
  }

  #take(entry: Fields): void {
    const name = textOf(entry.name)
    const from = fieldsOf(entry.valueFrom)
    const value = entry.value ?? ''
    if (name === undefined) this.#names.note('line-not-read')
    else if (from) this.#takeReference(name, from)
    else if (typeof value !== 'string') this.#names.note('value-not-text', { key: name })
    else {
      this.#names.set(name, value.replaceAll('$$', '$'))
      if (/(?<!\$)\$\([A-Za-z_]/.test(value)) this.#names.note('reference-in-value', { key: name })
    }
  }

  #takeReference(name: string, from: Fields): void {
    const [field = 'valueFrom'] = Object.keys(from)
    const reference = fieldsOf(from[field])
    const kind = Object.hasOwn(storeKinds, field) ? storeKinds[field] : undefined
    const object = textOf(reference?.name) ?? ''
    const stored = kind ? this.#objects.find(kind, this.#namespace, object) : undefined
    const value = stored?.values.get(textOf(reference?.key) ?? '')
    if (value !== undefined) this.#names.set(name, value)
    else this.#names.note('value-elsewhere', { key: name, kind: kind ?? field, ...(kind ? { object } : {}) })
  }
}

/** Everything that an object holds but its files. */
export function takeAll(names: GatheredNames, values: ReadonlyMap<string, string>, prefix = ''): void {
  for (const [key, value] of values) if (!key.includes('.')) names.set(prefix + key, value)
}
