/**
 * Environments in YAML: Kubernetes objects (env and envFrom of a container, with the ConfigMaps and Secrets of the same text) and the
 * values of the Helm charts of Vault and OpenBao. What stands in an object that is not in the text is a finding.
 */
import { parseAllDocuments } from 'yaml'
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames } from './gathered-names.ts'

type Fields = Record<string, unknown>

export function isCluster(text: string): boolean {
  return /^(?:[ \t]*(?:-[ \t]+)?(?:apiVersion|kind|env|envFrom|extraEnvironmentVars|extraSecretEnvironmentVars|server|data|stringData):|[ \t]*[{[])/m.test(
    text,
  )
}

export function readCluster(text: string): ReadEnvironment {
  const names = new GatheredNames()
  const documents = isReadable(text, names) ? documentsOf(text, names) : []
  const isHelm = documents.some(
    (each) => fieldsOf(each.server) || each.extraEnvironmentVars || each.extraSecretEnvironmentVars,
  )
  const reader = isHelm ? new HelmValues(names) : new ClusterObjects(names, documents)
  for (const document of documents) reader.read(document)
  const config = reader.config
  const { values, problems } = names
  return { form: isHelm ? 'helm' : 'kubernetes', values, problems, ...(config === undefined ? {} : { config }) }
}

/** Larger texts, and such as repeat what is costly to read, would hold up everything else that main does. */
function isReadable(text: string, names: GatheredNames): boolean {
  const costly = text.match(/[&*][^\s,]|\\[xuU]/g)?.length ?? 0
  if (text.length <= longestYaml && costly <= mostCostly) return true
  names.note('text-too-large')
  return false
}

const longestYaml = 200_000
const mostCostly = 2000

/** At most this many levels and aliases are followed: a text may be made to unfold without end. */
const longestUnfolding = 100

function documentsOf(text: string, names: GatheredNames): Fields[] {
  return parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false }).flatMap((document) => {
    for (const { linePos } of document.errors) names.note('line-not-read', linePos ? { line: linePos[0].line } : {})
    if (document.errors.length > 0) return []
    try {
      return listed(document.toJS({ maxAliasCount: longestUnfolding }))
    } catch {
      names.note('line-not-read')
      return []
    }
  })
}

