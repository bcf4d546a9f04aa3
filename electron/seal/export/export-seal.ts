/**
 * Writes a seal out for its server, in the form that was asked for and by the rules of its release. A secret is never
 * among what is written: it is a reference that the server resolves, or left out with a word on where it belongs.
 */
import type { Engine } from '../../../shared/domain/engine.ts'
import type { ExportForm } from '../../../shared/domain/export-form.ts'
import type { ExportedFile } from '../../../shared/domain/exported-file.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import { releaseOf } from '../../../shared/domain/releases.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { asEnvironmentFile, asSystemdDropIn, environmentOf } from './environment-file.ts'
import { readableParameters, withWholePair } from './readable-parameters.ts'
import { asHcl, asJson, type Plugin, serverFile } from './server-file.ts'
import { wholeSealWarnings } from './whole-seal.ts'

export interface ExportInput {
  parameters: LooseSealParameters
  engine: Engine
  form: ExportForm
  plugin?: Plugin | undefined
}

const filenames: Record<ExportForm, string> = {
  hcl: 'seal-awskms.hcl',
  json: 'seal-awskms.json',
  env: 'seal-awskms.env',
  systemd: 'seal-awskms.conf',
}

/** Exports a seal. Never throws: what cannot be written is left out and named among the warnings. */
export function exportSeal(input: ExportInput): ExportedFile {
  const release = releaseOf(input.engine)
  const { text, warnings } = written(input)
  return {
    text,
    filename: filenames[input.form],
    warnings: [...wholeSealWarnings(input.parameters, release), ...warnings],
  }
}

function written({ parameters, engine, form, plugin }: ExportInput): { text: string; warnings: Problem[] } {
  const release = releaseOf(engine)
  const readable = readableParameters(parameters, release)
  if (form === 'hcl' || form === 'json') {
    const { entries, warnings } = withWholePair(readable)
    const file = serverFile(entries, engine, release, plugin)
    return { text: form === 'hcl' ? asHcl(file) : asJson(file), warnings: [...warnings, ...file.warnings] }
  }
  const environment = environmentOf(readable.entries, engine, release)
  return {
    text: form === 'env' ? asEnvironmentFile(environment) : asSystemdDropIn(environment),
    warnings: [...readable.warnings.filter(appliesToEnvironment), ...environment.warnings],
  }
}

/** What is said about a reference's file means nothing where references are left out. */
function appliesToEnvironment({ code }: Problem): boolean {
  return code !== 'reference-keeps-line-end'
}
