/** ConfigMaps and Secrets of a text, to be found as a pod finds them: by kind, namespace and name. */
import { type Fields, fieldsOf, textOf } from './yaml-documents.ts'

export interface StoredObject {
  kind: 'ConfigMap' | 'Secret'
  /** Empty where the object leaves it to whoever applies it. */
  namespace: string
  name: string
  values: ReadonlyMap<string, string>
}

export class StoredObjects {
  readonly all: readonly StoredObject[]

  constructor(documents: readonly Fields[]) {
    this.all = documents.flatMap(storedObject)
  }

  /** That of the namespace; or one that may be of it, because either side leaves it open. */
  find(kind: string, namespace: string, name: string): StoredObject | undefined {
    const named = this.all.filter((each) => each.kind === kind && each.name === name)
    const open = named.filter((each) => each.namespace === '' || namespace === '')
    return named.find((each) => each.namespace === namespace) ?? (open.length === 1 ? open[0] : undefined)
  }
}

export const isStore = ({ kind }: Fields) => kind === 'ConfigMap' || kind === 'Secret'

/** The namespace and the name of an object. */
export function identityOf({ metadata }: Fields): { namespace: string; name: string } {
  const { namespace, name } = fieldsOf(metadata) ?? {}
  return { namespace: textOf(namespace) ?? '', name: textOf(name) ?? '' }
}

function storedObject(document: Fields): StoredObject[] {
  const { kind, data, stringData } = document
  if (kind === 'ConfigMap') return [{ kind, ...identityOf(document), values: textsOf(data) }]
  if (kind !== 'Secret') return []
  const decoded = [...textsOf(data)].map(([key, text]) => [key, Buffer.from(text, 'base64').toString('utf8')] as const)
  return [{ kind, ...identityOf(document), values: new Map([...decoded, ...textsOf(stringData)]) }]
}

function textsOf(value: unknown): Map<string, string> {
  return new Map(
    Object.entries(fieldsOf(value) ?? {}).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  )
}
