import { describe, expect, test } from 'vitest'
import { Activity } from './activity.ts'

const noted = (count: number): Activity => {
  const activity = new Activity(Date.now)
  for (let number = 1; number <= count; number++) {
    const requestId = `r${number}`
    activity.note({
      at: number,
      operation: 'Encrypt',
      status: 200,
      result: 'ok',
      userAgent: '',
      requestId,
      durationMs: 1,
    })
  }
  return activity
}
const following = (activity: Activity, requestId: string | undefined, limit = 1000) => {
  const { requests, continues } = activity.logAfter(requestId, limit)
  return { ids: requests.map((request) => request.requestId), continues }
}

describe('the requests after one', () => {
  test('are those that came later, newest first', () => {
    expect(following(noted(4), 'r2')).toEqual({ ids: ['r4', 'r3'], continues: true })
    expect(following(noted(4), 'r4')).toEqual({ ids: [], continues: true })
  })

  test('are the latest of all where that one is unknown, which breaks the row', () => {
    expect(following(noted(3), undefined, 2)).toEqual({ ids: ['r3', 'r2'], continues: false })
    expect(following(noted(3), 'of another run', 2)).toEqual({ ids: ['r3', 'r2'], continues: false })
    expect(following(noted(0), 'r1')).toEqual({ ids: [], continues: false })
  })

  test('break the row when there are more than asked for, or than are remembered', () => {
    expect(following(noted(5), 'r1', 3)).toEqual({ ids: ['r5', 'r4', 'r3'], continues: false })
    const flooded = following(noted(2500), 'r1400')
    expect(flooded.continues).toBe(false)
    expect(flooded.ids).toHaveLength(1000)
    expect(following(noted(2500), 'r1500')).toMatchObject({ continues: true })
  })
})
