/** Findings about the role and the keys that a seal signs with. */
import { roleNameOf } from '../chain.ts'
import { type SealRule, tells, warns } from './finding.ts'

const keyOutcomes = ['static', 'environment', 'shared-credentials-file', 'profile']

const unusedRole: SealRule = (subject) => {
  const key = 'role_arn'
  const role = subject.text(key)
  const { credential } = subject.seal
  if (role === '' || credential.outcome === 'error' || credential.role === roleNameOf(role)) return []
  return [warns('role-without-effect', { key, line: subject.line(key), evidence: { outcome: credential.outcome } })]
}

/** The first SDK tries the role although keys win. */
const triedRole: SealRule = (subject) => {
  const isRole = subject.text('role_arn') !== '' || subject.environment.read('AWS_ROLE_ARN') !== ''
  if (subject.isOnSecondSdk || !isRole || !keyOutcomes.includes(subject.seal.credential.outcome)) return []
  return [tells('role-calls-sts-anyway', { key: 'role_arn', line: subject.line('role_arn') })]
}

const shortRole: SealRule = (subject) => {
  if (subject.isOnSecondSdk || subject.seal.credential.outcome !== 'assumed-role') return []
  return [warns('role-expires', { key: 'role_arn', line: subject.line('role_arn'), evidence: { minutes: 15 } })]
}

const emptiedExternalId: SealRule = (subject) => {
  const { outcome, role } = subject.seal.credential
  const isTuned = subject.text('role_arn') !== '' && subject.text('web_identity_token_file') === ''
  if (!subject.isOnSecondSdk || !isTuned || outcome !== 'assumed-role') return []
  return [
    warns('role-external-id-emptied', {
      key: 'role_arn',
      line: subject.line('role_arn'),
      evidence: { role: role ?? '' },
    }),
  ]
}

export const credentialRules: readonly SealRule[] = [unusedRole, triedRole, shortRole, emptiedExternalId]
