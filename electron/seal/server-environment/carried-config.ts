/** The server configuration among the files that ConfigMaps hold: the charts' own file, then what reads like one. */
import type { StoredObject } from './stored-objects.ts'
import { fieldsOf } from './yaml-documents.ts'

const chartsFile = 'extraconfig-from-values.hcl'
const entries = ['seal', 'storage', 'backend', 'ha_storage', 'listener', 'api_addr', 'cluster_addr']
const entry = new RegExp(`^[ \\t]*(?:${entries.join('|')})\\b`, 'm')

/** `namespace` is that of the server, where it is known. */
export function configIn(objects: readonly StoredObject[], namespace: string): string | undefined {
  const near = objects.filter((each) => each.kind === 'ConfigMap' && isNear(each, namespace))
  const files = near.flatMap(({ values }) => [...values]).filter(([key, text]) => isConfig(key, text))
  const [best] = files.sort(([a], [b]) => rank(a) - rank(b))
  return best?.[1]
}

const isNear = (object: StoredObject, namespace: string) =>
  namespace === '' || object.namespace === '' || object.namespace === namespace

const rank = (key: string) => (key === chartsFile ? 0 : key.endsWith('.hcl') ? 1 : 2)

function isConfig(key: string, text: string): boolean {
  if (key === chartsFile) return true
  return key.endsWith('.hcl') ? entry.test(text) : key.endsWith('.json') && isJsonConfig(text)
}

function isJsonConfig(text: string): boolean {
  try {
    const fields = fieldsOf(JSON.parse(text))
    return fields !== undefined && entries.some((each) => Object.hasOwn(fields, each))
  } catch {
    return false
  }
}
