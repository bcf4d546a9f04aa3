/**
 * The charts of an Application of Argo CD with the values that it gives them: a text or an object, of which the object counts, and single
 * parameters over both. Values in files, and parameters whose path is more than names, are findings.
 */
import type { EnvironmentFinding } from '../../../shared/domain/server-environment.ts'
import { GatheredNames } from './gathered-names.ts'
import { layered } from './layered-values.ts'
import { type Fields, fieldsOf, listOf, readDocuments, textOf } from './yaml-documents.ts'

export interface ArgoSource {
  chart: string
  values: Fields
  problems: readonly EnvironmentFinding[]
}

export function argoSources({ source, sources }: Fields): ArgoSource[] {
  return listOf([source]).concat(listOf(sources)).map(sourceOf)
}

function sourceOf({ chart, helm }: Fields): ArgoSource {
  const names = new GatheredNames()
  const given = fieldsOf(helm) ?? {}
  const files = [given.valueFiles, given.fileParameters].filter((each) => Array.isArray(each) && each.length > 0)
  if (files.length > 0) names.note('file-elsewhere')
  const whole = fieldsOf(given.valuesObject)
  const values = whole ? [whole] : valuesInText(textOf(given.values) ?? '', names)
  const parameters = listOf(given.parameters).map((each) => parameterValues(each, names))
  return { chart: textOf(chart) ?? '', values: layered([...values, ...parameters]), problems: names.problems }
}

/** A text inside of the text, whose lines are no lines of the whole. */
function valuesInText(text: string, names: GatheredNames): Fields[] {
  const inner = new GatheredNames()
  const documents = readDocuments(text, inner)
  for (const { code } of inner.problems) names.note(code)
  return documents
}

function parameterValues({ name, value }: Fields, names: GatheredNames): Fields {
  const path = textOf(name) ?? ''
  if (/^[\w-]{1,100}(?:\.[\w-]{1,100}){0,9}$/.test(path)) return nested(path.split('.'), value)
  names.note('parameter-not-read', { object: path })
  return {}
}

function nested([key = '', ...rest]: readonly string[], value: unknown): Fields {
  return Object.fromEntries([[key, rest.length > 0 ? nested(rest, value) : value]])
}
