/**
 * A new key for a seal, with its alias and its policy, for Terraform and OpenTofu. Their language is the second version of HCL, where
 * `${` and `%{` begin a template within every string.
 */
import type { PolicyConditions } from '../../../shared/domain/policy-conditions.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { comment } from './fitting-releases.ts'
import { conditionWarnings, keyStatements, type Statement, serverPrincipal } from './policy.ts'
import { warning } from './warning.ts'

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: templates of the other language.
const administrator =
  'arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root'
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.

/** A file for the root of a module. */
export function asTerraform(
  parameters: LooseSealParameters,
  conditions: PolicyConditions,
  fits: string,
): { text: string; warnings: Problem[] } {
  const { principal, warnings } = serverPrincipal(parameters, conditions)
  const alias = aliasName(parameters.kms_key_id ?? '')
  const statements = keyStatements(administrator, principal, conditions)
  const text = [
    comment(`A key for a seal of ${fits}.`, 'For the AWS provider, version 5 or newer.'),
    providers(parameters.region),
    'data "aws_caller_identity" "current" {}\n\ndata "aws_partition" "current" {}\n',
    keyResource(expression({ Version: '2012-10-17', Statement: statements.map(asExpression) }, '  ')),
    aliasResource(alias),
    'output "kms_key_id" {\n  value = aws_kms_key.seal.arn\n}\n',
  ].join('\n')
  const remarks = [
    warning('makes-new-key', { severity: 'info', key: 'kms_key_id', suggestion: alias }),
    ...warnings,
    ...conditionWarnings(conditions),
  ]
  return { text, warnings: remarks }
}

function providers(region: string | undefined): string {
  return `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}
${region && isExpressible(region) ? `\nprovider "aws" {\n  region = ${quoted(region)}\n}\n` : ''}`
}

/** Without its key a seal never opens again, so nothing here lets one be destroyed in passing. */
function keyResource(policy: string): string {
  return `resource "aws_kms_key" "seal" {
  description             = "Wraps the root key behind an awskms seal"
  key_usage               = "ENCRYPT_DECRYPT"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode(${policy})

  lifecycle {
    prevent_destroy = true
  }
}
`
}

function aliasResource(alias: string): string {
  return `resource "aws_kms_alias" "seal" {\n  name          = ${quoted(alias)}\n  target_key_id = aws_kms_key.seal.key_id\n}\n`
}

/** The alias that the seal names already; another one would leave its stanza with the old key. */
function aliasName(reference: string): string {
  const name = /(?:^|:)(alias\/.+)$/s.exec(reference)?.[1]
  return name && !name.startsWith('alias/aws/') && isExpressible(name) ? name : 'alias/REPLACE_name'
}

function asExpression({ Principal, Condition, Sid, Effect, Action, Resource }: Statement): Expression {
  return {
    Sid,
    Effect,
    ...(Principal && { Principal: { AWS: Principal.AWS } }),
    Action,
    Resource,
    ...(Condition && { Condition }),
  }
}

type Expression = string | readonly Expression[] | { readonly [key: string]: Expression }

function expression(value: Expression, indent: string): string {
  const inner = `${indent}  `
  if (typeof value === 'string') return value === administrator ? `"${value}"` : quoted(value)
  if (isList(value)) return `[\n${value.map((each) => `${inner}${expression(each, inner)},\n`).join('')}${indent}]`
  const entries = Object.entries(value).map(([key, each]) => ({ key: name(key), text: expression(each, inner) }))
  const lines = entries.map(({ key, text }, index) => `${inner}${key.padEnd(widthAt(entries, index))} = ${text}\n`)
  return `{\n${lines.join('')}${indent}}`
}

function isList(value: Expression): value is readonly Expression[] {
  return Array.isArray(value)
}

function name(key: string): string {
  return /^[A-Za-z]\w*$/.test(key) ? key : quoted(key)
}

/** Terraform's formatter puts the equals signs of neighbours on one line each into one column. */
function widthAt(entries: readonly { key: string; text: string }[], index: number): number {
  const breaks = entries.flatMap(({ text }, at) => (text.includes('\n') ? [at] : []))
  if (breaks.includes(index)) return 0
  const from = (breaks.findLast((at) => at < index) ?? -1) + 1
  const to = breaks.find((at) => at > index) ?? entries.length
  return Math.max(...entries.slice(from, to).map(({ key }) => key.length))
}

function isExpressible(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** A string in which nothing is a template, and nothing is hidden. */
export function quoted(text: string): string {
  const escapes = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[$%](?=\{)/g, '$&$&')
  return `"${escapes.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const hidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g
