/**
 * Which workload of a text is the server, and which of its containers: one of each, since two servers' environments are none. Goes by what
 * they are called and what they run, then by the kind; everything else is left out, and said to be.
 */
import { identityOf, isStore } from './stored-objects.ts'
import { type Fields, fieldsOf, listOf, textOf } from './yaml-documents.ts'

export interface Workload {
  kind: string
  namespace: string
  name: string
  /** The container that is taken for the server. */
  container: Fields
  /** Names of containers that are not, among them such as run before it. */
  others: string[]
}

export interface Choice {
  chosen: Workload | undefined
  others: Workload[]
}

export function chooseWorkload(documents: readonly Fields[]): Choice {
  return chooseAmong(documents.filter((each) => !isStore(each)).flatMap(workloadOf))
}

export function chooseAmong(found: readonly Workload[]): Choice {
  const [chosen] = [...found].sort((a, b) => serverRank(a) - serverRank(b) || kindRank(a) - kindRank(b))
  return { chosen, others: found.filter((each) => each !== chosen) }
}

const kinds = ['StatefulSet', 'Deployment', 'DaemonSet', 'Pod']
const kindRank = ({ kind }: Workload) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length)
const serverRank = ({ name, container }: Workload) => Math.min(nameRank(name), containerRank(container))

const server = /(?:^|[^a-z])(?:vault|openbao|bao)(?:[^a-z]|$)/i
const besideServer =
  /agent|inject|csi|snapshot|backup|exporter|operator|init|unseal|proxy|sidecar|envoy|istio|linkerd|test/i

/** 0 for the server's own name, 1 for one that holds it, 2 for one of what stands beside it, 3 for any other. */
function nameRank(name: string): number {
  if (/^(?:vault|openbao|bao)$/i.test(name)) return 0
  if (!server.test(name)) return 3
  return besideServer.test(name) ? 2 : 1
}

function containerRank({ name, image }: Fields): number {
  const called = textOf(name) ?? ''
  const program = (textOf(image) ?? '').replace(/[:@].*$/, '').replace(/^.*\//, '')
  if (besideServer.test(called) && nameRank(called) > 2) return 4
  return besideServer.test(called) ? 2 : Math.min(nameRank(called), Math.max(1, nameRank(program)))
}

function workloadOf(document: Fields): Workload[] {
  const { containers, before } = containersOf(document)
  const [container] = [...containers].sort((a, b) => containerRank(a) - containerRank(b))
  if (!container) return []
  const others = [...containers.filter((each) => each !== container), ...before.filter(setsNames)]
  const kind = textOf(document.kind) ?? ''
  return [{ kind, ...identityOf(document), container, others: others.map(({ name }) => textOf(name) ?? '') }]
}

const setsNames = ({ env, envFrom }: Fields) => listOf(env).length + listOf(envFrom).length > 0

/** The containers of the first pod that stands in an object, at whatever place; else what has names as a container has them. */
function containersOf(document: Fields): { containers: Fields[]; before: Fields[] } {
  const all = everyObject(document)
  const pod = all.find(({ containers }) => listOf(containers).length > 0)
  if (!pod) return { containers: all.filter(setsNames), before: [] }
  return {
    containers: listOf(pod.containers),
    before: [...listOf(pod.initContainers), ...listOf(pod.ephemeralContainers)],
  }
}

/** Every object inside of one, and itself, each once: aliases may make it a part of itself. */
function everyObject(document: Fields): Fields[] {
  const found = new Set<Fields>([document])
  for (const fields of found) {
    for (const value of Object.values(fields)) {
      for (const inner of Array.isArray(value) ? listOf(value) : [fieldsOf(value)]) if (inner) found.add(inner)
    }
  }
  return [...found]
}
