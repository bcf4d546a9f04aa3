import { keyReferenceRegion } from '../../../shared/domain/key-reference.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { goBoolean } from '../../hcl/stanzas.ts'
import { warning } from './warning.ts'

/** What is to be said about a seal as a whole, in whichever form it is written. */
export function wholeSealWarnings(parameters: LooseSealParameters, release: Release): Problem[] {
  const { kms_key_id: key, region } = parameters
  const keyRegion = key ? keyReferenceRegion(key) : undefined
  const keyOptional = goBoolean(parameters.key_not_required ?? '') === true
  const remarks: [Problem, boolean][] = [
    [warning('key-id-missing', { key: 'kms_key_id', suggestion: 'VAULT_AWSKMS_SEAL_KEY_ID' }), !key && !keyOptional],
    [warning('region-missing', { key: 'region', severity: 'info', suggestion: keyRegion ?? 'AWS_REGION' }), !region],
    [
      warning('region-differs-from-key', {
        key: 'region',
        ...(keyRegion === undefined ? {} : { suggestion: keyRegion }),
        evidence: { region: region ?? '', keyRegion: keyRegion ?? '' },
      }),
      Boolean(region && keyRegion && region !== keyRegion),
    ],
    [
      warning('release-assumed', { severity: 'info', evidence: { from: release.from } }),
      release.confidence === 'assumed',
    ],
  ]
  return remarks.filter(([, applies]) => applies).map(([problem]) => problem)
}
