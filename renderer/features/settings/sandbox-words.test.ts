import { expect, it } from 'vitest'
import { aheadText, faultCountText, remainingText, slownessText, wholeNumber } from './sandbox-words.ts'

it('says how the time stands', () => {
  expect([undefined, 0, 1, 1000].map(aheadText)).toEqual([
    'As on this machine',
    'As on this machine',
    '1 day ahead of this machine',
    '1,000 days ahead of this machine',
  ])
})

it('counts faults, calls and milliseconds', () => {
  expect([faultCountText(0), faultCountText(2)]).toEqual(['None active', '2 active'])
  expect([remainingText(undefined), remainingText(1), remainingText(1200)]).toEqual([
    'Every call until it is removed',
    '1 more call',
    '1,200 more calls',
  ])
  expect([slownessText(0), slownessText(1500)]).toEqual(['Changes are seen at once', 'Changes are seen after 1,500 ms'])
})

it('takes whole numbers within their bounds and nothing else', () => {
  expect(['1', ' 30 ', '3650'].map((text) => wholeNumber(text, 1, 3650))).toEqual([1, 30, 3650])
  for (const text of ['', '0', '3651', '1.5', '1e2', '-1', '0x10', 'ten', '99999999999'])
    expect(wholeNumber(text, 1, 3650), text).toBeUndefined()
})
