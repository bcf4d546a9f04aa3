import { engineText } from '../../../shared/domain/engine.ts'
import type { LastCheck, SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { connectionText } from '../../client/connection-words.ts'
import type { SealCheck } from '../../client/contract-types.ts'
import { stepWords } from './check-steps.ts'

/** A finished check as plain text, to paste into a ticket. It holds no secret: nothing that arrives in the page does. */
export function checkReport(seal: SavedSeal, check: SealCheck, { subject, at }: LastCheck): string {
  const head = [
    ['Seal', seal.name],
    ['Server', engineText(seal.engine)],
    ['Checked as', connectionText(subject.connection)],
    ['Caller', check.callerArn],
    ['Key', subject.kmsKeyId],
    ['Key ARN', check.keyArn],
    ['Key material', check.keyMaterialId],
    ['Time', at],
    ['Verdict', check.verdict],
  ].flatMap(([name, value]) => (value ? [`${`${name}:`.padEnd(14)}${value}`] : []))
  return [...head, '', ...check.steps.flatMap(stepText), ''].join('\n')
}

function stepText({ step, outcome, durationMs, requestId, diagnosis }: SealCheck['steps'][number]): string[] {
  const time = outcome === 'skipped' ? '' : `${Math.round(durationMs)} ms`
  const line = [stepWords[step].title.padEnd(14), outcome.padEnd(8), time.padStart(8), requestId ?? '']
    .join(' ')
    .trimEnd()
  if (!diagnosis) return [line]
  const { awsError, httpStatus, awsMessage } = diagnosis.evidence
  const facts = [diagnosis.code, awsError, httpStatus && `HTTP ${httpStatus}`, awsMessage].filter(Boolean)
  return [line, `    ${facts.join(' · ')}`]
}
