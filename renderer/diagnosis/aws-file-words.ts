import type { AwsFileProblem } from '../../shared/domain/chain-reason.ts'
import { colon, type ProblemWords } from './problem.ts'

export const awsFileWords: Record<AwsFileProblem, ProblemWords> = {
  'section-malformed': {
    title: () => 'A section header is not closed',
    meaning: () => 'It begins with [ and has no ]. What follows belongs to no profile.',
  },
  'section-name-invalid': {
    title: (p) => `The name of a section cannot be read${colon(p, 'section')}`,
    meaning: () => 'The section is ignored.',
  },
  'section-without-prefix': {
    title: (p) => `A section of the config file lacks the word profile${colon(p, 'section')}`,
    meaning: () => 'The config file names profiles as [profile NAME]; this one is ignored.',
  },
  'section-prefix-in-credentials': {
    title: (p) => `A section of the credentials file has the word profile${colon(p, 'section')}`,
    meaning: () => 'The credentials file names profiles as [NAME]; this one is ignored.',
  },
  'section-duplicate': {
    title: (p) => `A section is there twice${colon(p, 'section')}`,
    meaning: () => 'Their entries are taken together; of an entry in both, the later one counts.',
  },
  'section-outdone': {
    title: (p) => `A section has no effect${colon(p, 'section')}`,
    meaning: () => 'Another spelling of the same profile goes before it.',
  },
  'entry-outside-section': {
    title: () => 'An entry stands before the first section',
    meaning: () => 'It belongs to no profile and is ignored.',
  },
  'entry-malformed': {
    title: () => 'A line is no entry',
    meaning: () => 'An entry is NAME = VALUE. The line is ignored.',
  },
  'entry-name-missing': {
    title: () => 'An entry has no name',
    meaning: () => 'The line is ignored.',
  },
  'entry-name-invalid': {
    title: () => 'The name of an entry cannot be read',
    meaning: () => 'The line is ignored.',
  },
  'entry-duplicate': {
    title: (p) => `An entry is there twice${p.key ? `: ${p.key}` : ''}`,
    meaning: () => 'The later one counts.',
  },
  'continuation-misplaced': {
    title: () => 'An indented line continues nothing',
    meaning: () => 'The line is ignored.',
  },
  'byte-order-mark': {
    title: () => 'The file begins with a byte order mark',
    meaning: () => 'Some tools do not find its first section.',
  },
}
