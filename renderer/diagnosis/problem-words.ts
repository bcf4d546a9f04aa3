import type { Problem } from '../../shared/domain/problem.ts'
import { awsFileWords } from './aws-file-words.ts'
import { exportWords } from './export-words.ts'
import { fitnessWords } from './fitness-words.ts'
import type { ProblemWords } from './problem.ts'

const catalog: Readonly<Record<string, ProblemWords>> = { ...fitnessWords, ...exportWords, ...awsFileWords }

/** Words for a finding from any list; a code without words reads as itself, never as nothing. */
export function problemWords(problem: Problem): { title: string; meaning: string } {
  const words = Object.hasOwn(catalog, problem.code) ? catalog[problem.code] : undefined
  if (!words) return { title: problem.code.replaceAll('-', ' '), meaning: '' }
  return { title: words.title(problem), meaning: words.meaning(problem) }
}
