/**
 * The values of the charts of Vault and OpenBao: by themselves, under the chart's name in those of a chart around it, in a HelmRelease of
 * Flux, or in an Application of Argo CD. Which configuration counts is decided as the charts' templates do.
 */
import { GatheredNames, isKeyText } from './gathered-names.ts'
import { identityOf, type StoredObjects } from './stored-objects.ts'
import { type Fields, fieldsOf, listOf, readDocuments, textOf } from './yaml-documents.ts'

export function isHelm(document: Fields): boolean {
  if (textOf(document.kind) !== undefined) return isRelease(document) || isApplication(document)
  return chartsIn(document).length > 0
}

/** Releases of several charts are several servers: that of the server is chosen, of values by themselves all are. */
export function chooseRelease(documents: readonly Fields[]): { chosen: Fields[]; others: Fields[] } {
  const releases = documents.filter(({ kind }) => textOf(kind) !== undefined)
  const best = releases.find(isOfServer) ?? releases[0]
  return best
    ? { chosen: [best], others: releases.filter((each) => each !== best) }
    : { chosen: [...documents], others: [] }
}

function isOfServer(document: Fields): boolean {
  const { releaseName, chart, source } = fieldsOf(document.spec) ?? {}
  const charts = [fieldsOf(fieldsOf(chart)?.spec)?.chart, fieldsOf(source)?.chart]
  return [identityOf(document).name, releaseName, ...charts].some((each) => /vault|bao/i.test(textOf(each) ?? ''))
}

const isRelease = ({ kind }: Fields) => kind === 'HelmRelease'
const isApplication = ({ kind }: Fields) => kind === 'Application' || kind === 'ApplicationSet'

export class HelmValues {
  config: string | undefined
  readonly #names: GatheredNames
  readonly #objects: StoredObjects

  constructor(names: GatheredNames, objects: StoredObjects) {
    this.#names = names
    this.#objects = objects
  }

  read(document: Fields): void {
    const { namespace } = identityOf(document)
    if (isRelease(document)) this.#release(fieldsOf(document.spec) ?? {}, namespace)
    else if (isApplication(document)) this.#application(fieldsOf(document.spec) ?? {})
    else this.#values(document, '')
  }

