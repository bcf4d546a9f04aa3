import type { Problem } from '../../shared/domain/problem.ts'
import { utc } from './words.ts'

/** A finding in words: the finding itself without a full stop, and what follows from it. */
export interface ProblemWords {
  title: (problem: Problem) => string
  meaning: (problem: Problem) => string
}

/** A fact behind the finding, as text. */
export const fact = ({ evidence }: Problem, name: string): string | undefined =>
  Object.hasOwn(evidence, name) ? String(evidence[name]) : undefined

/** " at 2026-12-01 08:30 UTC", where the finding knows when. */
export function at(problem: Problem, name: string): string {
  const instant = fact(problem, name)
  return instant ? ` at ${utc(instant)}` : ''
}

/** ": VALUE", where the finding knows one. */
export function colon(problem: Problem, name: string): string {
  const value = fact(problem, name)
  return value ? `: ${value}` : ''
}

/** The parameter that the finding is about, as a title begins with it. */
export const parameter = ({ key }: Problem): string => key ?? 'A parameter'

/** The suggestion, or words that stand for it. */
export const suggested = ({ suggestion }: Problem, otherwise: string): string => suggestion ?? otherwise