/** A document by itself, the items of a List, or a bare list of `env` entries. */
function listed(value: unknown): Fields[] {
  if (Array.isArray(value)) return [{ env: value }]
  const fields = fieldsOf(value)
  if (!fields) return []
  return fields.kind === 'List' ? listOf(fields.items).flatMap(listed) : [fields]
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

const listOf = (value: unknown): Fields[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).map(fieldsOf).filter((each) => each !== undefined)
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

class ClusterObjects {
  readonly config: string | undefined
  readonly #names: GatheredNames
  readonly #objects = new Map<string, ReadonlyMap<string, string>>()
  readonly #hasPods: boolean

  constructor(names: GatheredNames, documents: readonly Fields[]) {
    this.#names = names
    this.#hasPods = documents.some((each) => each.kind !== 'ConfigMap' && each.kind !== 'Secret')
    for (const each of documents) {
      const name = textOf(fieldsOf(each.metadata)?.name) ?? ''
      if (each.kind === 'ConfigMap') this.#objects.set(`ConfigMap ${name}`, textsOf(each.data))
      if (each.kind === 'Secret') this.#objects.set(`Secret ${name}`, secretTexts(each))
    }
    const configs = [...this.#objects].filter(([id]) => id.startsWith('ConfigMap')).flatMap(([, values]) => [...values])
    this.config = configs.find(([key]) => /\.(?:hcl|json)$/.test(key))?.[1]
  }

  read(document: Fields): void {
    const isStore = document.kind === 'ConfigMap' || document.kind === 'Secret'
    if (!isStore) this.#walk(document)
    // Without a pod beside them it is not known which keys a server takes: all that could be names.
    if (!isStore || this.#hasPods) return
    const name = textOf(fieldsOf(document.metadata)?.name) ?? ''
    this.#takeAll(this.#objects.get(`${document.kind} ${name}`) ?? new Map(), '')
  }

  #walk(fields: Fields): void {
    for (const source of listOf(fields.envFrom)) this.#takeFrom(source)
    for (const entry of listOf(fields.env)) this.#take(entry)
    for (const [key, value] of Object.entries(fields)) {
      if (key === 'env' || key === 'envFrom' || key === 'initContainers') continue
      if (key === 'containers') {
        this.#takeContainer(listOf(value))
        continue
      }
      for (const inner of Array.isArray(value) ? listOf(value) : [fieldsOf(value)]) if (inner) this.#walk(inner)
    }
  }

  /** Only one container is the server; the others' names are not its. */
  #takeContainer(containers: readonly Fields[]): void {
    const server = containers.find(({ name }) => serverNames.includes(textOf(name) ?? '')) ?? containers[0]
    if (server) this.#walk(server)
    for (const other of containers) {
      if (other !== server) this.#names.note('container-left-out', { object: textOf(other.name) ?? '' })
    }
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
      const values = this.#objects.get(`${kind} ${object}`)
      if (values) this.#takeAll(values, prefix)
      else this.#names.note('value-elsewhere', { kind, object })
    }
  }

  #takeAll(values: ReadonlyMap<string, string>, prefix: string): void {
    for (const [key, value] of values) if (!key.includes('.')) this.#names.set(prefix + key, value)
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
    const value = kind && this.#objects.get(`${kind} ${object}`)?.get(textOf(reference?.key) ?? '')
    if (value !== undefined) this.#names.set(name, value)
    else this.#names.note('value-elsewhere', { key: name, kind: kind ?? field, ...(kind ? { object } : {}) })
  }
}

const serverNames = ['vault', 'openbao', 'bao']
const storeKinds: Readonly<Record<string, string>> = { configMapKeyRef: 'ConfigMap', secretKeyRef: 'Secret' }

class HelmValues {
  config: string | undefined
  readonly #names: GatheredNames

  constructor(names: GatheredNames) {
    this.#names = names
  }

  read(document: Fields): void {
    const server = fieldsOf(document.server) ?? document
    for (const [name, value] of Object.entries(fieldsOf(server.extraEnvironmentVars) ?? {})) {
      // The charts put quotes around a number and a boolean; a list is no value.
      if (typeof value === 'object' && value !== null) this.#names.note('value-not-text', { key: name })
      else this.#names.set(name, value === null ? '' : String(value))
    }
    for (const each of listOf(server.extraSecretEnvironmentVars)) {
      const object = textOf(each.secretName) ?? ''
      this.#names.note('value-elsewhere', { key: textOf(each.envName) ?? '', kind: 'Secret', object })
    }
    this.config = configOf(server) ?? this.config
  }
}

/** The configuration of the mode that is switched on; raft's counts before that of plain high availability. */
function configOf(server: Fields): string | undefined {
  const ha = fieldsOf(server.ha)
  const raft = fieldsOf(ha?.raft)
  const isOn = ha?.enabled === true || ha?.enabled === 'true'
  const candidates = isOn ? [raft?.config, ha?.config] : [fieldsOf(server.standalone)?.config, raft?.config, ha?.config]
  return candidates.map(textOf).find((text) => text !== undefined && text !== '')
}

function textsOf(value: unknown): Map<string, string> {
  return new Map(
    Object.entries(fieldsOf(value) ?? {}).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  )
}

function secretTexts(secret: Fields): Map<string, string> {
  const coded = [...textsOf(secret.data)].map(
    ([key, text]) => [key, Buffer.from(text, 'base64').toString('utf8')] as const,
  )
  return new Map([...coded, ...textsOf(secret.stringData)])
}