  #release(spec: Fields, namespace: string): void {
    for (const { kind, name } of listOf(spec.valuesFrom)) {
      this.#names.note('value-elsewhere', { kind: textOf(kind), object: textOf(name) })
    }
    this.#values(fieldsOf(spec.values) ?? {}, textOf(spec.targetNamespace) ?? namespace)
  }

  /** The later of these lays itself over the earlier ones: files, a text, an object, single parameters. */
  #application(given: Fields): void {
    const spec = fieldsOf(fieldsOf(given.template)?.spec) ?? given
    const namespace = textOf(fieldsOf(spec.destination)?.namespace) ?? ''
    for (const source of [...listOf([spec.source]), ...listOf(spec.sources)]) {
      const helm = fieldsOf(source.helm) ?? {}
      if (Array.isArray(helm.valueFiles) && helm.valueFiles.length > 0) this.#names.note('file-elsewhere')
      for (const values of this.#inner(textOf(helm.values) ?? '')) this.#values(values, namespace)
      this.#values(fieldsOf(helm.valuesObject) ?? {}, namespace)
      for (const { name, value } of listOf(helm.parameters)) this.#parameter(textOf(name) ?? '', value)
    }
  }

  /** A text inside of the text, whose lines are no lines of the whole. */
  #inner(text: string): Fields[] {
    const names = new GatheredNames()
    const documents = readDocuments(text, names)
    for (const { code } of names.problems) this.#names.note(code)
    return documents
  }

  #parameter(path: string, value: unknown): void {
    const [, name] = /^(?:[\w-]+\.)?server\.extraEnvironmentVars\.(\w+)$/.exec(path) ?? []
    if (name !== undefined) this.#variable(name, value)
  }

  /** Of several charts in one text the first is taken. */
  #values(values: Fields, namespace: string): void {
    const [chart, ...others] = chartsIn(values)
    for (const { name } of others) this.#names.note('workload-left-out', { kind: 'chart', object: name })
    if (chart) this.#server(chart.server, namespace)
  }

  #server(server: Fields, namespace: string): void {
    for (const [name, value] of Object.entries(fieldsOf(server.extraEnvironmentVars) ?? {})) this.#variable(name, value)
    for (const { envName, secretName, secretKey } of listOf(server.extraSecretEnvironmentVars)) {
      const [key, object] = [textOf(envName) ?? '', textOf(secretName) ?? '']
      const value = this.#objects.find('Secret', namespace, object)?.values.get(textOf(secretKey) ?? '')
      if (value === undefined) this.#names.note('value-elsewhere', { key, kind: 'Secret', object })
      else this.#names.set(key, value)
    }
    this.config = this.#configOf(server) ?? this.config
  }

  /** The charts write names in capitals, and put quotes around a number and a boolean; a list is no value. */
  #variable(given: string, value: unknown): void {
    const name = given.replaceAll('.', '_').toUpperCase()
    const text = value === null ? '' : String(value)
    if (typeof value === 'object' && value !== null) this.#names.note('value-not-text', { key: name })
    else this.#names.set(isKeyText(given, text) ? given : name, text)
  }

  /** The configuration of the mode that is switched on; that of another one is not used, whatever it holds. */
  #configOf(server: Fields): string | undefined {
    const ha = fieldsOf(server.ha)
    const standalone = fieldsOf(server.standalone)
    const raft = fieldsOf(ha?.raft)
    const places = { 'standalone.config': standalone?.config, 'ha.config': ha?.config, 'ha.raft.config': raft?.config }
    const mode = modeOf(server)
    const config = mode && this.#configText(places[mode])
    if (config !== undefined) return config
    for (const [object, value] of Object.entries(places)) {
      if (object !== mode && value) this.#names.note('config-not-in-use', { object })
    }
    return undefined
  }

  /** A map is written out as JSON. */
  #configText(config: unknown): string | undefined {
    const fields = fieldsOf(config)
    const text = fields ? jsonOf(fields) : textOf(config)
    if (text === undefined && config !== undefined && config !== null)
      this.#names.note('value-not-text', { key: 'config' })
    return text === '' || text === '{}' ? undefined : text
  }
}

const isOn = (value: unknown) => String(value) === 'true'

function modeOf(server: Fields): 'standalone.config' | 'ha.config' | 'ha.raft.config' | undefined {
  const ha = fieldsOf(server.ha)
  if (isOn(fieldsOf(server.dev)?.enabled)) return undefined
  if (isOn(ha?.enabled)) return isOn(fieldsOf(ha?.raft)?.enabled) ? 'ha.raft.config' : 'ha.config'
  return /^(?:true|-)$/.test(String(fieldsOf(server.standalone)?.enabled ?? '-')) ? 'standalone.config' : undefined
}

/** Aliases may make a map a part of itself, or of great length. */
function jsonOf(fields: Fields): string | undefined {
  try {
    const text = JSON.stringify(fields, null, 2)
    return text.length > 1_000_000 ? undefined : text
  } catch {
    return undefined
  }
}

interface Chart {
  name: string
  server: Fields
}

/** The values of a server: at the top, or under the name of a chart or its alias. */
function chartsIn(values: Fields): Chart[] {
  const own = serverIn(values)
  if (own) return [{ name: '', server: own }]
  const charts = Object.entries(values).flatMap(([name, value]) => {
    const server = serverIn(fieldsOf(value) ?? {})
    return server ? [{ name, server }] : []
  })
  const named = charts.filter(({ name }) => /vault|bao/i.test(name))
  return named.length > 0 ? named : charts.filter(({ server }) => isChartServer(server))
}

function serverIn(values: Fields): Fields | undefined {
  return fieldsOf(values.server) ?? (isChartServer(values) ? values : undefined)
}

const isChartServer = ({ extraEnvironmentVars, extraSecretEnvironmentVars }: Fields) =>
  fieldsOf(extraEnvironmentVars) !== undefined || Array.isArray(extraSecretEnvironmentVars)
