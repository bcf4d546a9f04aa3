/**
 * A server's environment from the text in which it is kept: files of names, systemd units, Kubernetes objects, Helm values, services
 * of Docker Compose and /proc. Pure, and no reader of secrets: values leave only to where the server's environment is worked out. What
 * a text does not tell (a value in a Secret of its own, another file) becomes a finding that names it.
 */
import type { EnvironmentFinding, EnvironmentForm } from '../../../shared/domain/server-environment.ts'
import { readCluster } from './cluster.ts'
import { readNameFile } from './name-file.ts'
import { readProcessEnvironment } from './process-environment.ts'
import { isUnit, readUnit } from './systemd-unit.ts'

export interface ReadEnvironment {
  form: EnvironmentForm
  values: Map<string, string>
  /** A server configuration that the text carries along, as Helm values do. */
  config?: string
  problems: EnvironmentFinding[]
}

/** Recognises the form of a text and reads it. Never throws: what cannot be read is a finding. */
export function readEnvironmentText(text: string): ReadEnvironment {
  const read = readAs(text)
  if (read.values.size > 0 || read.config !== undefined) return read
  const problems = read.problems.filter((problem) => isTelling(problem, read.form))
  return { ...read, problems: problems.length > 0 ? problems : [nothingRead] }
}

function readAs(text: string): ReadEnvironment {
  if (text.includes('\0')) return readProcessEnvironment(text)
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  return readCluster(plain) ?? (isUnit(plain) ? readUnit(plain) : readNameFile(plain))
}

const nothingRead: EnvironmentFinding = { code: 'nothing-read', severity: 'warning', evidence: {} }

/** Whether a finding says more than that nothing was read: lines of a text that has no names are no lines of names. */
const isTelling = ({ code, line }: EnvironmentFinding, form: EnvironmentForm) =>
  code !== 'line-not-read' || (form !== 'env-file' && line !== undefined)
