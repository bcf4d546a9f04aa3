/**
 * Conditions of a policy statement. All operators must hold; of an operator's values one is enough, or none for its
 * negation. A key that the request does not have makes a condition fail, and a negated or `IfExists` one hold; of
 * no value at all, `ForAnyValue` never holds.
 */
import { escaped, matchesPattern, unescaped } from './wildcard.ts'

/** The values of a condition key in a request, by its name in lower case. */
export type RequestFacts = (key: string) => readonly string[] | undefined

export interface Condition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

type Comparison = (wanted: string, actual: string) => boolean

const equal: Comparison = (wanted, actual) => unescaped(wanted) === actual
const equalIgnoringCase: Comparison = (wanted, actual) => unescaped(wanted).toLowerCase() === actual.toLowerCase()
const numeric =
  (holds: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    holds(Number(actual), Number(wanted))

/** Each of the six parts by itself: a star does not reach over a colon, but for the last part, which is the rest. */
function matchesARN(wanted: string, actual: string): boolean {
  const [patterns, parts] = [partsOf(wanted), partsOf(actual)]
  return (
    patterns.length === parts.length && patterns.every((pattern, index) => matchesPattern(pattern, parts[index] ?? ''))
  )
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])]
}

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: matchesPattern,
  ArnEquals: matchesARN,
  ArnLike: matchesARN,
  Bool: equalIgnoringCase,
  NumericEquals: numeric((actual, wanted) => actual === wanted),
  NumericLessThan: numeric((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
}

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
}

interface Operator {
  readonly name: string
  readonly set: 'any' | 'all' | undefined
  readonly ifExists: boolean
}

function readOperator(text: string): Operator {
  const [, set, name = '', ifExists] = /^(?:For(Any|All)(?:Value|Values):)?(.*?)(IfExists)?$/.exec(text) ?? []
  const sets = { Any: 'any', All: 'all' } as const
  return { name, set: set === 'Any' || set === 'All' ? sets[set] : undefined, ifExists: ifExists !== undefined }
}

/** Whether the operator is one that is evaluated here. A policy with another one must be refused, not stored. */
export function isKnownOperator(text: string): boolean {
  const { name } = readOperator(text)
  return name === 'Null' || Object.hasOwn(comparisons, name) || Object.hasOwn(negations, name)
}

export function conditionHolds({ operator, key, values }: Condition, facts: RequestFacts): boolean {
  const { name, set, ifExists } = readOperator(operator)
  const actual = facts(key.toLowerCase())
  if (name === 'Null') return values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined))
  if (actual === undefined || actual.length === 0)
    return ifExists || set === 'all' || (set === undefined && Object.hasOwn(negations, name))
  const wanted = values.map((value) => withVariables(value, facts))
  const holds = (value: string) => compare(name, wanted, value)
  return set === 'all' ? actual.every(holds) : actual.some(holds)
}

function compare(name: string, wanted: readonly string[], actual: string): boolean {
  const negated = negations[name]
  if (negated !== undefined) return !compare(negated, wanted, actual)
  const comparison = comparisons[name]
  return comparison !== undefined && wanted.some((value) => comparison(value, actual))
}

/**
 * Puts a request's values where a policy names them, `${aws:username}`. An absent one leaves what matches nothing. What is
 * put in, and `${*}`, `${?}` and `${$}`, stand for themselves and are no wildcards.
 */
export function withVariables(text: string, facts: RequestFacts): string {
  if (!text.includes('${')) return text
  return text.replace(/\$\{([^},]+)(?:,\s*'([^']*)')?\}/g, (whole, name: string, fallback?: string) => {
    if (name === '*' || name === '?' || name === '$') return escaped(name)
    const value = facts(name.trim().toLowerCase())?.[0] ?? fallback
    return value === undefined ? whole : escaped(value)
  })
}
