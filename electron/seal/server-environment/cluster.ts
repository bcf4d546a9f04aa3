/**
 * Environments in YAML: Kubernetes objects (env and envFrom of the server's container, with the ConfigMaps and Secrets of the same text),
 * values of the Helm charts of Vault and OpenBao, and services of Docker Compose. What stands in an object that is not in the text is a
 * finding.
 */
import type { EnvironmentForm } from '../../../shared/domain/server-environment.ts'
import { configIn } from './carried-config.ts'
import { isOfServices, takeServices } from './compose-services.ts'
import { ContainerNames, takeAll } from './container-names.ts'
import type { ReadEnvironment } from './environment-text.ts'
import { GatheredNames } from './gathered-names.ts'
import { chooseRelease, HelmValues, isHelm } from './helm-values.ts'
import { identityOf, StoredObjects } from './stored-objects.ts'
import { chooseWorkload, type Workload } from './workload.ts'
import { type Fields, readDocuments, textOf } from './yaml-documents.ts'

const keys =
  'apiVersion|kind|env|envFrom|containers|extraEnvironmentVars|extraSecretEnvironmentVars|server|services|data|stringData|vault|openbao'
const anywhere = new RegExp(`^[ \\t]*(?:-[ \\t]+)?["']?(?:${keys}|name)["']?[ \\t]*:`, 'm')
const atStart = new RegExp(`^(?:- )?["']?(?:${keys})["']?[ \\t]*:`, 'm')
/** An assignment or a header of a section before anything else: what follows may hold YAML, and is none. */
const startsOtherwise = /^(?:\s*[#;][^\n]*\n)*\s*(?:(?:export[ \t]+)?[A-Za-z_]\w*=|\[[\w -]+\][ \t]*(?:\n|$))/
const bracket = /^\s*[{[]/

/** Reads the text if it holds an object of Kubernetes or values of a chart; undefined where it is something else. */
export function readCluster(text: string): ReadEnvironment | undefined {
  if (startsOtherwise.test(text) || !(anywhere.test(text) || bracket.test(text))) return undefined
  const names = new GatheredNames()
  const documents = readDocuments(text, names)
  if (documents.some(isHelm)) return readHelm(documents, names)
  if (documents.some(isOfServices)) {
    takeServices(documents, names)
    return answer('compose', names, undefined)
  }
  if (documents.some(isObject) || (documents.length === 0 && names.problems.length > 0 && isMeantSo(text))) {
    return readObjects(documents, names)
  }
  return undefined
}

const isObject = ({ kind, env, envFrom, containers }: Fields) =>
  typeof kind === 'string' || [env, envFrom, containers].some((each) => Array.isArray(each))

/** What cannot be read is what its keys say, unless it is the start of something else. */
const isMeantSo = (text: string) =>
  atStart.test(text) || (bracket.test(text) && /["'](?:apiVersion|kind)["']\s*:/.test(text))

function readHelm(documents: readonly Fields[], names: GatheredNames): ReadEnvironment {
  const values = new HelmValues(names, new StoredObjects(documents))
  const { chosen, others } = chooseRelease(documents.filter(isHelm))
  values.read(chosen)
  for (const each of others) names.note('workload-left-out', { kind: textOf(each.kind), object: identityOf(each).name })
  const workloads = chooseWorkload(documents.filter((each) => !isHelm(each)))
  noteLeftOut(names, workloads.chosen ? [workloads.chosen, ...workloads.others] : [])
  return answer('helm', names, values.config)
}

function readObjects(documents: readonly Fields[], names: GatheredNames): ReadEnvironment {
  const objects = new StoredObjects(documents)
  const { chosen, others } = chooseWorkload(documents)
  if (chosen) {
    new ContainerNames(names, objects, chosen.namespace).take(chosen.container)
    for (const object of chosen.others) names.note('container-left-out', { object })
    noteLeftOut(names, others)
  }
  // Without a pod beside them it is not known which keys a server takes: all that could be names.
  else for (const { values } of objects.all) takeAll(names, values)
  return answer('kubernetes', names, configIn(objects.all, chosen?.namespace ?? ''))
}

function noteLeftOut(names: GatheredNames, workloads: readonly Workload[]): void {
  for (const { kind, name } of workloads) names.note('workload-left-out', { kind, object: name })
}

function answer(form: EnvironmentForm, names: GatheredNames, config: string | undefined): ReadEnvironment {
  return { form, values: names.values, problems: names.problems, ...(config === undefined ? {} : { config }) }
}
