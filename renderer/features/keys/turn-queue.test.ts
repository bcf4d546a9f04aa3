import { describe, expect, it } from 'vitest'
import { TurnQueue } from './turn-queue.ts'

describe('TurnQueue', () => {
  it('starts as many as its limit and the next one when a turn comes back', () => {
    const queue = new TurnQueue(2)
    const started: string[] = []
    const [endA] = ['a', 'b', 'c', 'd'].map((name) => queue.request(() => started.push(name)))
    expect(started).toEqual(['a', 'b'])
    endA?.()
    endA?.()
    expect(started).toEqual(['a', 'b', 'c'])
  })

  it('forgets one that leaves the line before its turn', () => {
    const queue = new TurnQueue(1)
    const started: string[] = []
    const [endA, leaveB] = ['a', 'b', 'c'].map((name) => queue.request(() => started.push(name)))
    leaveB?.()
    endA?.()
    expect(started).toEqual(['a', 'c'])
  })
})
