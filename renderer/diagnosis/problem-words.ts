import type { Problem } from '../../shared/domain/problem.ts'
import { awsFileWords } from './aws-file-words.ts'
import { exportWords } from './export-words.ts'
import { fitnessWords } from './fitness-words.ts'
import { lintWords } from './lint-words.ts'
import type { ProblemWords } from './problem.ts'

const catalog: Readonly<Record<string, ProblemWords>> = { ...fitnessWords, ...exportWords, ...awsFileWords }

export interface Words {
  title: string
  meaning: string
}

/** Words for a finding from any list but lint's; a code without words reads as itself, never as nothing. */
export function problemWords(problem: Problem): Words {
  return wordsFrom(catalog, problem)
}

/** Words for a finding about a configuration file, where some codes say something else than about an export. */
export function configProblemWords(problem: Problem): Words {
  return wordsFrom(lintWords, problem)
}

/** Words from one list; a code without words reads as itself, never as nothing. */
export function wordsFrom(list: Readonly<Record<string, ProblemWords>>, problem: Problem): Words {
  const words = Object.hasOwn(list, problem.code) ? list[problem.code] : undefined
  if (!words) return { title: problem.code.replaceAll('-', ' '), meaning: '' }
  return { title: words.title(problem), meaning: words.meaning(problem) }
}
