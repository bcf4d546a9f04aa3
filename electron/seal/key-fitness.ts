/**
 * Whether a KMS key may be a seal key, from its description alone. The servers check none of it at start: a disabled or
 * asymmetric key passes and fails at the first Encrypt or Decrypt, which for an init is too late.
 */
import type { FitnessFindingCode, KeyFitness } from '../../shared/domain/fitness.ts'
import type { KeyDescription } from '../../shared/domain/kms-key.ts'
import type { Facts, Severity } from '../../shared/domain/problem.ts'

type Finding = KeyFitness['findings'][number]
type Rule = (key: KeyDescription) => Finding | undefined

/** Judges a key: `unfit` where a server could not encrypt or decrypt with it, `risky` where it can until something foreseeable happens. */
export function keyFitness(key: KeyDescription): KeyFitness {
  const findings = rules.map((rule) => rule(key)).filter((finding) => finding !== undefined)
  return { verdict: verdictOf(findings), findings }
}

const rules: readonly Rule[] = [ofState, ofSpec, ofUsage, ofManager, ofOrigin, ofRegions]

function verdictOf(findings: Finding[]): KeyFitness['verdict'] {
  const severities = new Set(findings.map((finding) => finding.severity))
  if (severities.has('error')) return 'unfit'
  return severities.has('warning') ? 'risky' : 'fit'
}

function ofState(key: KeyDescription): Finding | undefined {
  switch (key.state) {
    case 'Enabled':
    case 'Updating':
      return undefined
    case 'Disabled':
      return finding('key-disabled', 'error', { state: key.state })
    case 'PendingDeletion':
    case 'PendingReplicaDeletion':
      return finding('key-pending-deletion', 'error', { state: key.state, ...defined('deletionAt', key.deletionAt) })
    case 'PendingImport':
      return finding('key-pending-import', 'error', { state: key.state })
    case 'Unavailable':
      return finding('key-unavailable', 'error', { state: key.state })
    case 'Creating':
      return finding('key-creating', 'error', { state: key.state })
    default:
      return finding('key-state-unknown', 'warning', { state: key.state })
  }
}

function ofSpec(key: KeyDescription): Finding | undefined {
  if (key.spec === 'SYMMETRIC_DEFAULT') return undefined
  return finding('key-not-symmetric', 'error', { spec: key.spec })
}

function ofUsage(key: KeyDescription): Finding | undefined {
  if (key.usage === 'ENCRYPT_DECRYPT') return undefined
  return finding('key-usage-not-encryption', 'error', { usage: key.usage })
}

function ofManager(key: KeyDescription): Finding | undefined {
  return key.manager === 'AWS' ? finding('key-managed-by-aws', 'error', { manager: key.manager }) : undefined
}

function ofOrigin(key: KeyDescription): Finding | undefined {
  const { origin, expiresAt } = key
  switch (origin) {
    case 'AWS_KMS':
      return undefined
    case 'EXTERNAL':
      return expiresAt === undefined
        ? finding('key-material-imported', 'info', { origin })
        : finding('key-material-expires', 'warning', { origin, expiresAt })
    case 'AWS_CLOUDHSM':
      return finding('key-in-cloudhsm', 'warning', { origin })
    case 'EXTERNAL_KEY_STORE':
      return finding('key-outside-aws', 'warning', { origin })
    default:
      return finding('key-origin-unknown', 'info', { origin })
  }
}

/** Replicas decrypt each other's blobs, but each has an ARN of its own, so that moving to one means a rewrap. */
function ofRegions(key: KeyDescription): Finding | undefined {
  return key.multiRegion ? finding('key-multi-region', 'info', { keyArn: key.keyArn }) : undefined
}

function finding(code: FitnessFindingCode, severity: Severity, evidence: Facts): Finding {
  return { code, severity, evidence }
}

function defined(name: string, value: string | undefined): Facts {
  return value === undefined ? {} : { [name]: value }
}
