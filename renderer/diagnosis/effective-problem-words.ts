import type { Problem } from '../../shared/domain/problem.ts'
import { effectiveFindingWords } from './effective-finding-words.ts'
import { environmentFindingWords } from './effective-words.ts'
import { type Words, wordsFrom } from './problem-words.ts'

/** Words for a finding about what a server really uses, or about a text of its environment. */
export function effectiveProblemWords(problem: Problem): Words {
  return wordsFrom({ ...environmentFindingWords, ...effectiveFindingWords }, problem)
}
