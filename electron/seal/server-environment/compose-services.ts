/**
 * Services of Docker Compose, and containers as `docker inspect` prints them: one of them is the server. Nothing is put in place of a
 * variable, and what a service gets from a file or from whoever starts it is a finding.
 */
import { type GatheredNames, isName } from './gathered-names.ts'
import { chooseAmong } from './workload.ts'
import { type Fields, fieldsOf, listOf, textOf } from './yaml-documents.ts'

export function isOfServices(document: Fields): boolean {
  return servicesIn(document).length > 0
}

/** Takes the names of the service that is the server. */
export function takeServices(documents: readonly Fields[], names: GatheredNames): void {
  const services = documents.flatMap(servicesIn)
  const workloads = services.map(({ name, image, ...container }) => ({
    ...{ kind: 'service', namespace: '', name: textOf(name) ?? '', others: [] },
    container: { name, image, ...container },
  }))
  const { chosen, others } = chooseAmong(workloads)
  if (chosen) take(chosen.container, names)
  for (const { kind, name } of others) names.note('workload-left-out', { kind, object: name })
}

function servicesIn({ services, env }: Fields): Fields[] {
  const composed = Object.entries(fieldsOf(services) ?? {}).flatMap(([name, given]) => {
    const service = fieldsOf(given) ?? {}
    return service.image || service.environment || service.env_file ? [{ ...service, name, isComposed: true }] : []
  })
  // A list by itself, of what it is not known to be.
  const inspected = listOf(env).flatMap(({ Name, Config }) => {
    const { Env: environment, Image: image } = fieldsOf(Config) ?? {}
    return Array.isArray(environment) ? [{ name: textOf(Name)?.replace(/^\//, ''), image, environment }] : []
  })
  return [...composed, ...inspected]
}

function take({ environment, env_file: file, isComposed }: Fields, names: GatheredNames): void {
  const files = [file].flat().map((each) => textOf(each) ?? textOf(fieldsOf(each)?.path))
  for (const each of files) if (each !== undefined) names.note('file-elsewhere', { file: each })
  for (const [key, value] of entriesOf(environment)) {
    const text = typeof value === 'number' ? String(value) : textOf(value)
    if (!isName(key)) names.note('line-not-read')
    else if (value === undefined || value === null) names.note('value-elsewhere', { key })
    else if (text === undefined) names.note('value-not-text', { key })
    else if (isComposed === true) takeComposed(key, text, names)
    else names.set(key, text)
  }
}

/** A list of `NAME=value` and `NAME`, or a map. */
function entriesOf(environment: unknown): [string, unknown][] {
  if (!Array.isArray(environment)) return Object.entries(fieldsOf(environment) ?? {})
  return environment.map((each) => {
    const [, name = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(textOf(each) ?? '') ?? []
    return [name, value]
  })
}

function takeComposed(key: string, value: string, names: GatheredNames): void {
  names.set(key, value.replaceAll('$$', '$'))
  if (/\$[A-Za-z_{]/.test(value.replaceAll('$$', ''))) names.note('reference-in-value', { key })
}
