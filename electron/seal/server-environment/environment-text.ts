/**
 * A server's environment from the text in which it is kept: files of names, systemd units, Kubernetes objects and Helm values. Pure,
 * and no reader of secrets: values leave only to where the server's environment is worked out. What a text does not tell (a
 * value in a Secret of its own, another file) becomes a finding that names it.
 */
import type { EnvironmentFinding, EnvironmentForm } from '../../../shared/domain/server-environment.ts'
import { readCluster } from './cluster.ts'
import { readNameFile } from './name-file.ts'
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
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const read = readCluster(plain) ?? (isUnit(plain) ? readUnit(plain) : readNameFile(plain))
  if (read.values.size > 0 || read.problems.length > 0 || read.config !== undefined) return read
  return { ...read, problems: [{ code: 'nothing-read', severity: 'warning', evidence: {} }] }
}
