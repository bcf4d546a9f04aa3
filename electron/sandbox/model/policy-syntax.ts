/**
 * What a key policy must be to be taken: only elements that IAM knows, principals in the forms that KMS takes, and variables
 * in theirs. Asked when a policy is given; one that is stored already is only evaluated, in policy.ts.
 */
import { PolicyProblem } from './policy.ts'

const documentElements = ['Version', 'Id', 'Statement']
const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]

/** The principals of a key policy that has been read. Throws a PolicyProblem for what KMS would not take. */
export function checkKeyPolicySyntax(text: string): string[] {
  const document = JSON.parse(text) as { Statement: unknown }
  requireKnown(document, documentElements)
  const statements = listOf(document.Statement)
  for (const statement of statements) requireKnown(statement as object, statementElements)
  for (const [, name = ''] of text.matchAll(/\$\{([^}]*)\}/g)) requireVariable(name)
  return statements.flatMap((statement) => principalsOf(statement as Record<string, unknown>))
}

function requireKnown(value: object, elements: readonly string[]): void {
  const unknown = Object.keys(value).find((name) => !elements.includes(name))
  if (unknown !== undefined) throw new PolicyProblem(`Policy contains an unknown element: ${unknown}`)
}

/** A name with its service before it, as condition keys have it, or one of the marks that stand for themselves. */
function requireVariable(name: string): void {
  if (/^[*?$]$/.test(name) || /^(aws|kms|sts|iam|saml):[^,:]+(, *'[^']*')?$/i.test(name.replaceAll('\\"', '"'))) return
  throw new PolicyProblem(`Policy contains an unknown variable: ${name}`)
}

const forms: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:aws(-[a-z]+)*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/[^*?]+))$/,
  Service: /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/,
  Federated: /^[\w.:/-]+$/,
}

function principalsOf(statement: Record<string, unknown>): string[] {
  const value = statement.Principal ?? statement.NotPrincipal
  if (value === '*') return []
  return Object.entries(value as object).flatMap(([kind, member]) => {
    const names = listOf(member).map(String)
    if (!names.every((name) => forms[kind]?.test(name))) throw invalidPrincipals()
    return kind === 'AWS' ? names : []
  })
}

export function invalidPrincipals(): PolicyProblem {
  return new PolicyProblem('Policy contains a statement with one or more invalid principals.')
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}
