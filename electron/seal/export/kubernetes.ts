/**
 * A seal for a server in Kubernetes: its stanza in a ConfigMap, the variables of its key pair in a Secret whose values are left to the
 * user; and as values for the chart of the product, in the environment of the server that the chart starts.
 */
import type { Engine, Product } from '../../../shared/domain/engine.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import type { Environment } from './environment-file.ts'
import { comment } from './fitting-releases.ts'
import { printYaml, type Yaml } from './yaml.ts'

const charts: Record<Product, string> = { vault: 'hashicorp/vault', openbao: 'openbao/openbao' }

const objectName = (product: Product) => `${product}-seal-awskms`

/** `stanza` is the configuration file with the seal. */
export function asKubernetes(
  stanza: string,
  parameters: LooseSealParameters,
  { product }: Engine,
  fits: string,
): string {
  const names = secretNames(parameters)
  const name = objectName(product)
  const configMap = { ...object('ConfigMap', name), data: { 'seal.hcl': stanza } }
  const secret = { ...object('Secret', name), type: 'Opaque', stringData: placeholders(names) }
  return [
    comment(`Fits ${fits}.`, `Mount the ConfigMap and name its folder to the server with one more -config.`),
    printYaml(configMap),
    '---\n',
    comment('Fill in, and give it to the container with envFrom. Where the pod has a role of its own, leave it out.'),
    printYaml(secret),
  ].join('')
}

/** Values for the product's chart: the variables, and the names under which a Secret has the rest. */
export function asHelmValues(
  { variables }: Environment,
  parameters: LooseSealParameters,
  { product }: Engine,
  fits: string,
): string {
  const open = Object.fromEntries(variables.map(([name, value]) => [name, literal(value)]))
  const secretName = objectName(product)
  const fromSecret = secretVariables(parameters).filter((name) => !(name in open))
  const secrets = fromSecret.map((envName) => ({ envName, secretName, secretKey: envName }))
  const server: Record<string, Yaml> = { extraEnvironmentVars: open }
  if (secrets.length > 0) server.extraSecretEnvironmentVars = secrets
  return [
    comment(`Fits ${fits}.`, `Values for the chart ${charts[product]}, beside those that it has.`),
    ...(secrets.length > 0 ? [comment(`The Secret ${secretName} is yours to make.`)] : []),
    printYaml({ server }),
  ].join('')
}

/** Kubernetes replaces `$(NAME)` in the values of variables; a doubled dollar sign is one. */
function literal(value: string): string {
  return value.replaceAll('$', '$$$$')
}

function object(kind: string, name: string): { [key: string]: Yaml } {
  return { apiVersion: 'v1', kind, metadata: { name } }
}

function placeholders(names: readonly string[]): { [key: string]: Yaml } {
  return Object.fromEntries(names.map((name) => [name, `REPLACE_with_the_value_of_${name}`]))
}

/** The variables of a key pair that the environment form leaves to a Secret: those that AWS defines, because no stanza names others. */
export function secretVariables({ access_key, secret_key, session_token }: LooseSealParameters): string[] {
  if (!access_key && !secret_key) return []
  return ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', ...(session_token ? ['AWS_SESSION_TOKEN'] : [])]
}

/** The variables that carry the secrets: those that the stanza refers to, else those that AWS defines. */
function secretNames(parameters: LooseSealParameters): string[] {
  const { access_key, secret_key, session_token } = parameters
  const names = [
    nameIn(access_key) ?? 'AWS_ACCESS_KEY_ID',
    nameIn(secret_key) ?? 'AWS_SECRET_ACCESS_KEY',
    ...(session_token ? [nameIn(session_token) ?? 'AWS_SESSION_TOKEN'] : []),
  ]
  return [...new Set(names)]
}

function nameIn(reference: string | undefined): string | undefined {
  return /^\s*env:\/\/([A-Za-z_][\w.-]*)\s*$/.exec(reference ?? '')?.[1]
}
