/**
 * The values of the charts of Vault and OpenBao: by themselves, under the chart's name in those of a chart around it, in a HelmRelease of
 * Flux, or in an Application of Argo CD. Values that lie over each other are put together before they are read;
 * which configuration counts is decided as the charts' templates do.
 */
import { argoSources } from './argo-sources.ts'
import { type GatheredNames, isKeyText } from './gathered-names.ts'
import { layered } from './layered-values.ts'
import { identityOf, type StoredObjects } from './stored-objects.ts'
import { type Fields, fieldsOf, listOf, textOf } from './yaml-documents.ts'

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
  const { releaseName, chart, source, sources } = fieldsOf(document.spec) ?? {}
  const charts = listOf([fieldsOf(chart)?.spec, source])
    .concat(listOf(sources))
    .map((each) => each.chart)
  return [identityOf(document).name, releaseName, ...charts].some(isCalledSo)
}

const isCalledSo = (name: unknown) => /vault|bao/i.test(textOf(name) ?? '')

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

  /** Reads a release, or values by themselves, of which the later ones lie over the earlier ones. */
  read(documents: readonly Fields[]): void {
    const [document = {}] = documents
    const { namespace } = identityOf(document)
    if (isRelease(document)) this.#release(fieldsOf(document.spec) ?? {}, namespace)
    else if (isApplication(document)) this.#application(fieldsOf(document.spec) ?? {})
    else this.#values(layered(documents), '')
  }

  #release(spec: Fields, namespace: string): void {
    for (const { kind, name } of listOf(spec.valuesFrom)) {
      this.#names.note('value-elsewhere', { kind: textOf(kind), object: textOf(name) })
    }
    this.#values(fieldsOf(spec.values) ?? {}, textOf(spec.targetNamespace) ?? namespace)
  }

  /** Several charts are several servers: one of them is taken. */
  #application(given: Fields): void {
    const spec = fieldsOf(fieldsOf(given.template)?.spec) ?? given
    const sources = argoSources(spec)
    const charts = sources.filter(({ values }) => chartsIn(values).length > 0)
    const chosen = charts.find(({ chart }) => isCalledSo(chart)) ?? charts[0]
    for (const { problems } of chosen ? [chosen] : sources) this.#names.add(problems)
    for (const { chart } of charts.filter((each) => each !== chosen)) this.#leftOut(chart)
    this.#values(chosen?.values ?? {}, textOf(fieldsOf(spec.destination)?.namespace) ?? '')
  }

  /** Of several charts in one text the first is taken that has a server. */
  #values(values: Fields, namespace: string): void {
    const charts = chartsIn(values)
    const chosen = charts.find(({ isOn }) => isOn) ?? charts[0]
    for (const { name } of charts.filter((each) => each !== chosen)) this.#leftOut(name)
    if (chosen?.isOn) this.#server(chosen.server, namespace)
    else if (chosen) this.#names.note('server-switched-off')
  }

  #leftOut(object: string): void {
    this.#names.note('workload-left-out', { kind: 'chart', object })
  }

  #server(server: Fields, namespace: string): void {
    for (const [name, value] of Object.entries(fieldsOf(server.extraEnvironmentVars) ?? {})) this.#variable(name, value)
    for (const { envName, secretName, secretKey } of listOf(server.extraSecretEnvironmentVars)) {
      const [key, object] = [textOf(envName) ?? '', textOf(secretName) ?? '']
      const value = this.#objects.find('Secret', namespace, object)?.values.get(textOf(secretKey) ?? '')
      if (value === undefined) this.#names.note('value-elsewhere', { key, kind: 'Secret', object })
      else this.#names.set(key, value)
    }
    this.config = this.#configOf(server)
  }

  /** The charts write names in capitals, and put quotes around a number and a boolean; a list is no value. */
  #variable(given: string, value: unknown): void {
    const name = given.replaceAll('.', '_').toUpperCase()
    if (typeof value === 'object' && value !== null) {
      this.#names.note('value-not-text', { key: name })
      return
    }
    const text = value === null ? '' : String(value)
    this.#names.set(isKeyText(given, text) ? given : name, text)
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

const isOn = (value: unknown) => value === true || value === 'true'
const isUnset = (value: unknown) => value === undefined || value === null || value === '-'

function modeOf(server: Fields): 'standalone.config' | 'ha.config' | 'ha.raft.config' | undefined {
  const ha = fieldsOf(server.ha)
  if (isOn(fieldsOf(server.dev)?.enabled)) return undefined
  if (isOn(ha?.enabled)) return isOn(fieldsOf(ha?.raft)?.enabled) ? 'ha.raft.config' : 'ha.config'
  const { enabled } = fieldsOf(server.standalone) ?? {}
  return isUnset(enabled) || isOn(enabled) ? 'standalone.config' : undefined
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
  isOn: boolean
}

/** The values of a server: at the top, or under the name of a chart or its alias. */
function chartsIn(values: Fields): Chart[] {
  const own = chartOf('', values, values)
  if (own) return [own]
  const charts = Object.entries(values).flatMap(([name, value]) => chartOf(name, fieldsOf(value) ?? {}, values) ?? [])
  const named = charts.filter(({ name }) => isCalledSo(name))
  return named.length > 0 ? named : charts.filter(({ server }) => isChartServer(server))
}

/** Values of the chart around one are for both under `global`. */
function chartOf(name: string, values: Fields, around: Fields): Chart | undefined {
  const server = fieldsOf(values.server) ?? (isChartServer(values) ? values : undefined)
  if (!server) return undefined
  const global = { ...fieldsOf(values.global), ...fieldsOf(around.global) }
  return { name, server, isOn: isServerOn(server, global) }
}

/** The server has a switch of its own; where that is not set, the one of the whole chart counts. */
function isServerOn({ enabled }: Fields, global: Fields): boolean {
  return !global.externalVaultAddr && (isUnset(enabled) ? isOn(global.enabled ?? true) : isOn(enabled))
}

const isChartServer = ({ extraEnvironmentVars, extraSecretEnvironmentVars }: Fields) =>
  fieldsOf(extraEnvironmentVars) !== undefined || Array.isArray(extraSecretEnvironmentVars)
