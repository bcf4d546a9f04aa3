/**
 * Policy documents in the IAM language: read once, refused where they say something that would not be evaluated, and
 * asked which of their statements speak about a request. Who may do what in the end is decided in access.ts.
 */
import { type Condition, conditionHolds, isKnownOperator, type RequestFacts, withVariables } from './condition.ts'
import { matchesPattern } from './wildcard.ts'

/** `key` and `trust` policies belong to a resource and name principals; an `identity` policy belongs to one. */
export type PolicyKind = 'key' | 'trust' | 'identity'

interface Names {
  readonly values: readonly string[]
  /** For NotPrincipal, NotAction and NotResource. */
  readonly negated: boolean
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly principals: Names | undefined
  readonly actions: Names
  readonly resources: Names
  readonly conditions: readonly Condition[]
}

export class PolicyProblem extends Error {}

type Member = Readonly<Record<string, unknown>>

const maxStatements = 500
/** By the text itself: it is looked up for every request, and a text that is made for it would be hashed each time. */
const parsed: Record<PolicyKind, Map<string, readonly Statement[]>> = {
  key: new Map(),
  trust: new Map(),
  identity: new Map(),
}

/** Statements of a policy text. Throws a PolicyProblem. Texts repeat, so what was read is kept. */
export function readPolicy(text: string, kind: PolicyKind): readonly Statement[] {
  const known = parsed[kind].get(text)
  if (known) return known
  const statements = readStatements(text, kind)
  if (parsed[kind].size >= 512) parsed[kind].clear()
  parsed[kind].set(text, statements)
  return statements
}

function readStatements(text: string, kind: PolicyKind): readonly Statement[] {
  const document = asMember(parseJSON(text), 'Policy is not a JSON object')
  if (document.Version !== undefined && document.Version !== '2012-10-17' && document.Version !== '2008-10-17')
    throw new PolicyProblem('Invalid policy version')
  const statements = asList(document.Statement)
  if (statements.length === 0 || statements.length > maxStatements)
    throw new PolicyProblem('Policy statement must contain at least one statement')
  return statements.map((statement) => readStatement(asMember(statement, 'Statement is not an object'), kind))
}

function readStatement(statement: Member, kind: PolicyKind): Statement {
  const { Effect: effect } = statement
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyProblem('Statement effect must be Allow or Deny')
  const actions = names(statement, 'Action')
  if (!actions) throw new PolicyProblem('Policy statement must contain actions.')
  const resources = names(statement, 'Resource')
  if (!resources && kind !== 'trust') throw new PolicyProblem('Policy statement must contain resources.')
  return {
    effect,
    principals: kind === 'identity' ? undefined : principalNames(statement),
    actions: { ...actions, values: actions.values.map((action) => action.toLowerCase()) },
    resources: resources ?? { values: ['*'], negated: false },
    conditions: readConditions(statement.Condition),
  }
}

function names(statement: Member, element: string): Names | undefined {
  const plain = statement[element]
  const negated = statement[`Not${element}`]
  if (plain !== undefined && negated !== undefined)
    throw new PolicyProblem(`Statement has both ${element} and Not${element}`)
  const value = plain ?? negated
  return value === undefined ? undefined : { values: texts(value, element), negated: negated !== undefined }
}

/** `"*"`, or an object whose AWS, Service and Federated members are read as one list. */
function principalNames(statement: Member): Names {
  const value = statement.Principal ?? statement.NotPrincipal
  if (value === undefined) throw new PolicyProblem('Policy statement must contain principals.')
  const negated = statement.Principal === undefined
  if (value === '*') return { values: ['*'], negated }
  const members = Object.entries(asMember(value, 'Invalid principal in policy'))
  const values = members.flatMap(([kind, member]) => {
    if (kind !== 'AWS' && kind !== 'Service' && kind !== 'Federated')
      throw new PolicyProblem('Invalid principal in policy')
    return texts(member, 'principal')
  })
  if (values.length === 0) throw new PolicyProblem('Policy statement must contain principals.')
  return { values, negated }
}

function readConditions(value: unknown): Condition[] {
  if (value === undefined) return []
  return Object.entries(asMember(value, 'Condition is not an object')).flatMap(([operator, keys]) => {
    if (!isKnownOperator(operator)) throw new PolicyProblem(`Invalid condition operator: ${operator}`)
    return Object.entries(asMember(keys, 'Condition is not an object')).map(([key, wanted]) => {
      return { operator, key, values: texts(wanted, 'condition') }
    })
  })
}

/** The effects of the statements that speak about the request, each with the principals it names. */
export function* speaking(
  statements: readonly Statement[],
  request: { action: string; resource: string; facts: RequestFacts },
): Generator<Statement> {
  const action = request.action.toLowerCase()
  for (const statement of statements) {
    const { actions, resources, conditions } = statement
    if (actions.values.some((pattern) => matchesPattern(pattern, action)) === actions.negated) continue
    const named = resources.values.some((pattern) => isNamed(pattern, request.resource, request.facts))
    if (named === resources.negated) continue
    if (conditions.every((condition) => conditionHolds(condition, request.facts))) yield statement
  }
}

function isNamed(pattern: string, resource: string, facts: RequestFacts): boolean {
  return matchesPattern(withVariables(pattern, facts), resource)
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PolicyProblem('Policy contains invalid Json')
  }
}

function asMember(value: unknown, problem: string): Member {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Member
  throw new PolicyProblem(problem)
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined ? [] : [value]
}

/** One text or several; numbers and booleans are written out, as AWS takes them. */
function texts(value: unknown, element: string): string[] {
  const list = asList(value)
  if (list.length === 0) throw new PolicyProblem(`Statement has an empty ${element}`)
  return list.map((item) => {
    if (typeof item === 'string') return item
    if (typeof item === 'number' || typeof item === 'boolean') return String(item)
    throw new PolicyProblem(`Statement has an invalid ${element}`)
  })
}
