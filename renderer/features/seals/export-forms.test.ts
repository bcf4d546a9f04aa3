import { expect, it } from 'vitest'
import { exportForms } from '../../../shared/domain/export-form.ts'
import { formGroups } from './export-forms.ts'

it('offers every form once', () => {
  const offered = formGroups.flatMap(({ forms }) => forms)
  expect(offered.toSorted()).toEqual([...exportForms].sort())
})
