import type {
  EffectiveConfiguration,
  EffectiveSeal,
  PlainOrigin,
} from '../../../../shared/domain/effective-configuration.ts'
import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import { effectiveProblemWords } from '../../../diagnosis/effective-problem-words.ts'
import {
  activationWords,
  effectiveReasonWords,
  linkWords,
  originText,
  outcomeWords,
  plainOriginText,
} from '../../../diagnosis/effective-words.ts'

/** What one server makes of a configuration. */
export interface ServerAnswer {
  engine: Engine
  answer: EffectiveConfiguration
}

/** The answers of all servers as plain text, for a ticket or a chat. It holds what the screen holds, and no secret. */
export const effectiveReport = (servers: readonly ServerAnswer[], isBare: boolean): string =>
  servers.map((server) => serverReport(server, isBare)).join('\n')

/** The same for programs: a list with an object for each server. */
export const effectiveJson = (servers: readonly ServerAnswer[]): string =>
  `${JSON.stringify(
    servers.map(({ engine, answer }) => ({ engine, ...answer })),
    null,
    2,
  )}\n`

function serverReport({ engine, answer: { seals, error, problems } }: ServerAnswer, isBare: boolean): string {
  const findings = problems.map((problem) => {
    const { title, meaning } = effectiveProblemWords(problem)
    return `- ${problem.severity}${problem.line ? `, line ${problem.line}` : ''}: ${title}. ${meaning}`
  })
  return [
    `Effective settings on ${engineText(engine)}${isBare ? ', with an empty environment' : ''}`,
    ...(error === undefined ? [] : ['', 'The server would not start:', error]),
    ...seals.flatMap((seal) => ['', ...sealLines(seal)]),
    ...(findings.length === 0 ? [] : ['', 'Findings', ...findings]),
    '',
  ].join('\n')
}

function sealLines({ type, line, activation, settings, credential }: EffectiveSeal): string[] {
  const { outcome, accessKeyId, role, trace } = credential
  const set = settings.filter(({ origin }) => origin.kind !== 'not-set')
  const width = Math.max(0, ...set.map(({ name }) => name.length))
  const facts = [accessKeyId, role && `role ${role}`].filter((each) => each !== undefined)
  return [
    `Seal ${type}${line ? `, line ${line}` : ''}. ${activationWords[activation]}.`,
    ...set.flatMap((setting) => [
      `  ${setting.name.padEnd(width)}  ${valueText(setting)}`,
      ...setting.overridden.map((each) => `  ${' '.repeat(width)}  not ${candidateText(each)}`),
    ]),
    ...(settings.length === 0 ? [] : [`  ${[outcomeWords[outcome], ...facts].join(', ')}.`]),
    ...trace.map(
      ({ link, outcome: did, reason, origin }) =>
        `    ${linkWords[link]}: ${did}, ${effectiveReasonWords[reason]}${
          origin && origin.kind !== 'not-set' ? ` (${plainOriginText(origin)})` : ''
        }`,
    ),
  ]
}

function valueText({ value, origin }: EffectiveSeal['settings'][number]): string {
  if (origin.kind !== 'ambiguous') return `${value ?? '(not shown)'}  [${originText(origin)}]`
  return `one of ${origin.candidates.map(candidateText).join(', ')}`
}

const candidateText = ({ value, origin }: { value?: string | undefined; origin: PlainOrigin }) =>
  `${value ?? '(not shown)'} [${plainOriginText(origin)}]`
