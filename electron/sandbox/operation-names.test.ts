import { expect, test } from 'vitest'
import { sandboxOperations } from '../../shared/domain/sandbox-kms.ts'
import { operations } from './operations/table.ts'
import { openActions, signedActions } from './sts/actions.ts'

test('the names that the app offers for faults are those that the sandbox serves', () => {
  expect([...operations.keys()].sort()).toEqual([...sandboxOperations.kms])
  expect([...signedActions.keys(), ...openActions.keys()].sort()).toEqual([...sandboxOperations.sts])
})
