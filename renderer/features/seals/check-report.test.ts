import { expect, it } from 'vitest'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { checkReport } from './check-report.ts'

const seal: SavedSeal = {
  id: 's1',
  name: 'Payments',
  engine: { product: 'vault', version: '1.21.4' },
  connection: { kind: 'profile', profile: 'prod' },
  parameters: { kms_key_id: 'alias/vault-unseal' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

it('writes the verdict, each step with its request id, and AWS’s own words for a failure', () => {
  const report = checkReport(
    seal,
    {
      verdict: 'fail',
      callerArn: 'arn:aws:iam::111122223333:user/dev',
      steps: [
        { step: 'credentials', outcome: 'passed', durationMs: 12.4, requestId: 'req-1' },
        {
          step: 'describe',
          outcome: 'failed',
          durationMs: 30,
          requestId: 'req-2',
          diagnosis: {
            code: 'permission-denied',
            retry: 'after-fix',
            evidence: { awsError: 'AccessDeniedException', httpStatus: 400, awsMessage: 'not authorized' },
          },
        },
        { step: 'fitness', outcome: 'skipped', durationMs: 0 },
      ],
    },
    {
      verdict: 'fail',
      at: '2026-02-03T04:05:06.000Z',
      subject: { connection: { kind: 'profile', profile: 'stage' }, kmsKeyId: 'alias/checked' },
    },
  )
  expect(report).toContain('Checked as:   Profile stage\n')
  expect(report).toContain('Key:          alias/checked\n')
  expect(report).toContain('Time:         2026-02-03T04:05:06.000Z\n')
  expect(report).toContain('Credentials    passed      12 ms req-1\n')
  expect(report).toContain('    permission-denied · AccessDeniedException · HTTP 400 · not authorized\n')
  expect(report).toMatch(/Fitness +skipped\n/)
  expect(report).not.toContain('Key material')
})
