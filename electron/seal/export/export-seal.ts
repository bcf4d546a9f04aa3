/**
 * Writes a seal out in the form that was asked for, by the rules of its release: for the server, for what runs the server, and for
 * what makes and guards its key. A secret is never among what is written: it is a reference that the server resolves, or left out
 * with a word on where it belongs.
 */
import type { Engine } from '../../../shared/domain/engine.ts'
import type { ExportForm } from '../../../shared/domain/export-form.ts'
import type { ExportedFile } from '../../../shared/domain/exported-file.ts'
import type { PolicyConditions } from '../../../shared/domain/policy-conditions.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import { type Release, releaseOf } from '../../../shared/domain/releases.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { asEnvironmentFile, asSystemdDropIn, type Environment, environmentOf } from './environment-file.ts'
import { comment, fitsReleases, fittingReleases } from './fitting-releases.ts'
import { asHelmValues, asKubernetes, secretVariables } from './kubernetes.ts'
import { iamPolicy, keyPolicy, type Policy } from './policy.ts'
import { readableParameters, withWholePair } from './readable-parameters.ts'
import { asHcl, asJson, type Plugin, type ServerFile, serverFile } from './server-file.ts'
import { asSystemdCredentials } from './systemd-credentials.ts'
import { asTerraform } from './terraform.ts'
import { warning } from './warning.ts'
import { wholeSealWarnings } from './whole-seal.ts'

export interface ExportInput {
  parameters: LooseSealParameters
  engine: Engine
  form: ExportForm
  plugin?: Plugin | undefined
  policy?: PolicyConditions | undefined
}

interface Written {
  text: string
  warnings: Problem[]
}

const filenames: Record<ExportForm, string> = {
  hcl: 'seal-awskms.hcl',
  json: 'seal-awskms.json',
  env: 'seal-awskms.env',
  systemd: 'seal-awskms.conf',
  'systemd-credentials': 'seal-credentials.conf',
  kubernetes: 'seal-awskms.yaml',
  helm: 'seal-values.yaml',
  'iam-policy': 'seal-iam-policy.json',
  'key-policy': 'seal-key-policy.json',
  terraform: 'seal-key.tf',
}

/** Exports a seal. Never throws: what cannot be written is left out and named among the warnings. */
export function exportSeal(input: ExportInput): ExportedFile {
  const { text, warnings } = written(input)
  return {
    text,
    filename: filenames[input.form],
    warnings: [...wholeSealWarnings(input.parameters, releaseOf(input.engine)), ...warnings],
  }
}

function written(input: ExportInput): Written {
  const { parameters, engine, form, policy = {} } = input
  const release = releaseOf(engine)
  const fits = fittingReleases(engine, release)
  const head = comment(`Fits ${fits}.`)
  switch (form) {
    case 'hcl':
      return inServerFile(input, release, (file) => `${head}\n${asHcl(file)}`)
    case 'json':
      return withRemarks(inServerFile(input, release, asJson), fitsReleases(engine, release))
    case 'env':
      return inEnvironment(input, release, (environment) => head + asEnvironmentFile(environment))
    case 'systemd':
      return inEnvironment(input, release, (environment) => head + asSystemdDropIn(environment))
    case 'systemd-credentials':
      return { text: asSystemdCredentials(parameters, engine, release, fits), warnings: [] }
    case 'kubernetes': {
      const remark = warning('secret-placeholders', { severity: 'info' })
      return withRemarks(
        inServerFile(input, release, (file) => asKubernetes(asHcl(file), parameters, engine, fits)),
        remark,
      )
    }
    case 'helm':
      return inHelmValues(input, release, fits)
    case 'iam-policy':
      return withRemarks(asPolicy(iamPolicy(parameters, policy)), fitsReleases(engine, release))
    case 'key-policy':
      return withRemarks(asPolicy(keyPolicy(parameters, policy)), fitsReleases(engine, release))
    case 'terraform':
      return asTerraform(parameters, policy, fits)
  }
}

/** The forms that hold the stanza. */
function inServerFile(
  { parameters, engine, plugin }: ExportInput,
  release: Release,
  print: (file: ServerFile) => string,
): Written {
  const { entries, warnings } = withWholePair(readableParameters(parameters, release))
  const file = serverFile(entries, engine, release, plugin)
  return { text: print(file), warnings: [...warnings, ...file.warnings] }
}

/** The forms that hold the variables which say what a stanza would. */
function inEnvironment(
  { parameters, engine }: ExportInput,
  release: Release,
  print: (environment: Environment) => string,
): Written {
  const readable = readableParameters(parameters, release)
  const environment = environmentOf(readable.entries, engine, release)
  return {
    text: print(environment),
    warnings: [...readable.warnings.filter(appliesToEnvironment), ...environment.warnings],
  }
}

/** A Secret completes the pair there, so that half of it is no fault. */
function inHelmValues(input: ExportInput, release: Release, fits: string): Written {
  const { parameters, engine } = input
  const values = inEnvironment(input, release, (environment) => asHelmValues(environment, parameters, engine, fits))
  const warnings = values.warnings.filter(({ code }) => code !== 'half-key-pair')
  const isCompleted = secretVariables(parameters).length > 0
  return {
    ...values,
    warnings: isCompleted ? [...warnings, warning('secret-placeholders', { severity: 'info' })] : warnings,
  }
}

/** What is said about a reference's file means nothing where references are left out. */
function appliesToEnvironment({ code }: Problem): boolean {
  return code !== 'reference-keeps-line-end'
}

function asPolicy({ policy, warnings }: { policy: Policy; warnings: Problem[] }): Written {
  return { text: `${JSON.stringify(policy, null, 2)}\n`, warnings }
}

function withRemarks({ text, warnings }: Written, ...remarks: Problem[]): Written {
  return { text, warnings: [...warnings, ...remarks] }
}
