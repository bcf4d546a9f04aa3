import type { EffectiveConfiguration, EffectiveSeal } from '../../../../shared/domain/effective-configuration.ts'
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

/** The whole answer as plain text, for a ticket or a chat. It holds what the screen holds, and no secret. */
export function effectiveReport(engine: Engine, { seals, error, problems }: EffectiveConfiguration): string {
  const findings = problems.map((problem) => {
    const { title, meaning } = effectiveProblemWords(problem)
    return `- ${problem.severity}${problem.line ? `, line ${problem.line}` : ''}: ${title}. ${meaning}`
  })
  return [
    `Effective settings on ${engineText(engine)}`,
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
    ...set.map((setting) => `  ${setting.name.padEnd(width)}  ${valueText(setting)}`),
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
  const candidates = origin.candidates.map((each) => `${each.value ?? '(not shown)'} [${plainOriginText(each.origin)}]`)
  return `one of ${candidates.join(', ')}`
}
